package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `| gentimes start=-3 end=0 increment=1d`: a row per span of time with `starttime`, `endtime` and both for people.
/// `start` and `end` are days from today or `MM/DD/YYYY[:HH:MM:SS]`. Splunk, Search Reference, `gentimes`.
record Gentimes(String start, @Nullable String end, String increment, int at) implements Command.Source {
    private static final int MOST = 50_000;
    private static final DateTimeFormatter HUMAN = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ROOT);

    static Gentimes read(Cursor in) {
        int at = in.here();
        String start = null;
        String end = null;
        String increment = "1d";
        for (String option = option(in); option != null; option = option(in)) {
            String value = in.name("a value");
            switch (option) {
                case "start" -> start = value;
                case "end" -> end = value;
                default -> increment = value;
            }
        }
        if (start == null) {
            throw in.errorAt(at, "`gentimes` needs start=", "Example: | gentimes start=-7 increment=1d");
        }
        return new Gentimes(start, end, increment, at);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("start", "end", "increment");
    }

    @Override
    public Relation open(Planning planning) {
        Instant from = time(start, planning);
        Instant until = end == null ? time("0", planning) : time(end, planning);
        Span step = Spans.parse(increment, at, planning);
        var rows = new ArrayList<Grid.Row>();
        for (Instant time = from; time.isBefore(until); time = step.next(time, planning.zone())) {
            if (rows.size() == MOST) {
                throw planning.error(at, "more than %,d spans".formatted(MOST), "Choose a longer increment.");
            }
            rows.add(row(time, step.next(time, planning.zone()).minusSeconds(1), planning.zone()));
        }
        List<Grid.Field> fields = List.of(
                new Grid.Field("starttime", Type.NUMBER),
                new Grid.Field("starthuman", Type.TEXT),
                new Grid.Field("endtime", Type.NUMBER),
                new Grid.Field("endhuman", Type.TEXT));
        return Rows.of(new Grid(fields, rows), "gentimes", planning);
    }

    private static Grid.Row row(Instant from, Instant to, ZoneId zone) {
        return new Grid.Row(List.of(
                List.of(String.valueOf(from.getEpochSecond())),
                List.of(HUMAN.withZone(zone).format(from)),
                List.of(String.valueOf(to.getEpochSecond())),
                List.of(HUMAN.withZone(zone).format(to))));
    }

    private Instant time(String text, Planning planning) {
        boolean days = text.matches("-?\\d{1,5}");
        String modifier = !days ? text : text.startsWith("-") ? text + "d@d" : "+" + text + "d@d";
        Instant time = TimeModifier.apply(
                modifier.indexOf('/') > 0 && modifier.indexOf(':') < 0 ? modifier + ":00:00:00" : modifier,
                planning.now(),
                planning.zone());
        if (time == null) {
            throw planning.error(at, "`%s` is not a time".formatted(text), "Days from today, or 01/31/2026:08:00:00.");
        }
        return time;
    }
}
