package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `timechart span=1h sum(cost) by team`: a row per span of the search's time, also where no event is (counts
/// are 0 there, other values missing), a column per value of the `by` field, see [Pivot].
record Timechart(Charted charted, @Nullable String by, PivotOptions options, Scale scale, int at)
        implements Command.Step {
    private static final String[] OPTIONS = Stream.concat(
                    Stream.of(PivotOptions.NAMES),
                    Stream.of("span", "bins", "cont", "partial", "minspan", "aligntime", "fixedrange"))
            .toArray(String[]::new);

    /// How time is cut.
    ///
    /// @param partial whether the first and last span count that the time searched cuts off
    record Scale(BinOptions bins, boolean continuous, boolean partial) {
        static final Scale DEFAULT = new Scale(BinOptions.DEFAULT, true, true);

        Scale with(String option, Cursor in) {
            return switch (option) {
                case "cont" -> new Scale(bins, Numbers.flag(in), partial);
                case "partial" -> new Scale(bins, continuous, Numbers.flag(in));
                default -> new Scale(bins.with(option, in), continuous, partial);
            };
        }
    }

    static Timechart read(Cursor in) {
        int at = in.here();
        var chart = new Timechart(Charted.NOTHING, null, PivotOptions.DEFAULT, Scale.DEFAULT, at).readOptions(in);
        Charted charted = Charted.read(in, "by", "where");
        chart = chart.readOptions(in);
        String by = in.acceptWord("by") ? in.name("a field") : null;
        chart = chart.readOptions(in);
        Selection where = Selection.where(in, by);
        chart = chart.readOptions(in);
        PivotOptions options = where == null ? chart.options : chart.options.with(where);
        return new Timechart(charted, by, options, chart.scale, at);
    }

    private Timechart readOptions(Cursor in) {
        Timechart read = this;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            if (option.equals("fixedrange")) {
                Numbers.flag(in);
            } else if (List.of(PivotOptions.NAMES).contains(option)) {
                read = new Timechart(charted, by, read.options.with(option, in), read.scale, at);
            } else {
                read = new Timechart(charted, by, read.options, read.scale.with(option, in), at);
            }
        }
        UnknownOption.refuse(in, "timechart", OPTIONS);
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return charted.shown(chart(input, planning), Set.of("_time"), by != null, options, planning);
    }

    private List<Aggregation> aggregations() {
        return charted.aggregations();
    }

    private Relation chart(Relation input, Planning planning) {
        Expr time = Coerce.time(planning.field("_time", input.schema()));
        // Where spans are given, those that there are tell where time begins and ends.
        boolean later = scale.bins().span() != null && scale.partial();
        Bounds bounds = later ? new Bounds(null, null) : Bounds.of(input, time, planning);
        Span width = width(bounds, planning);
        var grouping = new Grouping(input, planning);
        grouping.by("_time", width.bin(time, planning.zone()));
        if (by == null) {
            grouping.aggregate(Rates.sums(aggregations()));
        } else {
            grouping = new Pivot(by, options, Rates.sums(aggregations())).add(grouping, planning);
        }
        grouping.dropIncomplete();
        Relation grouped = Rates.divided(grouping.grouped("timechart"), aggregations(), width, at, planning);
        if (!scale.continuous()) {
            return grouped;
        }
        if (later) {
            boolean open =
                    planning.range().earliest() == null || planning.range().latest() == null;
            grouped = open ? planning.probe().keep(grouped) : grouped;
            bounds = Bounds.of(grouped, Objects.requireNonNull(grouped.schema().find("_time")), planning);
        }
        return fill(grouped, grouping, buckets(bounds, width, planning), planning);
    }

    private Span width(Bounds bounds, Planning planning) {
        BinOptions bins = scale.bins();
        Span least = bins.least() == null ? null : Spans.parse(bins.least(), at, planning);
        Span span = bins.span() == null
                ? Spans.automatic(bounds.range(), bins.bins(), least)
                : Spans.parse(bins.span(), at, planning);
        return Spans.aligned(span, bins.align(), at, planning);
    }

    private List<Instant> buckets(Bounds bounds, Span width, Planning planning) {
        if (bounds.first() == null || bounds.last() == null) {
            return List.of();
        }
        List<Instant> buckets = Spans.buckets(width, bounds.first(), bounds.last(), planning.zone());
        if (buckets.size() > Spans.MAX_BUCKETS) {
            throw planning.error(
                    at,
                    "more than %,d spans from %s to %s".formatted(Spans.MAX_BUCKETS, bounds.first(), bounds.last()),
                    "Choose a longer span=, or a shorter time with earliest= and latest=.");
        }
        return scale.partial() ? buckets : whole(buckets, width, bounds, planning);
    }

    private static List<Instant> whole(List<Instant> buckets, Span width, Bounds bounds, Planning planning) {
        return buckets.stream()
                .filter(start -> !start.isBefore(Objects.requireNonNull(bounds.first()))
                        && !width.next(start, planning.zone())
                                .isAfter(Objects.requireNonNull(bounds.last()).plus(1, ChronoUnit.MICROS)))
                .toList();
    }

    private Relation fill(Relation grouped, Grouping grouping, List<Instant> buckets, Planning planning) {
        if (buckets.isEmpty()) {
            return grouped.limit(0);
        }
        Column time = (Column) Objects.requireNonNull(grouped.schema().find("_time"));
        Column filled = planning.column(Type.TIME);
        var columns = new LinkedHashMap<String, Expr>();
        columns.put("_time", filled);
        grouping.values().keySet().forEach(name -> {
            Column column = (Column) Objects.requireNonNull(grouped.schema().find(name));
            columns.put(name, Pivot.gap(aggregationOf(name), column));
        });
        var plan = new Plan.Fill(grouped.plan(), time, buckets, filled);
        return new Relation(plan, Schema.closed(columns, "timechart"), Order.by(new Order.Key(filled, false)));
    }

    private Aggregation aggregationOf(String column) {
        return aggregations().stream()
                .filter(each -> column.equals(each.name()) || column.startsWith(each.name() + ": "))
                .findFirst()
                .orElse(aggregations().getFirst());
    }
}
