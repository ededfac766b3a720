package ai.genops.pipeline.lookup.match;

import java.util.List;
import java.util.regex.Pattern;

/// What one row of a [PatternIndex] asks of a value.
sealed interface RowTest {
    /// How many characters of the value match, where that is found first; -1 if none do.
    int length(String text, String folded, Steps steps);

    /// Text that every value has in it for which this holds, folded as the value is; may be empty.
    String required();

    record Regex(Pattern pattern, String required) implements RowTest {
        @Override
        public int length(String text, String folded, Steps steps) {
            return steps.find(pattern, text);
        }
    }

    /// The parts between the stars, folded if case does not count.
    record Wildcard(List<String> parts, String required) implements RowTest {
        static Wildcard of(String pattern) {
            List<String> parts = List.of(pattern.split("\\*", -1));
            String longest = "";
            for (String part : parts) {
                longest = part.length() > longest.length() ? part : longest;
            }
            return new Wildcard(parts, longest);
        }

        @Override
        public int length(String text, String folded, Steps steps) {
            return in(folded) ? text.length() : -1;
        }

        private boolean in(String folded) {
            int last = parts.size() - 1;
            if (last == 0) {
                return folded.equals(parts.get(0));
            }
            int end = folded.length() - parts.get(last).length();
            int from = parts.get(0).length();
            if (from > end || !folded.startsWith(parts.get(0)) || !folded.endsWith(parts.get(last))) {
                return false;
            }
            for (int i = 1; i < last; i++) {
                int at = folded.indexOf(parts.get(i), from);
                from = at + parts.get(i).length();
                if (at < 0 || from > end) {
                    return false;
                }
            }
            return true;
        }
    }
}
