package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;

/// The start of the span that a time lies in. Up to a minute spans count from 1970 in UTC; from an hour on they
/// follow the clocks and the calendar of the zone. [ai.genops.search.plan.Span] computes the same in Java.
final class TimeBins {
    /// 1970 began on a Thursday; weeks begin on Sunday.
    private static final long SUNDAY = 3 * 86_400_000_000L;

    /// Spans that the engine has a name for, by their microseconds: it divides by a constant several times as fast.
    private static final Map<Long, String> WHOLE =
            Map.of(1_000_000L, "second", 60_000_000L, "minute", 3_600_000_000L, "hour", 86_400_000_000L, "day");

    private TimeBins() {}

    static String sql(Call call, String time) {
        List<Expr> args = call.args();
        if (!(args.get(1) instanceof Num(double count)
                && args.get(2) instanceof Text(String unit)
                && args.get(3) instanceof Text(String zone))) {
            throw new IllegalArgumentException("a span must be literal");
        }
        long n = (long) count;
        ZoneRules rules = ZoneId.of(zone).getRules();
        long length = length(unit);
        if (rules.isFixedOffset() && length > 0) {
            // Asking for the zone at each row would cost more than everything else together.
            long east = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1_000_000L;
            String whole = WHOLE.get(n * length);
            if (whole != null && east % (n * length) == 0) {
                return "date_trunc('%s', %s)".formatted(whole, time);
            }
            return micros(time, n * length, (unit.equals("WEEKS") ? SUNDAY : 0) - east);
        }
        String local = "timezone(%s, timezone('UTC', %s))".formatted(DuckDb.literal(zone), time);
        return switch (unit) {
            case "MICROS" ->
                WHOLE.containsKey(n) ? "date_trunc('%s', %s)".formatted(WHOLE.get(n), time) : micros(time, n, 0);
            case "HOURS" -> n == 1 ? TimeShifts.full("hour", time, local) : utc(micros(local, n * length, 0), zone);
            case "DAYS" -> utc(micros(local, n * length, 0), zone);
            case "WEEKS" -> utc(micros(local, n * length, SUNDAY), zone);
            default -> utc(months(local, n), zone);
        };
    }

    /// In microseconds; 0 of what has no fixed length, or is always counted in UTC.
    private static long length(String unit) {
        return switch (unit) {
            case "HOURS" -> 3_600_000_000L;
            case "DAYS" -> 86_400_000_000L;
            case "WEEKS" -> 604_800_000_000L;
            default -> 0;
        };
    }

    private static String micros(String time, long span, long origin) {
        String since = "(epoch_us(%s) - %d)".formatted(time, origin);
        return "make_timestamp(%s - ((%s %% %d + %d) %% %d) + %d)".formatted(since, since, span, span, span, origin);
    }

    private static String months(String time, long n) {
        String month = "(year(%s) * 12 + month(%s) - 1)".formatted(time, time);
        String start = "(%s - %s %% %d)".formatted(month, month, n);
        return "make_timestamp((%s // 12)::bigint, (%s %% 12 + 1)::bigint, 1::bigint, 0::bigint, 0::bigint, 0.0)"
                .formatted(start, start);
    }

    private static String utc(String local, String zone) {
        return "timezone('UTC', timezone(%s, %s))".formatted(DuckDb.literal(zone), local);
    }
}
