package ai.genops.search.partial;

import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Rights;
import ai.genops.search.plan.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Steps that make of each row of a scan none or more, whatever the other rows are: they can be taken of any part of
/// its files.
///
/// @param last of the steps
record FileRows(Plan last, Plan.Scan scan) {
    private static final Rights NO_CONTENT = new Rights(_ -> true, false);

    static Optional<FileRows> of(Plan last) {
        Plan plan = last;
        while (!(plan instanceof Plan.Scan)) {
            Plan input = switch (plan) {
                case Plan.Filter filter when isFixed(filter.condition()) -> filter.input();
                case Plan.Extend extend
                when extend.columns().stream().allMatch(column -> isFixed(column.value())) -> extend.input();
                case Plan.Expand expand when isFixed(expand.list()) -> expand.input();
                default -> null;
            };
            if (input == null) {
                return Optional.empty();
            }
            plan = input;
        }
        return Optional.of(new FileRows(last, (Plan.Scan) plan));
    }

    private static boolean isFixed(Expr value) {
        return !(value instanceof Expr.Call call)
                || (call.op() != Op.RANDOM && call.args().stream().allMatch(FileRows::isFixed));
    }

    /// The same steps of another part.
    Plan of(Plan.Scan part) {
        return replaced(last, part);
    }

    private static Plan replaced(Plan plan, Plan.Scan part) {
        return switch (plan) {
            case Plan.Filter(Plan input, Expr condition) -> new Plan.Filter(replaced(input, part), condition);
            case Plan.Extend(Plan input, List<Assignment> columns) -> new Plan.Extend(replaced(input, part), columns);
            case Plan.Expand(Plan input, Expr list, var value, var place) ->
                new Plan.Expand(replaced(input, part), list, value, place);
            default -> part;
        };
    }

    /// The steps without what they are taken of: all that the rows which come of a file depend on besides the file.
    /// Of rights and known names that is what a scan looks at; all else of them is in the expressions already.
    Plan steps() {
        Events events = scan.events();
        var seen = new Events(
                events.time(),
                events.indexTime(),
                events.index(),
                events.fields(),
                events.raw(),
                events.text(),
                events.durationNanos(),
                events.texts(),
                events.sampleRate(),
                events.offset(),
                events.ordinal(),
                events.attributes().contains("_raw") ? Set.of("_raw") : Set.of(),
                events.rights().content() ? Rights.ALL : NO_CONTENT,
                events.zone());
        return of(new Plan.Scan(List.of(), Set.of(), List.of(), TimeRange.ALL, seen));
    }
}
