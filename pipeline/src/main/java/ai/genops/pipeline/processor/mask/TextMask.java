package ai.genops.pipeline.processor.mask;

import ai.genops.pipeline.processor.parse.BoundedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks a text. Gives the same object where there is nothing to mask. Safe for concurrent use.
public sealed interface TextMask {
    /// Stands for a whole text that a pattern could not be looked for in within its bound: nothing of it is shown.
    String UNREADABLE = "[REDACTED: too expensive to search]";

    /// Stands for what was found, where what should stand there could not be computed.
    String HIDDEN = "[REDACTED]";

    String apply(String text);

    /// Whether it looks at numbers as well: a card number may be sent as one.
    boolean readsNumbers();

    /// Whether it also looks for what a text of JSON has in escapes.
    default boolean readsEscapes() {
        return true;
    }

    /// Replaces what a pattern finds.
    ///
    /// @param replacement of what was found, as in [Matcher#replaceAll]
    /// @param first only the first place in each text
    /// @param readsEscapes see [#readsEscapes()]
    record Replace(Pattern pattern, Function<MatchResult, String> replacement, boolean first, boolean readsEscapes)
            implements TextMask {
        @Override
        public String apply(String text) {
            try {
                Matcher found = BoundedText.matcher(pattern, text);
                if (!found.find()) {
                    return text;
                }
                return first ? found.replaceFirst(replacement) : found.replaceAll(replacement);
            } catch (BoundedText.TooLongException | StackOverflowError _) {
                return UNREADABLE;
            }
        }

        @Override
        public boolean readsNumbers() {
            return false;
        }
    }

    /// Does to each place found what its action says. All are looked for in the text as it is, so that what one puts
    /// there is not found by another; of places that overlap the first counts, then the longest.
    record Found(List<Rule> rules, boolean readsNumbers) implements TextMask {
        public record Rule(Finder finder, Action action) {}

        private record Place(int start, int end, Action action) {}

        @Override
        public String apply(String text) {
            List<Place> places = List.of();
            try {
                for (Rule rule : rules) {
                    places = find(text, rule, places);
                }
            } catch (BoundedText.TooLongException | StackOverflowError _) {
                return UNREADABLE;
            }
            return places.isEmpty() ? text : replace(text, places);
        }

        private static List<Place> find(String text, Rule rule, List<Place> before) {
            List<Place> places = before;
            Matcher matcher = BoundedText.matcher(rule.finder.pattern(), text);
            int from = 0;
            while (from <= text.length() && matcher.find(from)) {
                int length = matcher.end() == matcher.start() ? -1 : rule.finder.length(matcher.group());
                if (length > 0) {
                    places = places.isEmpty() ? new ArrayList<>() : places;
                    places.add(new Place(matcher.start(), matcher.start() + length, rule.action));
                }
                from = matcher.start() + Math.max(1, length);
            }
            return places;
        }

        private static String replace(String text, List<Place> places) {
            places.sort(Comparator.comparingInt(Place::start).thenComparingInt(place -> -place.end));
            StringBuilder masked = new StringBuilder(text.length());
            int at = 0;
            for (Place place : places) {
                if (place.start >= at) {
                    masked.append(text, at, place.start)
                            .append(place.action.replace(text.substring(place.start, place.end)));
                    at = place.end;
                }
            }
            return masked.append(text, at, text.length()).toString();
        }
    }
}
