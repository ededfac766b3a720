package ai.genops.search.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// Goes on with times as they come one after the other: in steps of a length, of days of the calendar, or of months.
final class TimeSteps {
    private TimeSteps() {}

    /// @param times seconds since 1970, those from `known` on to be filled in
    static double[] continued(double[] times, int known, ZoneId zone) {
        double[] all = times.clone();
        if (known < 2 || Double.isNaN(times[known - 1]) || Double.isNaN(times[known - 2])) {
            return all;
        }
        ZonedDateTime last = zoned(times[known - 1], zone);
        ZonedDateTime before = zoned(times[known - 2], zone);
        ChronoUnit unit = unit(before, last);
        long steps = unit.between(before, last);
        for (int i = known; i < all.length; i++) {
            Instant next = last.plus(steps * (i - known + 1), unit).toInstant();
            all[i] = ChronoUnit.MICROS.between(Instant.EPOCH, next) / 1e6;
        }
        return all;
    }

    private static ChronoUnit unit(ZonedDateTime before, ZonedDateTime last) {
        if (!before.toLocalTime().equals(last.toLocalTime())) {
            return ChronoUnit.MICROS;
        }
        boolean firsts = before.getDayOfMonth() == 1 && last.getDayOfMonth() == 1;
        return firsts && ChronoUnit.MONTHS.between(before, last) > 0 ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
    }

    private static ZonedDateTime zoned(double seconds, ZoneId zone) {
        return Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS).atZone(zone);
    }
}
