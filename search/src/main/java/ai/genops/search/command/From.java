package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `| from datamodel:Name`, `| from savedsearch:Name`, `| from lookup:Name`: the rows of what has that name. Splunk,
/// Search Reference, `from`.
record From(String kind, String name, int at) implements Command.Source {

    static From read(Cursor in) {
        int at = in.here();
        String kind = in.word().toLowerCase(Locale.ROOT);
        in.accept(":");
        if (!List.of("datamodel", "savedsearch", "lookup", "inputlookup").contains(kind)) {
            throw in.errorAt(
                    at,
                    "`from` takes a dataset, found `%s`".formatted(kind),
                    "Use datamodel:, savedsearch: or lookup:.");
        }
        int nameAt = in.here();
        return new From(kind, in.name("a name"), nameAt);
    }

    @Override
    public Relation open(Planning planning) {
        return switch (kind) {
            case "datamodel" -> Models.open(name, planning);
            case "savedsearch" -> Models.saved(name, Map.of(), at, planning);
            default -> LookupTables.relation(name, at, planning);
        };
    }
}
