package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `makecontinuous _time span=1h`: puts times into spans, and adds a row for each span between the first
/// and the last that has none. Splunk, Search Reference, `makecontinuous`; here of times only.
record Makecontinuous(BinOptions options, int at) implements Command.Step {

    static Makecontinuous read(Cursor in) {
        BinOptions options = BinOptions.read(in, BinOptions.DEFAULT);
        UnknownOption.refuse(in, "makecontinuous", BinOptions.NAMES);
        int at = in.here();
        if (!in.atEnd() && !in.name("a field").equals("_time")) {
            throw in.errorAt(at, "`makecontinuous` fills times, and no other field", "Leave the field out.");
        }
        options = BinOptions.read(in, options);
        UnknownOption.refuse(in, "makecontinuous", BinOptions.NAMES);
        if (!Double.isNaN(options.start()) || !Double.isNaN(options.end())) {
            throw in.errorAt(
                    at,
                    "`start` and `end` are of numbers, and `makecontinuous` fills times",
                    "Leave other times out before it: where _time >= ...");
        }
        return new Makecontinuous(options, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "makecontinuous", planning);
        int time = grid.indexOf("_time");
        if (time < 0) {
            throw planning.error(at, "`makecontinuous` needs rows with _time", null);
        }
        var known = new TreeMap<Instant, List<Grid.Row>>();
        for (Grid.Row row : grid.rows()) {
            double seconds = GridColumns.number(row.cells().get(time));
            if (!Double.isNaN(seconds)) {
                Instant instant = Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
                known.computeIfAbsent(instant, _ -> new ArrayList<>()).add(row);
            }
        }
        if (known.isEmpty()) {
            return input;
        }
        Span span = span(known, planning);
        var spans = new TreeMap<Instant, List<Grid.Row>>();
        List<Instant> buckets = Spans.buckets(span, known.firstKey(), known.lastKey(), planning.zone());
        if (buckets.size() > Spans.MAX_BUCKETS) {
            throw planning.error(at, "more than %,d spans".formatted(Spans.MAX_BUCKETS), "Choose a longer span=.");
        }
        buckets.forEach(start -> spans.put(start, new ArrayList<>()));
        known.forEach(
                (instant, rows) -> spans.computeIfAbsent(span.floor(instant, planning.zone()), _ -> new ArrayList<>())
                        .addAll(rows));
        return Rows.of(new Grid(fields(grid, time), rows(grid, time, spans)), "makecontinuous", planning);
    }

    private Span span(TreeMap<Instant, List<Grid.Row>> known, Planning planning) {
        Span least = options.least() == null ? null : Spans.parse(options.least(), at, planning);
        Span span = options.span() == null
                ? Spans.automatic(new TimeRange(known.firstKey(), known.lastKey()), options.bins(), least)
                : Spans.parse(options.span(), at, planning);
        return Spans.aligned(span, options.align(), at, planning);
    }

    private static List<Grid.Field> fields(Grid grid, int time) {
        var fields = new ArrayList<>(grid.fields());
        fields.set(time, new Grid.Field("_time", Type.TIME));
        return List.copyOf(fields);
    }

    private static List<Grid.Row> rows(Grid grid, int time, TreeMap<Instant, List<Grid.Row>> spans) {
        var rows = new ArrayList<Grid.Row>();
        spans.forEach((start, there) -> {
            List<String> seconds = List.of(BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, start), 6)
                    .toPlainString());
            for (int i = 0; i < Math.max(there.size(), 1); i++) {
                var cells = new ArrayList<@Nullable List<String>>();
                for (int column = 0; column < grid.fields().size(); column++) {
                    cells.add(
                            column == time
                                    ? seconds
                                    : there.isEmpty()
                                            ? null
                                            : there.get(i).cells().get(column));
                }
                rows.add(new Grid.Row(cells));
            }
        });
        return rows;
    }
}
