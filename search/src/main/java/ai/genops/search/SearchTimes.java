package ai.genops.search;

import ai.genops.search.spl.TimeFormat;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// Times as queries write them.
public final class SearchTimes {
    public static final String EXAMPLES = TimeModifier.EXAMPLES;

    private SearchTimes() {}

    /// What `-1d@d`, `now`, `1767225600` and the like mean; null if it is no time.
    public static @Nullable Instant parse(String text, Instant now, ZoneId zone) {
        return TimeModifier.apply(text, now, zone);
    }

    /// A time in a format of `strftime`.
    public static String strftime(String format, ZonedDateTime time) {
        return new TimeFormat(format).text(time);
    }
}
