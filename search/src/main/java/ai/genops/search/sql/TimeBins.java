package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import java.util.List;

/// The start of the span that a time lies in. Up to a minute spans count from 1970 in UTC; from an hour on they
/// follow the clocks and the calendar of the zone. [ai.genops.search.plan.Span] computes the same in Java.
final class TimeBins {
    private TimeBins() {}

    static String sql(Call call, String time) {
        List<Expr> args = call.args();
        if (!(args.get(1) instanceof Num(double count)
                && args.get(2) instanceof Text(String unit)
                && args.get(3) instanceof Text(String zone))) {
            throw new IllegalArgumentException("a span must be literal");
        }
        long n = (long) count;
        String local = "timezone(%s, timezone('UTC', %s))".formatted(DuckDb.literal(zone), time);
        return switch (unit) {
            case "MICROS" -> micros(time, n, 0);
            case "HOURS" -> utc(micros(local, n * 3_600_000_000L, 0), zone);
            case "DAYS" -> utc(micros(local, n * 86_400_000_000L, 0), zone);
            // 1970 began on a Thursday; weeks begin on Sunday.
            case "WEEKS" -> utc(micros(local, n * 604_800_000_000L, 3 * 86_400_000_000L), zone);
            default -> utc(months(local, n), zone);
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
