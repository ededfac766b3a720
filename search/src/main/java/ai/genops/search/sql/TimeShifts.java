package ai.genops.search.sql;

import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Text;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time moved as a modifier such as `-1d@d` says. Hours and less are moved on the time itself, days and more,
/// and what is snapped to, by the clocks and the calendar of the zone. [ai.genops.search.spl.TimeModifier]
/// computes the same in Java, and has found a modifier that the query states to be one; what is none gives null.
final class TimeShifts {
    private static final Pattern STEP = Pattern.compile("([+-])(\\d{0,9})([a-zA-Z]+)|@([a-zA-Z]+)([0-7])?");

    /// Each writes the time that it snaps several times over.
    private static final int MOST_SNAPS = 2;

    private TimeShifts() {}

    /// @param modifier as SQL
    static String sql(Call call, String time, String modifier) {
        if (!(call.args().getLast() instanceof Text(String zone))) {
            throw new IllegalArgumentException("a zone must be literal");
        }
        return call.args().get(1) instanceof Text(String stated)
                        && stated.chars().filter(each -> each == '@').count() <= MOST_SNAPS
                ? stated(stated, zone, time)
                : "make_timestamp(search_time_shift(epoch_us(%s), %s || ' ' || %s))"
                        .formatted(time, DuckDb.literal(zone), modifier);
    }

    private static String stated(String modifier, String zone, String time) {
        String result = time;
        Matcher step = STEP.matcher(modifier);
        while (step.find()) {
            String name = step.group(3) == null ? step.group(4) : step.group(3);
            String unit = unit(name.toLowerCase(Locale.ROOT));
            boolean moves = step.group(1) != null;
            boolean within = "second minute hour".contains(unit);
            String local = "timezone(%s, timezone('UTC', %s))".formatted(DuckDb.literal(zone), result);
            if (within) {
                result = moves ? move(result, step, unit) : full(unit, result, local);
            } else {
                String moved = moves ? move(local, step, unit) : snap(local, unit, step.group(5));
                result = "timezone('UTC', timezone(%s, %s))".formatted(DuckDb.literal(zone), moved);
            }
        }
        return result;
    }

    /// The full second, minute or hour, less what the clock shows beyond it: set back it shows an hour twice,
    /// and does not tell which.
    ///
    /// @param local the time as the clock shows it
    static String full(String unit, String time, String local) {
        return "(%s - (%s - date_trunc('%s', %s)))".formatted(time, local, unit, local);
    }

    private static String move(String time, Matcher step, String unit) {
        String count = step.group(2).isEmpty() ? "1" : step.group(2);
        boolean quarter = unit.equals("quarter");
        long units = Long.parseLong(count) * (quarter ? 3 : 1);
        return "(%s %s interval (%d) %s)".formatted(time, step.group(1), units, quarter ? "month" : unit);
    }

    /// Weeks begin on Sunday, or on the day said: 0 and 7 are Sunday.
    private static String snap(String time, String unit, @org.jspecify.annotations.Nullable String weekday) {
        if (!unit.equals("week")) {
            return "date_trunc('%s', %s)".formatted(unit, time);
        }
        int day = weekday == null ? 0 : Integer.parseInt(weekday) % 7;
        return "(date_trunc('day', %s) - to_days(((dayofweek(%s) - %d + 7) %% 7)::integer))".formatted(time, time, day);
    }

    private static String unit(String name) {
        return switch (name.charAt(0)) {
            case 's' -> "second";
            case 'h' -> "hour";
            case 'd' -> "day";
            case 'w' -> "week";
            case 'q' -> "quarter";
            case 'y' -> "year";
            default -> name.startsWith("mon") ? "month" : "minute";
        };
    }
}
