package ai.genops.search.command;

import ai.genops.search.spl.Cursor;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The period that `timewrap` wraps: so many seconds, minutes, hours, or days, weeks, months, quarters, years of the
/// calendar.
///
/// @param count how many of the unit, quarters in months
/// @param written how many, as it was written
/// @param name of the unit in the names of columns
record WrapPeriod(long count, ChronoUnit unit, long written, String name) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})?([a-zA-Z]+)");

    static WrapPeriod read(Cursor in) {
        int at = in.here();
        String text = in.name("a span such as 1d");
        Matcher matcher = TEXT.matcher(text);
        long written = matcher.matches() && matcher.group(1) != null ? Long.parseLong(matcher.group(1)) : 1;
        if (!matcher.matches() || written == 0) {
            throw in.errorAt(at, "`%s` is not a span of time".formatted(text), "Examples: 1h, 1d, 1w, 1mon, 1y.");
        }
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "s", "sec", "secs", "second", "seconds" -> of(written, ChronoUnit.SECONDS, "second");
            case "m", "min", "mins", "minute", "minutes" -> of(written, ChronoUnit.MINUTES, "minute");
            case "h", "hr", "hrs", "hour", "hours" -> of(written, ChronoUnit.HOURS, "hour");
            case "d", "day", "days" -> of(written, ChronoUnit.DAYS, "day");
            case "w", "week", "weeks" -> of(written, ChronoUnit.WEEKS, "week");
            case "mon", "month", "months" -> of(written, ChronoUnit.MONTHS, "month");
            case "q", "qtr", "qtrs", "quarter", "quarters" ->
                new WrapPeriod(written * 3, ChronoUnit.MONTHS, written, "quarter");
            case "y", "yr", "yrs", "year", "years" -> of(written, ChronoUnit.YEARS, "year");
            default ->
                throw in.errorAt(at, "`%s` is not a span of time".formatted(text), "Examples: 1h, 1d, 1w, 1mon, 1y.");
        };
    }

    private static WrapPeriod of(long count, ChronoUnit unit, String name) {
        return new WrapPeriod(count, unit, count, name);
    }

    /// A time so many periods later; earlier if negative.
    Instant later(Instant time, int periods, ZoneId zone) {
        return time.atZone(zone).plus(count * periods, unit).toInstant();
    }

    /// How many periods before the one that ends with a time another lies; below 0 it lies behind.
    int age(Instant time, Instant end, ZoneId zone) {
        long about = unit.between(time.atZone(zone), end.atZone(zone)) / count;
        int age = (int) Math.clamp(about, -1_000_000L, 2_000_000L) - 1;
        while (later(end, -age - 1, zone).isAfter(time)) {
            age++;
        }
        return age;
    }

    /// `latest_week`, `1week_before`, `2weeks_before`; of several days together `latest_3day` and `3days_before`.
    String name(int age) {
        if (age == 0) {
            return "latest_" + (written == 1 ? "" : String.valueOf(written)) + name;
        }
        long distance = Math.abs(age) * written;
        return distance + name + (distance == 1 ? "" : "s") + (age > 0 ? "_before" : "_after");
    }
}
