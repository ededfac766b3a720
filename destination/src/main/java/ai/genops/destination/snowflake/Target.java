package ai.genops.destination.snowflake;

import ai.genops.pipeline.config.Section;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where rows of a route go.
///
/// @param pipe as Snowflake's paths name it: one that somebody created, or a table's own
/// @param shown what people know it by
record Target(String pipe, String shown) {
    /// Reads `table` or `pipe`; null if there is neither.
    static @Nullable Target read(Section section) {
        String table = Names.identifier(section, "table");
        String pipe = Names.identifier(section, "pipe");
        String text = "`table` and `pipe` exclude each other: a pipe has its table";
        section.problems().require(table.isEmpty() || pipe.isEmpty(), section.at("pipe"), text, "Remove one of them.");
        if (!pipe.isEmpty()) {
            return new Target(pipe.toUpperCase(Locale.ROOT), "pipe `" + pipe + "`");
        }
        // Every table has a pipe of this name, which finds a column for each member by its name.
        return table.isEmpty()
                ? null
                : new Target(table.toUpperCase(Locale.ROOT) + "-STREAMING", "table `" + table + "`");
    }
}
