package ai.genops.search.command;

import ai.genops.search.command.Pivot.Options;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `timechart span=1h sum(cost) by team`: a row per span of the search's time, also where no event is (counts
/// are 0 there, other values missing), a column per value of the `by` field, see [Pivot].
record Timechart(List<Aggregation> aggregations, @Nullable String by, Options options, Scale scale, int at)
        implements Command.Step {
    private static final String[] OPTIONS = Stream.concat(
                    Stream.of(Options.NAMES), Stream.of("span", "bins", "cont", "partial", "minspan", "fixedrange"))
            .toArray(String[]::new);

    /// How time is cut.
    ///
    /// @param partial whether the first and last span count that the time searched cuts off
    record Scale(@Nullable String span, long bins, @Nullable String least, boolean continuous, boolean partial) {
        static final Scale DEFAULT = new Scale(null, Spans.DEFAULT_BINS, null, true, true);

        Scale with(String option, Cursor in) {
            return switch (option) {
                case "span" -> new Scale(in.optionValue(), bins, least, continuous, partial);
                case "bins" -> new Scale(span, Math.max(Numbers.required(in), 1), least, continuous, partial);
                case "minspan" -> new Scale(span, bins, in.optionValue(), continuous, partial);
                case "cont" -> new Scale(span, bins, least, Numbers.flag(in), partial);
                default -> new Scale(span, bins, least, continuous, Numbers.flag(in));
            };
        }
    }

    static Timechart read(Cursor in) {
        int at = in.here();
        var chart = new Timechart(List.of(), null, Options.DEFAULT, Scale.DEFAULT, at).readOptions(in);
        List<Aggregation> aggregations = Aggregation.readAll(in);
        chart = chart.readOptions(in);
        String by = in.acceptWord("by") ? in.name("a field") : null;
        chart = chart.readOptions(in);
        return new Timechart(aggregations, by, chart.options, chart.scale, at);
    }

    private Timechart readOptions(Cursor in) {
        Timechart read = this;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            if (option.equals("fixedrange")) {
                Numbers.flag(in);
            } else if (List.of(Options.NAMES).contains(option)) {
                read = new Timechart(aggregations, by, read.options.with(option, in), read.scale, at);
            } else {
                read = new Timechart(aggregations, by, read.options, read.scale.with(option, in), at);
            }
        }
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr time = Coerce.time(planning.field("_time", input.schema()));
        // Where spans are given, those that there are tell where time begins and ends.
        boolean later = scale.span() != null && scale.partial();
        Bounds bounds = later ? new Bounds(null, null) : Bounds.of(input, time, planning);
        Span width = width(bounds, planning);
        var grouping = new Grouping(input, planning);
        grouping.by("_time", width.bin(time, planning.zone()));
        if (by == null) {
            grouping.aggregate(Rates.sums(aggregations));
        } else {
            grouping = new Pivot(by, options, Rates.sums(aggregations)).add(grouping, planning);
        }
        grouping.dropIncomplete();
        Relation grouped = Rates.divided(grouping.grouped("timechart"), aggregations, width, at, planning);
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
        if (scale.span() != null) {
            return Spans.parse(scale.span(), at, planning);
        }
        Span least = scale.least() == null ? null : Spans.parse(scale.least(), at, planning);
        return Spans.automatic(bounds.range(), scale.bins(), least);
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
        return aggregations.stream()
                .filter(each -> column.equals(each.name()) || column.startsWith(each.name() + ": "))
                .findFirst()
                .orElse(aggregations.getFirst());
    }
}
