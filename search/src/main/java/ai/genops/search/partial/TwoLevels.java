package ai.genops.search.partial;

import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.ANY;
import static ai.genops.search.plan.Type.EXACT;
import static ai.genops.search.plan.Type.NUMBER;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// An aggregation in two levels, of which the lower can be computed of any part of the rows:
///
/// ```
///                                upper: sum_of_files(sum(total), ...) by team
///                                  │
///                  ┌───────────────┴────────────────┐
/// lower of one part: total(cost) by team     lower of another part
/// ```
///
/// Whatever the parts are, what comes out is the same to the last digit: whole numbers and decimals are added up, and
/// where doubles would be ([#inexact]) it is said. What needs all rows at once, such as a percentile or how many
/// different values there are, has no such form.
final class TwoLevels {
    private final Plan.Aggregate whole;
    private final Function<Type, Column> next;
    private final List<Assignment> keys = new ArrayList<>();
    private final Map<Call, Column> lower = new LinkedHashMap<>();
    private final List<Column> inexact = new ArrayList<>();
    private final List<Assignment> upper = new ArrayList<>();

    private TwoLevels(Plan.Aggregate whole, Function<Type, Column> next) {
        this.whole = whole;
        this.next = next;
    }

    /// @param next gives columns that the query does not have
    static Optional<TwoLevels> of(Plan.Aggregate whole, Function<Type, Column> next) {
        var levels = new TwoLevels(whole, next);
        return levels.split() ? Optional.of(levels) : Optional.empty();
    }

    private boolean split() {
        whole.keys()
                .forEach(key -> keys.add(new Assignment(next.apply(key.column().type()), key.value())));
        for (Assignment value : whole.values()) {
            Optional<Expr> found = value.value() instanceof Call call ? upper(call) : Optional.empty();
            if (found.isEmpty()) {
                return false;
            }
            upper.add(new Assignment(value.column(), found.get()));
        }
        return true;
    }

    /// What is grouped by, and computed of the rows of a group.
    List<Expr> computed() {
        var all = new ArrayList<Expr>(keys.stream().map(Assignment::value).toList());
        all.addAll(lower.keySet());
        return all;
    }

    /// The columns of the lower level, in the order of [#computed].
    List<Column> columns() {
        var all = new ArrayList<>(keys.stream().map(Assignment::column).toList());
        all.addAll(lower.values());
        return all;
    }

    /// Of the lower level's columns those that have a value only where doubles were added up, which depends on the
    /// order.
    List<Column> inexact() {
        return inexact;
    }

    /// The lower level of rows.
    Plan.Aggregate lower(Plan rows, List<Assignment> moreKeys) {
        var all = new ArrayList<>(moreKeys);
        all.addAll(keys);
        return new Plan.Aggregate(
                rows,
                all,
                lower.entrySet().stream()
                        .map(entry -> new Assignment(entry.getValue(), entry.getKey()))
                        .toList());
    }

    /// The whole, of lower levels that have [#columns].
    Plan upper(List<Plan> parts) {
        List<Assignment> same =
                columns().stream().map(column -> new Assignment(column, column)).toList();
        Plan all = parts.size() == 1
                ? parts.getFirst()
                : new Plan.Union(parts, parts.stream().map(_ -> same).toList());
        var again = new ArrayList<Assignment>();
        for (int i = 0; i < keys.size(); i++) {
            again.add(new Assignment(whole.keys().get(i).column(), keys.get(i).column()));
        }
        return new Plan.Aggregate(all, again, upper);
    }

    private Optional<Expr> upper(Call call) {
        List<Expr> of = call.args();
        Expr found = switch (call.op()) {
            case COUNT_ROWS, COUNT -> call(Op.COALESCE, NUMBER, call(Op.TOTAL, NUMBER, lower(call)), new Expr.Num(0));
            case MIN, EARLIEST_TIME -> call(Op.MIN, call.type(), lower(call));
            case MAX, LATEST_TIME -> call(Op.MAX, call.type(), lower(call));
            case RANGE ->
                call(
                        Op.SUBTRACT,
                        NUMBER,
                        call(Op.MAX, NUMBER, lower(Op.MAX, NUMBER, of.getFirst())),
                        call(Op.MIN, NUMBER, lower(Op.MIN, NUMBER, of.getFirst())));
            case MIN_NUMBERS -> call(Op.MIN, NUMBER, lower(call));
            case MAX_NUMBERS -> call(Op.MAX, NUMBER, lower(call));
            case MIN_ANY -> extreme(Op.MIN_ANY_OF_FILES, Op.MIN, of);
            case MAX_ANY -> extreme(Op.MAX_ANY_OF_FILES, Op.MAX, of);
            case SUM_BILLIONTHS -> call(Op.SUM_BILLIONTHS_OF_FILES, EXACT, lower(Op.TOTAL_BILLIONTHS, of));
            case AVG_BILLIONTHS ->
                call(
                        Op.AVG_BILLIONTHS_OF_FILES,
                        NUMBER,
                        lower(Op.TOTAL_BILLIONTHS, of),
                        lower(Op.COUNT, NUMBER, of.getFirst()));
            case SUM -> of.size() == 3 ? sum(of) : null;
            case AVG -> of.size() == 3 ? mean(of) : null;
            case EARLIEST -> call(Op.FIRST, call.type(), lower(call), lower(Op.EARLIEST_PLACE, of));
            case LATEST -> call(Op.LAST, call.type(), lower(call), lower(Op.LATEST_PLACE, of));
            default -> null;
        };
        return Optional.ofNullable(found);
    }

    private Expr extreme(Op ofFiles, Op op, List<Expr> of) {
        Expr number = of.getFirst();
        Expr text = of.getLast();
        return call(
                ofFiles,
                ANY,
                lower(Op.COUNT, NUMBER, number),
                lower(Op.COUNT, NUMBER, text),
                lower(op, NUMBER, number),
                lower(op, Type.TEXT, text));
    }

    private Expr sum(List<Expr> of) {
        Expr others = of.getLast();
        return call(
                Op.SUM_OF_FILES,
                EXACT,
                lower(Op.TOTAL, NUMBER, of.get(1)),
                lower(Op.TOTAL_OTHERS, NUMBER, others),
                inexact(lower(Op.TOTAL_LARGE, NUMBER, others)));
    }

    private Expr mean(List<Expr> of) {
        return call(
                Op.AVG_OF_FILES,
                NUMBER,
                lower(Op.COUNT, NUMBER, of.getFirst()),
                lower(Op.TOTAL, NUMBER, of.get(1)),
                lower(Op.TOTAL, NUMBER, of.getLast()),
                inexact(lower(Op.TOTAL_WITHOUT_NEAREST, NUMBER, of.getFirst(), of.get(1))));
    }

    private Column inexact(Column column) {
        inexact.add(column);
        return column;
    }

    private Column lower(Op op, List<Expr> args) {
        return lower(new Call(op, args, NUMBER));
    }

    private Column lower(Op op, Type type, Expr... args) {
        return lower(new Call(op, List.of(args), type));
    }

    private Column lower(Call call) {
        return lower.computeIfAbsent(call, same -> next.apply(same.type()));
    }
}
