package ai.genops.server.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/// The five fields of a crontab's line: minute, hour, day of the month, month, day of the week (0 and 7 are
/// Sunday). Each is `*`, a number, a range `a-b`, either with a step `/n`, or several of these with commas.
/// Where day of the month and day of the week are both given, either will do, as in cron (POSIX, crontab).
record CronTimes(
        BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, boolean anyDay, ZoneId zone) {
    static final String EXAMPLE = "Write minute, hour, day, month, day of the week: `5 * * * *`, `*/15 8-18 * * 1-5`.";
    private static final int SEARCHED_YEARS = 5;

    /// @throws IllegalArgumentException with what is wrong
    static CronTimes parse(String text, ZoneId zone) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("has " + fields.length + " fields and needs 5");
        }
        BitSet weekdays = field(fields[4], "day of the week", 0, 7);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        return new CronTimes(
                field(fields[0], "minute", 0, 59),
                field(fields[1], "hour", 0, 23),
                field(fields[2], "day", 1, 31),
                field(fields[3], "month", 1, 12),
                weekdays,
                !fields[2].startsWith("*") && !fields[4].startsWith("*"),
                zone);
    }

    /// The first such minute after a time.
    /// @throws IllegalArgumentException if there is none within five years: the 30th of February
    Instant next(Instant after) {
        ZonedDateTime at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = at.plusYears(SEARCHED_YEARS);
        while (at.isBefore(end)) {
            if (!months.get(at.getMonthValue()) || !isDay(at)) {
                at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(at.getHour())) {
                at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                return at.toInstant();
            }
        }
        throw new IllegalArgumentException("names no time within five years");
    }

    private boolean isDay(ZonedDateTime at) {
        boolean ofMonth = days.get(at.getDayOfMonth());
        boolean ofWeek = weekdays.get(at.getDayOfWeek().getValue() % 7);
        return anyDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    private static BitSet field(String text, String name, int least, int most) {
        BitSet all = new BitSet();
        for (String part : text.split(",", -1)) {
            add(part, name, least, most, all);
        }
        return all;
    }

    private static void add(String part, String name, int least, int most, BitSet all) {
        if (!part.matches("(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?")) {
            throw new IllegalArgumentException("has `" + part + "` as " + name);
        }
        String[] stepped = part.split("/", 2);
        String[] range = stepped[0].split("-", 2);
        boolean star = stepped[0].equals("*");
        int from = star ? least : Integer.parseInt(range[0]);
        int to = star || (range.length == 1 && stepped.length == 2) ? most : Integer.parseInt(range[range.length - 1]);
        int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
        if (from < least || to > most || from > to || step == 0) {
            String rule = "; it goes from " + least + " to " + most;
            throw new IllegalArgumentException("has `" + part + "` as " + name + rule);
        }
        for (int i = from; i <= to; i += step) {
            all.set(i);
        }
    }
}
