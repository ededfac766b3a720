package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A width of time buckets: `5m`, `1h`, `1d`, `1mon`.
///
/// @param origin where one of [Unit#MICROS] begins, in microseconds since 1970
public record Span(long count, Unit unit, long origin) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})?([a-zA-Z]+)");
    private static final long HOUR = 3_600_000_000L;

    /// 1970 began on a Thursday; weeks begin on Sunday.
    private static final long FIRST_SUNDAY = 72 * HOUR;

    /// What a span is a multiple of; MICROS carries everything below an hour.
    public enum Unit {
        MICROS,
        HOURS,
        DAYS,
        WEEKS,
        MONTHS
    }

    public Span(long count, Unit unit) {
        this(count, unit, 0);
    }

    private static final Map<String, Span> UNITS = Map.ofEntries(
            Map.entry("us", new Span(1, Unit.MICROS)),
            Map.entry("ms", new Span(1_000, Unit.MICROS)),
            Map.entry("cs", new Span(10_000, Unit.MICROS)),
            Map.entry("ds", new Span(100_000, Unit.MICROS)),
            Map.entry("s", new Span(1_000_000, Unit.MICROS)),
            Map.entry("m", new Span(60_000_000, Unit.MICROS)),
            Map.entry("h", new Span(1, Unit.HOURS)),
            Map.entry("d", new Span(1, Unit.DAYS)),
            Map.entry("w", new Span(1, Unit.WEEKS)),
            Map.entry("mon", new Span(1, Unit.MONTHS)),
            Map.entry("q", new Span(3, Unit.MONTHS)),
            Map.entry("y", new Span(12, Unit.MONTHS)));

    private static final Map<String, String> LONG_NAMES = Map.ofEntries(
            Map.entry("sec", "s"),
            Map.entry("second", "s"),
            Map.entry("min", "m"),
            Map.entry("minute", "m"),
            Map.entry("hr", "h"),
            Map.entry("hour", "h"),
            Map.entry("day", "d"),
            Map.entry("week", "w"),
            Map.entry("month", "mon"),
            Map.entry("qtr", "q"),
            Map.entry("quarter", "q"),
            Map.entry("yr", "y"),
            Map.entry("year", "y"));

    /// Null if the text is not a span.
    public static @Nullable Span parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(2).toLowerCase(Locale.ROOT);
        String singular = name.length() > 2 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        Span unit = UNITS.get(LONG_NAMES.getOrDefault(singular, name));
        long count = matcher.group(1) == null ? 1 : Long.parseLong(matcher.group(1));
        return unit == null || count == 0 ? null : new Span(unit.count * count, unit.unit);
    }

    /// The same width, one of the spans beginning at a time. Those of days and months begin at midnight as before.
    public Span from(Instant start) {
        return switch (unit) {
            case DAYS, MONTHS -> this;
            case MICROS, HOURS, WEEKS -> {
                long micros = Math.round(seconds() * 1e6);
                long since = ChronoUnit.MICROS.between(Instant.EPOCH, start);
                yield new Span(micros, Unit.MICROS, Math.floorMod(since, micros));
            }
        };
    }

    /// The start of the span a time lies in, as an expression.
    public Expr bin(Expr time, ZoneId zone) {
        if (origin != 0) {
            double width = count / 1e6;
            Expr since = call(Op.SUBTRACT, Type.NUMBER, Coerce.number(time), new Expr.Num(origin / 1e6));
            Expr index = call(Op.FLOOR, Type.NUMBER, call(Op.DIVIDE, Type.NUMBER, since, new Expr.Num(width)));
            Expr start = call(Op.MULTIPLY, Type.NUMBER, index, new Expr.Num(width));
            return Coerce.time(call(Op.ADD, Type.NUMBER, start, new Expr.Num(origin / 1e6)));
        }
        return call(
                Op.TIME_BIN,
                Type.TIME,
                time,
                new Expr.Num(count),
                new Expr.Text(unit.name()),
                new Expr.Text(zone.getId()));
    }

    /// The start of the span a time lies in.
    public Instant floor(Instant time, ZoneId zone) {
        if (unit == Unit.MICROS) {
            return ofMicros(floorMicros(ChronoUnit.MICROS.between(Instant.EPOCH, time), count, origin));
        }
        if (isOneHour()) {
            return time.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        }
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return floorLocal(local).atZone(zone).toInstant();
    }

    /// Where clocks are set back they show one hour twice, which are two spans.
    private boolean isOneHour() {
        return unit == Unit.HOURS && count == 1;
    }

    /// The start of the span after the one that begins at this time.
    public Instant next(Instant start, ZoneId zone) {
        if (unit == Unit.MICROS) {
            return start.plus(count, ChronoUnit.MICROS);
        }
        if (isOneHour()) {
            return start.plus(1, ChronoUnit.HOURS);
        }
        LocalDateTime local = LocalDateTime.ofInstant(start, zone);
        Instant next = (switch (unit) {
                    case HOURS, MICROS -> local.plusHours(count);
                    case DAYS -> local.plusDays(count);
                    case WEEKS -> local.plusWeeks(count);
                    case MONTHS -> local.plusMonths(count);
                })
                .atZone(zone)
                .toInstant();
        return next.isAfter(start) ? next : start.plus(count, ChronoUnit.HOURS);
    }

    /// How long it is, -1 if that depends on the month.
    public double seconds() {
        return switch (unit) {
            case MICROS -> count / 1e6;
            case HOURS -> count * 3_600.0;
            case DAYS -> count * 86_400.0;
            case WEEKS -> count * 604_800.0;
            case MONTHS -> -1;
        };
    }

    private LocalDateTime floorLocal(LocalDateTime local) {
        if (unit == Unit.MONTHS) {
            int month = local.getYear() * 12 + local.getMonthValue() - 1;
            int start = month - (int) (month % count);
            return LocalDateTime.of(start / 12, start % 12 + 1, 1, 0, 0);
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(ZoneOffset.UTC));
        long floor = switch (unit) {
            case WEEKS -> floorMicros(micros, count * 168 * HOUR, FIRST_SUNDAY);
            case DAYS -> floorMicros(micros, count * 24 * HOUR, 0);
            case HOURS, MICROS, MONTHS -> floorMicros(micros, count * HOUR, 0);
        };
        return LocalDateTime.ofInstant(ofMicros(floor), ZoneOffset.UTC);
    }

    private static long floorMicros(long micros, long span, long origin) {
        return micros - Math.floorMod(micros - origin, span);
    }

    private static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
