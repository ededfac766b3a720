package ai.genops.server.alert;

import java.util.Map;
import java.util.stream.Collectors;

/// What a search has found of one thing that people are to be told of.
///
/// @param key the values of the fields that rows are told apart by; empty if there are none
/// @param rows how many rows are about it
/// @param first the first of them: field → value, in the order of the result
/// @param print a hash of that row
record Finding(String key, long rows, Map<String, String> first, String print) {
    /// The text with `$result.FIELD$`, `$rows$` and `$title$` replaced; a field without a value by nothing.
    String fill(String text, String title) {
        String filled = text;
        for (var field : first.entrySet()) {
            filled = filled.replace("$result." + field.getKey() + "$", field.getValue());
        }
        filled = filled.replace("$rows$", Long.toString(rows)).replace("$title$", title);
        return filled.replaceAll("\\$result\\.[^$\\s]+\\$", "");
    }

    /// Every field with its value.
    String whole() {
        return first.isEmpty()
                ? rows + " rows"
                : first.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(", "));
    }
}
