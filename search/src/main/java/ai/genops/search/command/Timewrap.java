package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.TimeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `timechart span=1h count | timewrap 1d`: each period of time becomes columns of its own, the latest last:
/// `1day_before`,
/// `latest_day`. Rows have the time of the latest period. Where there are several columns, their names stand before:
/// `web_latest_day`. Splunk, Search Reference, `timewrap`.
///
/// @param alignNow whether the latest period ends now, not with the time searched
record Timewrap(WrapPeriod period, boolean alignNow, Series series, String format, int at) implements Command.Step {
    enum Series {
        RELATIVE,
        EXACT,
        SHORT
    }

    private static final int MOST = 1000;

    static Timewrap read(Cursor in) {
        int at = in.here();
        WrapPeriod period = WrapPeriod.read(in);
        boolean now = false;
        Series series = Series.RELATIVE;
        String format = "%Y-%m-%d %H:%M:%S";
        for (String option = option(in); option != null; option = option(in)) {
            int place = in.here();
            String value = in.optionValue();
            switch (option) {
                case "align" -> now = align(value, place, in);
                case "series" -> series = series(value, place, in);
                default -> format = value;
            }
        }
        UnknownOption.refuse(in, "timewrap", "align", "series", "time_format");
        return new Timewrap(period, now, series, format, at);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("align", "series", "time_format");
    }

    private static boolean align(String value, int at, Cursor in) {
        if (!value.equals("now") && !value.equals("end")) {
            throw in.errorAt(at, "`align` is now or end, found `%s`".formatted(value), null);
        }
        return value.equals("now");
    }

    private static Series series(String value, int at, Cursor in) {
        for (Series each : Series.values()) {
            if (each.name().equals(value.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw in.errorAt(at, "`series` is relative, exact or short, found `%s`".formatted(value), null);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "timewrap", planning);
        int time = grid.indexOf("_time");
        if (time < 0) {
            throw planning.error(at, "`timewrap` needs rows with _time", "Write it behind timechart.");
        }
        Instant end = end(grid, time, planning);
        var cells = new TreeMap<Instant, Map<Column, List<String>>>();
        var ages = new TreeMap<Integer, Boolean>();
        for (Grid.Row row : grid.rows()) {
            List<String> seconds = row.cells().get(time);
            if (seconds != null) {
                place(row, time, instant(seconds), end, cells, ages, planning);
            }
        }
        return Rows.of(wrapped(grid, time, end, cells, ages.descendingMap(), planning), "timewrap", planning);
    }

    /// A column of the rows in the period so many before the latest.
    private record Column(int field, int age) {}

    private void place(
            Grid.Row row,
            int time,
            Instant at,
            Instant end,
            Map<Instant, Map<Column, List<String>>> cells,
            Map<Integer, Boolean> ages,
            Planning planning) {
        int age = period.age(at, end, planning.zone());
        if (ages.size() > MOST || age > 1_000_000) {
            throw planning.error(this.at, "more than %,d periods".formatted(MOST), "Wrap longer periods.");
        }
        ages.put(age, true);
        Map<Column, List<String>> there =
                cells.computeIfAbsent(period.later(at, age, planning.zone()), _ -> new HashMap<>());
        for (int i = 0; i < row.cells().size(); i++) {
            List<String> value = row.cells().get(i);
            if (i != time && value != null) {
                there.put(new Column(i, age), value);
            }
        }
    }

    private Instant end(Grid grid, int time, Planning planning) {
        Instant latest = planning.range().latest();
        if (alignNow) {
            return planning.now();
        }
        if (latest != null) {
            return latest;
        }
        return grid.rows().stream()
                .map(row -> row.cells().get(time))
                .filter(java.util.Objects::nonNull)
                .map(Timewrap::instant)
                .max(Instant::compareTo)
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .orElse(planning.now());
    }

    private static Instant instant(List<String> seconds) {
        return Instant.EPOCH.plus(Math.round(Double.parseDouble(seconds.getFirst()) * 1e6), ChronoUnit.MICROS);
    }

    private Grid wrapped(
            Grid grid,
            int time,
            Instant end,
            NavigableMap<Instant, Map<Column, List<String>>> cells,
            NavigableMap<Integer, Boolean> ages,
            Planning planning) {
        var columns = new LinkedHashMap<Column, Grid.Field>();
        int series = grid.fields().size() - 1;
        for (int age : ages.keySet()) {
            String name = name(age, end, planning);
            for (int i = 0; i < grid.fields().size(); i++) {
                if (i != time) {
                    Grid.Field field = grid.fields().get(i);
                    String named = series == 1 ? name : field.name() + "_" + name;
                    columns.put(new Column(i, age), new Grid.Field(named, field.type()));
                }
            }
        }
        var fields = new ArrayList<Grid.Field>();
        fields.add(new Grid.Field("_time", Type.TIME));
        fields.addAll(columns.values());
        var rows = new ArrayList<Grid.Row>();
        cells.forEach((at, values) -> {
            var row = new ArrayList<@Nullable List<String>>();
            row.add(List.of(java.math.BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, at), 6)
                    .toPlainString()));
            columns.keySet().forEach(column -> row.add(values.get(column)));
            rows.add(new Grid.Row(row));
        });
        return new Grid(List.copyOf(fields), rows);
    }

    private String name(int age, Instant end, Planning planning) {
        return switch (series) {
            case RELATIVE -> period.name(age);
            case SHORT -> "s" + age;
            case EXACT ->
                new TimeFormat(format)
                        .text(period.later(end, -age - 1, planning.zone()).atZone(planning.zone()));
        };
    }
}
