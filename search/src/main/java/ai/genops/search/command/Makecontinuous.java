package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `makecontinuous _time span=1h`, `makecontinuous hour start=0 end=24 span=1`: puts times or numbers into spans, and
/// adds a row for each span between the first and the last that has none. Splunk, Search Reference, `makecontinuous`;
/// here a number becomes the first of its span, as a time does.
record Makecontinuous(String field, BinOptions options, int at) implements Command.Step {
    private static final String TIME = "_time";

    static Makecontinuous read(Cursor in) {
        BinOptions options = BinOptions.read(in, BinOptions.DEFAULT);
        UnknownOption.refuse(in, "makecontinuous", BinOptions.NAMES);
        int at = in.here();
        String field = in.atEnd() ? TIME : in.name("a field");
        options = BinOptions.read(in, options);
        UnknownOption.refuse(in, "makecontinuous", BinOptions.NAMES);
        boolean bounded = !Double.isNaN(options.start()) || !Double.isNaN(options.end());
        if (field.equals(TIME) && bounded) {
            throw in.errorAt(
                    at,
                    "`start` and `end` are of numbers, and `makecontinuous` fills times",
                    "Leave other times out before it: where _time >= ...");
        }
        if (!field.equals(TIME) && options.align() != null) {
            throw in.errorAt(at, "`aligntime` is of times, and `%s` has numbers".formatted(field), "Leave it out.");
        }
        if (options.span() != null && options.span().contains("log")) {
            throw in.errorAt(at, "`makecontinuous` has spans of one width", "Example: span=100.");
        }
        return new Makecontinuous(field, options, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "makecontinuous", planning);
        int column = grid.indexOf(field);
        if (column < 0) {
            throw planning.error(at, "`makecontinuous` needs rows with %s".formatted(field), null);
        }
        var known = new TreeMap<Double, List<Grid.Row>>();
        for (Grid.Row row : grid.rows()) {
            double number = GridColumns.number(row.cells().get(column));
            if (Double.isFinite(number)) {
                known.computeIfAbsent(number, _ -> new ArrayList<>()).add(row);
            }
        }
        if (known.isEmpty()) {
            return input;
        }
        return field.equals(TIME) ? times(grid, column, known, planning) : numbers(grid, column, known, planning);
    }

    private Relation times(Grid grid, int column, TreeMap<Double, List<Grid.Row>> known, Planning planning) {
        Instant first = instant(known.firstKey());
        Instant last = instant(known.lastKey());
        Span span = span(new TimeRange(first, last), planning);
        var spans = new TreeMap<Instant, List<Grid.Row>>();
        Spans.buckets(span, first, last, planning.zone()).forEach(start -> spans.put(start, new ArrayList<>()));
        known.forEach((seconds, rows) -> spans.computeIfAbsent(
                        span.floor(instant(seconds), planning.zone()), _ -> new ArrayList<>())
                .addAll(rows));
        return filled(grid, column, Type.TIME, spans, Makecontinuous::seconds, planning);
    }

    private static Instant instant(double seconds) {
        return Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time), 6)
                .toPlainString();
    }

    private Span span(TimeRange range, Planning planning) {
        Span least = options.least() == null ? null : Spans.parse(options.least(), at, planning);
        Span span = options.span() == null
                ? Spans.automatic(range, options.bins(), least)
                : Spans.parse(options.span(), at, planning);
        return Spans.aligned(span, options.align(), at, planning);
    }

    private Relation numbers(Grid grid, int column, TreeMap<Double, List<Grid.Row>> known, Planning planning) {
        double first = known.firstKey();
        double last = known.lastKey();
        var width = BigDecimal.valueOf(new NumberBins(options, field, at).width(first, last, planning));
        BigDecimal from = index(Double.isNaN(options.start()) ? first : Math.min(first, options.start()), width);
        BigDecimal to = index(last, width).add(BigDecimal.ONE);
        if (!Double.isNaN(options.end())) {
            to = to.max(BigDecimal.valueOf(options.end()).divide(width, 0, RoundingMode.CEILING));
        }
        if (to.subtract(from).compareTo(BigDecimal.valueOf(Spans.MAX_BUCKETS)) > 0) {
            throw tooMany(planning);
        }
        var spans = new TreeMap<BigDecimal, List<Grid.Row>>();
        for (BigDecimal index = from; index.compareTo(to) < 0; index = index.add(BigDecimal.ONE)) {
            spans.put(index, new ArrayList<>());
        }
        known.forEach((number, rows) -> spans.computeIfAbsent(index(number, width), _ -> new ArrayList<>())
                .addAll(rows));
        return filled(grid, column, Type.NUMBER, spans, index -> Coerce.plain(index.multiply(width)), planning);
    }

    private static BigDecimal index(double number, BigDecimal width) {
        return BigDecimal.valueOf(number).divide(width, 0, RoundingMode.FLOOR);
    }

    private SearchException tooMany(Planning planning) {
        return planning.error(at, "more than %,d spans".formatted(Spans.MAX_BUCKETS), "Choose a longer span=.");
    }

    private <S> Relation filled(
            Grid grid,
            int column,
            Type type,
            SortedMap<S, List<Grid.Row>> spans,
            Function<S, String> text,
            Planning planning) {
        if (spans.size() > Spans.MAX_BUCKETS) {
            throw tooMany(planning);
        }
        var fields = new ArrayList<>(grid.fields());
        fields.set(column, new Grid.Field(field, type));
        var rows = new ArrayList<Grid.Row>();
        var empty = new Grid.Row(Collections.nCopies(fields.size(), null));
        spans.forEach((start, there) -> {
            for (Grid.Row row : there.isEmpty() ? List.of(empty) : there) {
                var cells = new ArrayList<@Nullable List<String>>(row.cells());
                cells.set(column, List.of(text.apply(start)));
                rows.add(new Grid.Row(cells));
            }
        });
        return Rows.of(new Grid(List.copyOf(fields), rows), "makecontinuous", planning);
    }
}
