package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The most that is sent in a time, on average; in bursts up to what it allows in a second, and at least one request.
///
/// @param perSecond how many requests, or events
/// @param events whether events are counted; requests otherwise
public record RateLimit(double perSecond, boolean events) {
    private static final Pattern TEXT = Pattern.compile(
            "([0-9]{1,9}(?:\\.[0-9]{1,6})?)\\s*(requests?|events?)?\\s*(?:/|per)\\s*(s|sec|second|m|min|minute|h|hour)",
            Pattern.CASE_INSENSITIVE);

    /// Reads `rate_limit`: `10/s` requests, `600/min`, `1000 events/s`; null if there is none.
    static @Nullable RateLimit read(Section block) {
        if (!block.has("rate_limit")) {
            return null;
        }
        String text = block.text("rate_limit", "");
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
            String unit = matcher.group(2);
            double perSecond = Double.parseDouble(matcher.group(1)) / seconds(matcher.group(3));
            return new RateLimit(
                    perSecond, unit != null && unit.toLowerCase(Locale.ROOT).startsWith("event"));
        }
        String problem = "`rate_limit` must be such as `10/s` (requests) or `1000 events/s`, is `" + text + "`";
        block.problems().error(block.at("rate_limit"), problem, "Times are `s`, `min` and `h`.");
        return null;
    }

    private static int seconds(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
            case 's' -> 1;
            case 'm' -> 60;
            default -> 3600;
        };
    }
}
