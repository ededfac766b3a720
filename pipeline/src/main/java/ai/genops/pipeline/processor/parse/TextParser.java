package ai.genops.pipeline.processor.parse;

import java.util.Map;

/// Takes a text apart into named values: String, Long, Double, Boolean, and List and Map of these. Safe for concurrent
/// use.
@FunctionalInterface
public interface TextParser {
    /// As many names as one text may give.
    int MAX_NAMES = 1000;

    /// The values by their names, in the order of the text.
    /// @throws UnparsableException if the text is not of the format
    Map<String, Object> parse(String text) throws UnparsableException;
}
