package ai.genops.source.hec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `time` of an event: seconds since 1970 as a plain decimal, exact to the nanosecond. A whole number of 13, 16 or
/// 19 digits can only be milliseconds, microseconds or nanoseconds, and is read so.
final class EpochTime {
    /// What is no time.
    static final long NONE = -1;

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,10})(?:\\.([0-9]{0,30}))?");
    private static final Pattern FINER = Pattern.compile("[0-9]{13}|[0-9]{16}|[1-8][0-9]{18}");
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private EpochTime() {}

    /// Nanoseconds since 1970, or [#NONE].
    static long nanos(String text) {
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            long whole = Long.parseLong(seconds.group(1));
            String decimals = seconds.group(2) == null ? "" : seconds.group(2);
            return whole > MOST_SECONDS
                    ? NONE
                    : whole * 1_000_000_000 + Long.parseLong((decimals + "000000000").substring(0, 9));
        }
        if (!FINER.matcher(text).matches()) {
            return NONE;
        }
        long value = Long.parseLong(text);
        return switch (text.length()) {
            case 13 -> value / 1000 > MOST_SECONDS ? NONE : value * 1_000_000;
            case 16 -> value / 1_000_000 > MOST_SECONDS ? NONE : value * 1_000;
            default -> value;
        };
    }
}
