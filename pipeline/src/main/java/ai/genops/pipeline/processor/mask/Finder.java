package ai.genops.pipeline.processor.mask;

import java.util.regex.Pattern;

/// Finds places in a text.
public interface Finder {
    Pattern pattern();

    /// How many characters from the beginning of what the pattern found are meant; -1: none.
    default int length(String candidate) {
        return candidate.length();
    }

    /// All that a pattern finds.
    static Finder of(Pattern pattern) {
        return () -> pattern;
    }
}
