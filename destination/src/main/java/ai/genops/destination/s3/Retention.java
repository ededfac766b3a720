package ai.genops.destination.s3;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long an object is kept: calendar years where years are written, so that `7 years` never ends a day early.
record Retention(int years, Duration rest) {
    static final Retention NONE = new Retention(0, Duration.ZERO);

    private static final Pattern YEARS = Pattern.compile("\\s*([0-9]{1,3})\\s*(?:y|years?)\\s*");

    static Retention read(Section block, String key, Retention otherwise) {
        if (!block.has(key)) {
            return otherwise;
        }
        return of(block.text(key), block.duration(key, Duration.ZERO));
    }

    /// @param duration what the text is without regard to the calendar
    static Retention of(String text, Duration duration) {
        Matcher years = YEARS.matcher(text);
        return years.matches()
                ? new Retention(Integer.parseInt(years.group(1)), Duration.ZERO)
                : new Retention(0, duration);
    }

    boolean isNone() {
        return years == 0 && rest.isZero();
    }

    /// In whole seconds, which is all that the store keeps, rounded up.
    Instant from(Instant start) {
        return start.atOffset(ZoneOffset.UTC)
                .plusYears(years)
                .toInstant()
                .plus(rest)
                .plusNanos(999_999_999)
                .truncatedTo(ChronoUnit.SECONDS);
    }
}
