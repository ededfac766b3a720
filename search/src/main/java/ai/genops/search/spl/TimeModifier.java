package ai.genops.search.spl;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as Splunk writes them: `-5m`, `-1d@d`, `@w1`, `-7d@d+3h`, `now`, seconds since 1970,
/// `06/15/2026:14:00:00`; also ISO 8601. Snapping (`@`) rounds down, in the given zone.
public final class TimeModifier {
    public static final String EXAMPLES = "Examples: -5m, -1d@d, @w0, now, 1767225600, 01/31/2026:00:00:00.";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern STEP = Pattern.compile("([+-])(\\d{0,9})([a-zA-Z]+)|@([a-zA-Z]+)([0-7])?");
    private static final DateTimeFormatter SPLUNK = DateTimeFormatter.ofPattern("M/d/yyyy:H:m:s", Locale.ROOT);

    private static final Map<String, ChronoUnit> UNITS = units();

    private TimeModifier() {}

    /// The time meant, null if the text is none.
    public static @Nullable Instant apply(String text, Instant now, ZoneId zone) {
        String modifier = text.strip();
        if (modifier.equals("now") || modifier.equals("now()")) {
            return now;
        }
        try {
            if (NUMBER.matcher(modifier).matches()) {
                return epoch(new BigDecimal(modifier));
            }
            Instant date = absolute(modifier, zone);
            return date != null ? date : relative(modifier.replaceFirst("^now", ""), now.atZone(zone));
        } catch (DateTimeException | ArithmeticException _) {
            return null;
        }
    }

    /// Whether the text is steps from a time, not a time of its own.
    public static boolean isRelative(String text) {
        return !text.isBlank() && "+-@".indexOf(text.strip().charAt(0)) >= 0;
    }

    private static Instant epoch(BigDecimal seconds) {
        return Instant.ofEpochSecond(0).plusNanos(seconds.movePointRight(9).longValueExact());
    }

    private static @Nullable Instant absolute(String text, ZoneId zone) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        if (text.indexOf('/') > 0) {
            return LocalDateTime.parse(text, SPLUNK).atZone(zone).toInstant();
        }
        if (text.indexOf('T') < 0) {
            return LocalDateTime.parse(text + "T00:00:00").atZone(zone).toInstant();
        }
        boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return zoned
                ? ZonedDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private static @Nullable Instant relative(String text, ZonedDateTime now) {
        Matcher step = STEP.matcher(text);
        ZonedDateTime time = now;
        int read = 0;
        while (read < text.length() && step.find(read) && step.start() == read) {
            String name = (step.group(3) == null ? step.group(4) : step.group(3)).toLowerCase(Locale.ROOT);
            ChronoUnit unit = UNITS.get(name);
            boolean quarter = name.startsWith("q");
            if (unit == null) {
                return null;
            }
            time = step.group(1) == null ? snap(time, unit, quarter, step.group(5)) : move(time, step, unit, quarter);
            read = step.end();
        }
        return read == text.length() && read > 0 ? time.toInstant() : null;
    }

    private static ZonedDateTime move(ZonedDateTime time, Matcher step, ChronoUnit unit, boolean quarter) {
        long count = step.group(2).isEmpty() ? 1 : Long.parseLong(step.group(2));
        long signed = (step.group(1).equals("-") ? -count : count) * (quarter ? 3 : 1);
        return time.plus(signed, unit);
    }

    private static ZonedDateTime snap(ZonedDateTime time, ChronoUnit unit, boolean quarter, @Nullable String weekday) {
        return switch (unit) {
            case WEEKS -> {
                int day = weekday == null ? 0 : Integer.parseInt(weekday) % 7;
                DayOfWeek start = day == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day);
                yield time.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(start));
            }
            case MONTHS -> {
                int month = quarter ? (time.getMonthValue() - 1) / 3 * 3 + 1 : time.getMonthValue();
                yield time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).withMonth(month);
            }
            case YEARS -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> time.truncatedTo(unit);
        };
    }

    private static Map<String, ChronoUnit> units() {
        var units = new java.util.HashMap<String, ChronoUnit>();
        for (String name : new String[] {"s", "sec", "secs", "second", "seconds"}) {
            units.put(name, ChronoUnit.SECONDS);
        }
        for (String name : new String[] {"m", "min", "mins", "minute", "minutes"}) {
            units.put(name, ChronoUnit.MINUTES);
        }
        for (String name : new String[] {"h", "hr", "hrs", "hour", "hours"}) {
            units.put(name, ChronoUnit.HOURS);
        }
        for (String name : new String[] {"d", "day", "days"}) {
            units.put(name, ChronoUnit.DAYS);
        }
        for (String name : new String[] {"w", "week", "weeks"}) {
            units.put(name, ChronoUnit.WEEKS);
        }
        for (String name : new String[] {"mon", "month", "months", "q", "qtr", "qtrs", "quarter", "quarters"}) {
            units.put(name, ChronoUnit.MONTHS);
        }
        for (String name : new String[] {"y", "yr", "yrs", "year", "years"}) {
            units.put(name, ChronoUnit.YEARS);
        }
        return Map.copyOf(units);
    }
}
