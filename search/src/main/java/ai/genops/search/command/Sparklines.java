package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `stats sparkline(count, 1h) by team`: what a small chart in a cell draws, as Splunk's answers have it: the values
/// `##__SPARKLINE__##` and then one for each span of the time searched, 0 where nothing is. At most 100, as
/// `sparkline_maxsize` has it by default; spans that would be more are made wider. Splunk, Search Reference,
/// "Add sparklines to search results".
///
/// @param by fields of the groups
record Sparklines(Relation input, List<String> by, Planning planning) {
    private static final String MARK = "##__SPARKLINE__##";
    private static final int MOST = 100;

    /// Names that nobody can write.
    private static final String SPAN = "\u0001span";

    private static final String POINT = "\u0001point";

    static boolean among(List<Aggregation> aggregations) {
        return aggregations.stream().anyMatch(each -> each.points() != null);
    }

    /// As [Stats], of aggregates among which there are sparklines.
    Relation stats(List<Aggregation> aggregations) {
        var others = new ArrayList<Aggregation>();
        // Without another a group would have no row.
        others.add(new Aggregation("count", null, null, SPAN, true, 0));
        aggregations.stream().filter(each -> each.points() == null).forEach(others::add);
        Relation grouped = new Stats(others, by).apply(input, planning);
        for (Aggregation each : aggregations) {
            if (each.points() != null) {
                grouped = beside(grouped, each, each.points());
            }
        }
        return inOrder(grouped, aggregations);
    }

    private Relation inOrder(Relation grouped, List<Aggregation> aggregations) {
        var columns = new LinkedHashMap<String, Expr>();
        Map<String, Expr> all = grouped.schema().columns();
        by.forEach(name -> columns.put(name, Objects.requireNonNull(all.get(name))));
        for (Aggregation each : aggregations) {
            all.forEach((name, column) -> {
                if (name.equals(each.name())
                        || (each.field() != null && each.field().indexOf('*') >= 0)) {
                    columns.putIfAbsent(name, column);
                }
            });
        }
        columns.remove(SPAN);
        return grouped.with(Schema.closed(columns, "stats"));
    }

    private Relation beside(Relation grouped, Aggregation sparkline, Aggregation.Points points) {
        if (input.schema().find("_time") == null) {
            throw planning.error(
                    sparkline.at(), "`sparkline` needs the time of events", "Use it before stats or table.");
        }
        Expr time = Coerce.time(planning.field("_time", input.schema()));
        Bounds bounds = Bounds.of(input, time, planning);
        Span width = width(bounds, points.span(), sparkline.at());
        List<Instant> spans = spans(width, bounds);
        if (spans.size() > MOST) {
            width = Spans.automatic(bounds.range(), MOST - 1, null);
            spans = spans(width, bounds);
            planning.info("`sparkline` has at most %d values; its spans are wider".formatted(MOST));
        }
        return joined(grouped, lines(cells(points.of(), width.bin(time, planning.zone())), spans, sparkline.name()));
    }

    private Span width(Bounds bounds, @Nullable String span, int at) {
        return span == null ? Spans.automatic(bounds.range(), MOST - 1, null) : Spans.parse(span, at, planning);
    }

    private List<Instant> spans(Span width, Bounds bounds) {
        return bounds.first() == null || bounds.last() == null
                ? List.of()
                : Spans.buckets(width, bounds.first(), bounds.last(), planning.zone());
    }

    /// A row for each group and span, with the group's keys, the span's start and the point.
    private Grid cells(Aggregation point, Expr span) {
        var cells = new Grouping(input, planning);
        by.forEach(cells::by);
        cells.by(SPAN, span);
        cells.dropIncomplete();
        cells.aggregate(
                List.of(new Aggregation(point.function(), point.field(), point.value(), POINT, true, point.at())));
        return Rows.fetch(cells.grouped("sparkline"), "sparkline", planning);
    }

    /// A row for each group, with its keys and its line.
    private Grid lines(Grid cells, List<Instant> spans, String name) {
        int keys = by.size();
        var groups = new LinkedHashMap<List<@Nullable List<String>>, Map<Long, String>>();
        for (Grid.Row row : cells.rows()) {
            List<String> start = row.cells().get(keys);
            List<String> point = row.cells().get(keys + 1);
            if (start != null && point != null) {
                groups.computeIfAbsent(row.cells().subList(0, keys), _ -> new HashMap<>())
                        .put(micros(start.getFirst()), point.getFirst());
            }
        }
        var rows = new ArrayList<Grid.Row>();
        groups.forEach((key, points) -> {
            var line = new ArrayList<String>();
            line.add(MARK);
            spans.forEach(span -> line.add(points.getOrDefault(ChronoUnit.MICROS.between(Instant.EPOCH, span), "0")));
            var row = new ArrayList<@Nullable List<String>>(key);
            row.add(line);
            rows.add(new Grid.Row(row));
        });
        var fields = new ArrayList<>(cells.fields().subList(0, keys));
        fields.add(new Grid.Field(name, Type.LIST));
        return new Grid(fields, rows);
    }

    private static long micros(String seconds) {
        return new BigDecimal(seconds).movePointRight(6).longValue();
    }

    private Relation joined(Relation grouped, Grid lines) {
        Relation right = Rows.of(lines, "sparkline", planning);
        var matches = new ArrayList<Plan.Match>();
        for (String key : by) {
            matches.add(new Plan.Match(
                    Objects.requireNonNull(grouped.schema().find(key)),
                    Objects.requireNonNull(right.schema().find(key))));
        }
        if (by.isEmpty()) {
            Column all = planning.column(Type.TEXT);
            right = right.extend(List.of(new Assignment(all, new Text(""))));
            matches.add(new Plan.Match(new Text(""), all));
        }
        var plan = new Plan.Join(grouped.plan(), right.plan(), matches, true);
        return Joins.merge(
                new Relation(plan, grouped.schema(), grouped.order()),
                right.schema().without(by::contains),
                true,
                planning);
    }
}
