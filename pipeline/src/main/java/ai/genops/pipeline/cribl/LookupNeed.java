package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import java.util.List;

/// How a function of Cribl's looks up in a table. Here that stands in the lookup's definition.
///
/// @param columns the table's that are compared
/// @param match `exact`, `cidr` or `regex`
/// @param matches which row counts of several: `first`, `longest` or `all`
public record LookupNeed(
        String id, String file, List<String> columns, String match, boolean ignoreCase, String matches, Location at) {
    /// Whether a file alone does it.
    public boolean isPlain() {
        return match.equals("exact") && !ignoreCase && matches.equals("first");
    }
}
