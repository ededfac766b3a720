package ai.genops.search.plan;

import ai.genops.lake.DataFile;
import ai.genops.search.plan.Plan.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The newest so many rows of a scan, without making all of every row to throw nearly all away. First it is asked since
/// when there are as many, which takes the events' times and what filters look at; of the newest files, if those have
/// enough:
///
/// ```
/// files of twice as many rows   →  as many pass?  since when?
/// an eighth of all rows         →  as many pass?  since when?
/// all                           →                 since when?
///                                                 the rows since then
/// ```
///
/// If the eighth has so few that all will hardly be enough, all rows are read at once, no more than are taken: where
/// fewer come these are all, and what filters look at was not looked at twice.
///
/// @param relation the whole
/// @param scan that it is of
/// @param rows its rows, before the first are taken
/// @param enough how many are taken
public record NewestFirst(Relation relation, Plan.Scan scan, Plan rows, long enough) {
    /// Of [#times]. No other column of a query comes as far.
    public static final Expr.Column COUNT = new Expr.Column(Integer.MAX_VALUE, Type.NUMBER);

    public static final Expr.Column SINCE = new Expr.Column(Integer.MAX_VALUE - 1, Type.TIME);

    private static final int SPARE = 2;
    private static final int PART = 8;

    /// The first `limit` rows of a relation, if it is a list of events, newest first, of many more than those.
    public static Optional<NewestFirst> of(Relation relation, long limit) {
        Plan rows = relation.plan();
        while (rows instanceof Plan.Extend extend) {
            rows = extend.input();
        }
        Order order = relation.order();
        long enough = limit;
        if (rows instanceof Plan.Limit(Plan input, Order own, long count) && count <= limit) {
            rows = input;
            order = own;
            enough = count;
        }
        return below(rows) instanceof Plan.Scan scan
                        && !order.keys().isEmpty()
                        && order.keys()
                                .getFirst()
                                .equals(new Order.Key(scan.events().time(), true))
                        && enough > 0
                        && enough * SPARE <= held(scan) / PART
                ? Optional.of(new NewestFirst(relation, scan, rows, enough))
                : Optional.empty();
    }

    /// What steps that add columns and take rows away are of.
    private static Plan below(Plan plan) {
        return switch (plan) {
            case Plan.Filter filter -> below(filter.input());
            case Plan.Extend extend -> below(extend.input());
            default -> plan;
        };
    }

    private static long held(Plan.Scan scan) {
        return scan.files().stream().mapToLong(DataFile::rows).sum();
    }

    /// How many of the newest rows there are, and since when, in ever more of the lake: the first that has
    /// [#enough] tells, else the last.
    public List<Plan> times() {
        Expr.Column time = scan.events().time();
        Order newest = Order.by(new Order.Key(time, true));
        var asked = List.of(
                new Assignment(COUNT, Expr.call(Op.COUNT_ROWS, Type.NUMBER)),
                new Assignment(SINCE, Expr.call(Op.MIN, Type.TIME, time)));
        return Stream.of(since(scan, enough * SPARE), since(scan, held(scan) / PART), scan)
                .map(shorter -> new Plan.Limit(replaced(rows, scan, shorter), newest, enough))
                .<Plan>map(times -> new Plan.Aggregate(times, List.of(), asked))
                .toList();
    }

    /// Whether it may be that fewer pass than are taken, as so many of the second of [#times] do.
    public boolean mayBeFew(double ofPart) {
        return ofPart * PART < enough;
    }

    /// Of all rows any [#enough]: the whole, if fewer come.
    public Relation any() {
        return changed(replaced(relation.plan(), rows, new Plan.Limit(rows, Order.NONE, enough)));
    }

    /// The whole, of no rows before a time.
    public Relation since(Instant first) {
        return changed(replaced(relation.plan(), scan, from(scan, first)));
    }

    private Relation changed(Plan plan) {
        return new Relation(plan, relation.schema(), relation.order());
    }

    /// The time since when files have so many rows.
    private static Plan.Scan since(Plan.Scan scan, long wanted) {
        List<DataFile> newest = new ArrayList<>(scan.files());
        newest.sort(Comparator.comparing(DataFile::last).reversed());
        Instant since = Instant.MAX;
        long rows = 0;
        for (int i = 0; i < newest.size() && rows < wanted; i++) {
            rows += newest.get(i).rows();
            since = newest.get(i).first().isBefore(since) ? newest.get(i).first() : since;
        }
        return from(scan, since);
    }

    private static Plan.Scan from(Plan.Scan scan, Instant time) {
        Instant earliest = scan.range().earliest();
        Instant from = earliest == null || earliest.isBefore(time) ? time : earliest;
        var range = new TimeRange(from, scan.range().latest());
        List<DataFile> files = scan.files().stream()
                .filter(file -> !file.last().isBefore(from))
                .toList();
        return new Plan.Scan(scan.datasets(), scan.settled(), files, range, scan.events());
    }

    /// Within steps that add columns and take rows away.
    private static Plan replaced(Plan plan, Plan part, Plan by) {
        if (plan.equals(part)) {
            return by;
        }
        return switch (plan) {
            case Plan.Filter(Plan input, Expr condition) -> new Plan.Filter(replaced(input, part, by), condition);
            case Plan.Extend(Plan input, List<Assignment> columns) ->
                new Plan.Extend(replaced(input, part, by), columns);
            case Plan.Limit(Plan input, Order order, long count) ->
                new Plan.Limit(replaced(input, part, by), order, count);
            default -> plan;
        };
    }
}
