package ai.genops.search.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An event that a search has made.
///
/// @param text its text
/// @param fields by name, each with its values
public record Collected(
        Instant time,
        String index,
        String host,
        String source,
        String sourcetype,
        String text,
        Map<String, List<String>> fields) {
    public Collected {
        fields = Map.copyOf(fields);
    }
}
