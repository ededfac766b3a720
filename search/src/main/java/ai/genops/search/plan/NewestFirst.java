package ai.genops.search.plan;

import ai.genops.lake.DataFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The newest so many rows of a scan without a look at all its files: what is found after a time is the answer if there is
/// enough of it, whatever is before.
///
/// ```
/// files of as many rows twice   →  enough? the answer
/// an eighth of all rows         →  enough? the answer
/// all                           →  the answer
/// ```
///
/// A filter that hardly a row passes so costs an eighth more.
public final class NewestFirst {
    private static final int SPARE = 2;
    private static final int PART = 8;

    private NewestFirst() {}

    /// The same rows from shorter times, the shortest first, and at last the relation itself.
    ///
    /// @param enough rows, of which any step that finds them has found the first of the relation's order
    public record Steps(long enough, List<Relation> relations) {}

    /// The steps to the first rows of a relation in its order; one if it is no list of events, newest first.
    public static Steps of(Relation relation, long limit) {
        Plan plan = relation.plan();
        while (plan instanceof Plan.Extend extend) {
            plan = extend.input();
        }
        boolean cut = plan instanceof Plan.Limit first && first.count() <= limit;
        long enough = cut ? ((Plan.Limit) plan).count() : limit;
        Order order = cut ? ((Plan.Limit) plan).order() : relation.order();
        List<Relation> steps = new ArrayList<>();
        if (scan(cut ? ((Plan.Limit) plan).input() : plan) instanceof Plan.Scan scan
                && !order.keys().isEmpty()
                && order.keys().getFirst().equals(new Order.Key(scan.events().time(), true))) {
            long part = scan.files().stream().mapToLong(DataFile::rows).sum() / PART;
            if (enough * SPARE <= part) {
                Stream.of(enough * SPARE, part)
                        .map(rows -> replaced(relation.plan(), since(scan, rows)))
                        .forEach(shorter -> steps.add(new Relation(shorter, relation.schema(), relation.order())));
            }
        }
        steps.add(relation);
        return new Steps(enough, steps);
    }

    /// The scan below steps that add columns and take rows away; the plan below them if it is none.
    private static Plan scan(Plan plan) {
        return switch (plan) {
            case Plan.Filter filter -> scan(filter.input());
            case Plan.Extend extend -> scan(extend.input());
            default -> plan;
        };
    }

    /// A scan from the time on after which files have so many rows.
    private static Plan.Scan since(Plan.Scan scan, long wanted) {
        List<DataFile> newest = scan.files().stream()
                .sorted(Comparator.comparing(DataFile::last).reversed())
                .toList();
        Instant since = Instant.MAX;
        long rows = 0;
        for (int i = 0; i < newest.size() && rows < wanted; i++) {
            rows += newest.get(i).rows();
            since = newest.get(i).first().isBefore(since) ? newest.get(i).first() : since;
        }
        Instant earliest = scan.range().earliest();
        Instant from = earliest == null || earliest.isBefore(since) ? since : earliest;
        var range = new TimeRange(from, scan.range().latest());
        List<DataFile> files = scan.files().stream()
                .filter(file -> !file.last().isBefore(from))
                .toList();
        return new Plan.Scan(scan.datasets(), files, range, scan.events());
    }

    private static Plan replaced(Plan plan, Plan.Scan scan) {
        return switch (plan) {
            case Plan.Filter(Plan input, Expr condition) -> new Plan.Filter(replaced(input, scan), condition);
            case Plan.Extend(Plan input, var columns) -> new Plan.Extend(replaced(input, scan), columns);
            case Plan.Limit(Plan input, Order order, long count) ->
                new Plan.Limit(replaced(input, scan), order, count);
            default -> scan;
        };
    }
}
