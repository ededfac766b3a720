package ai.genops.source.hec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time that an event's text says, as `auto_extract_timestamp=true` asks for: the first date with a time
/// among its first 128 bytes, Splunk's `MAX_TIMESTAMP_LOOKAHEAD`, or seconds since 1970 at its beginning.
/// Without a zone it is UTC.
final class EventTimestamp {
    private static final int LOOK_AHEAD = 128;

    private static final String CLOCK = "(?<H>[01]\\d|2[0-3]):(?<M>[0-5]\\d):(?<S>[0-5]\\d)(?:[.,](?<f>\\d{1,9}))?";
    private static final String ZONE = "(?:\\s?(?<z>Z\\b|UTC\\b|GMT\\b|[+-]\\d{2}:?\\d{2}\\b))?";
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /// `2026-03-10T08:00:00.5Z` and `2026/03/10 08:00:00,5 +0100`; `10/Mar/2026:08:00:00 +0100`; `Mar 10 2026
    /// 08:00:00`;
    /// `03/10/2026 08:00:00`.
    private static final List<Pattern> DATES = List.of(
            Pattern.compile("(?<y>[12]\\d{3})[-/](?<m>\\d{2})[-/](?<d>\\d{2})[T ]\\s?" + CLOCK + ZONE),
            Pattern.compile("(?<d>\\d{1,2})[/ -](?<n>[A-Za-z]{3})[/ -](?<y>[12]\\d{3})[: ]" + CLOCK + ZONE),
            Pattern.compile("(?<n>[A-Za-z]{3}) {1,2}(?<d>\\d{1,2}),? (?<y>[12]\\d{3}) " + CLOCK + ZONE),
            Pattern.compile("(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>[12]\\d{3}) " + CLOCK + ZONE));

    private static final Pattern EPOCH = Pattern.compile("\\W{0,2}(1\\d{9}(?:\\.\\d{1,9})?|1\\d{12})(?![\\d.])");

    private EventTimestamp() {}

    /// Nanoseconds since 1970, or [EpochTime#NONE] if the text says no time.
    static long find(byte[] utf8, int from, int length) {
        String text = new String(utf8, from, Math.min(length, LOOK_AHEAD), StandardCharsets.UTF_8);
        long found = EpochTime.NONE;
        int first = Integer.MAX_VALUE;
        for (Pattern date : DATES) {
            Matcher matcher = date.matcher(text);
            while (matcher.find() && matcher.start() < first) {
                long nanos = nanos(matcher);
                if (nanos != EpochTime.NONE) {
                    found = nanos;
                    first = matcher.start();
                }
            }
        }
        if (found != EpochTime.NONE) {
            return found;
        }
        Matcher epoch = EPOCH.matcher(text);
        return epoch.lookingAt() ? EpochTime.nanos(epoch.group(1)) : EpochTime.NONE;
    }

    private static long nanos(Matcher date) {
        int month = month(date);
        if (month == 0) {
            return EpochTime.NONE;
        }
        String fraction = date.group("f") == null ? "" : date.group("f");
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(date, "y"),
                    month,
                    number(date, "d"),
                    number(date, "H"),
                    number(date, "M"),
                    number(date, "S"));
            long seconds = local.toEpochSecond(zone(date.group("z")));
            return seconds < 0 || seconds > Long.MAX_VALUE / 1_000_000_000 - 1
                    ? EpochTime.NONE
                    : seconds * 1_000_000_000 + Long.parseLong((fraction + "000000000").substring(0, 9));
        } catch (DateTimeException _) {
            return EpochTime.NONE;
        }
    }

    private static int month(Matcher date) {
        return date.namedGroups().containsKey("m")
                ? number(date, "m")
                : MONTHS.indexOf(date.group("n").toLowerCase(Locale.ROOT)) + 1;
    }

    private static int number(Matcher date, String group) {
        return Integer.parseInt(date.group(group));
    }

    private static ZoneOffset zone(@org.jspecify.annotations.Nullable String text) {
        boolean named = text != null && (text.startsWith("+") || text.startsWith("-"));
        return named ? ZoneOffset.of(text) : ZoneOffset.UTC;
    }
}
