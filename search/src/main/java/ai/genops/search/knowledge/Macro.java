package ai.genops.search.knowledge;

import java.util.List;

/// Text that stands for `` `name` `` or `` `name(a, b)` `` in a query; `$argument$` in it is replaced.
public record Macro(List<String> arguments, String definition) {
    public Macro {
        arguments = List.copyOf(arguments);
    }
}
