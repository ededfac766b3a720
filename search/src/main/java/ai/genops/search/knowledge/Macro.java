package ai.genops.search.knowledge;

import java.util.HashMap;
import java.util.List;

/// Text that stands for `` `name` `` or `` `name(a, b)` `` in a query; `$argument$` in it is replaced.
public record Macro(List<String> arguments, String definition) {
    public Macro {
        arguments = List.copyOf(arguments);
    }

    /// The text with values for the arguments, as many as there are.
    public String with(List<String> values) {
        var named = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            named.put(arguments.get(i), values.get(i));
        }
        return Placeholders.filled(definition, named);
    }

    /// Whether a name holds a placeholder, and so is a name only when a value is in its place.
    public static boolean isUnfinished(String name) {
        return Placeholders.areIn(name);
    }
}
