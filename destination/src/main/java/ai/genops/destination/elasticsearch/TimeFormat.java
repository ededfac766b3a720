package ai.genops.destination.elasticsearch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;

/// Formats of time as `strftime` has them, in UTC: `%Y.%m.%d`. Safe for concurrent use.
final class TimeFormat {
    static final String LETTERS = "%Y %y %m %d %H %M %S %j %G %V %%";

    private final DateTimeFormatter formatter;

    private TimeFormat(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /// Throws [IllegalArgumentException], with the letter, for one that is not known.
    static TimeFormat of(String pattern) {
        var builder = new DateTimeFormatterBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '%') {
                i++;
                letter(i < pattern.length() ? pattern.charAt(i) : ' ', builder);
            } else {
                builder.appendLiteral(pattern.charAt(i));
            }
        }
        return new TimeFormat(builder.toFormatter(java.util.Locale.ROOT));
    }

    private static void letter(char letter, DateTimeFormatterBuilder builder) {
        switch (letter) {
            case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
            case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 2000);
            case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 2);
            case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 2);
            case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
            case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
            case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'G' -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
            case 'V' -> builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
            case '%' -> builder.appendLiteral('%');
            default -> throw new IllegalArgumentException("%" + letter);
        }
    }

    String text(long nanos) {
        return formatter.format(time(nanos));
    }

    static ZonedDateTime time(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        return Instant.ofEpochSecond(seconds, Math.floorMod(nanos, 1_000_000_000L))
                .atZone(ZoneOffset.UTC);
    }
}
