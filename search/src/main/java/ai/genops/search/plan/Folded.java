package ai.genops.search.plan;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.FileColumn;
import ai.genops.search.plan.Expr.Attribute;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Plan.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// A plan without what files say that no event has: such an attribute is null, and so is what is computed
/// of it, so that no row is looked at for it. Of an attribute of which files have only numbers, or
/// billionths, nothing is no number, or has no billionths. The engine does not see that: for it a file's
/// column without values is a column.
///
/// ```
/// safety = coalesce(number(eval.safety), if(lower(eval.metric) = 'safety', number(eval.score)))
/// safety = number(eval.safety)                        no event has `eval.metric`
/// ```
public final class Folded {
    /// By the column of a scan's attributes what that scan reads.
    private final Map<Integer, Plan.Scan> scans = new HashMap<>();
    private final IdentityHashMap<Plan, Plan> folded = new IdentityHashMap<>();
    /// Columns that were found to be null.
    private final Set<Column> nulls = new HashSet<>();

    private Folded() {}

    /// The same rows; what several steps read stays one plan.
    public static Plan of(Plan plan) {
        return new Folded().plan(plan);
    }

    private Plan plan(Plan plan) {
        Plan known = folded.get(plan);
        if (known == null) {
            known = fold(plan);
            folded.put(plan, known);
        }
        return known;
    }

    private Plan fold(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> {
                scans.put(scan.events().fields().id(), scan);
                yield scan;
            }
            case Plan.Inventory _, Plan.Rows _, Plan.Values _, Plan.Kept _, Plan.Partials _ -> plan;
            case Plan.Filter(Plan input, Expr condition) -> new Plan.Filter(plan(input), value(condition));
            case Plan.Extend(Plan input, var columns) -> new Plan.Extend(plan(input), assigned(columns));
            case Plan.Aggregate(Plan input, var keys, var values) -> {
                Plan rows = plan(input);
                yield new Plan.Aggregate(rows, keys, aggregates(values, !keys.isEmpty()));
            }
            case Plan.Window window ->
                new Plan.Window(
                        plan(window.input()), window.partition(), window.order(), window.frame(), window.columns());
            case Plan.Limit(Plan input, Order order, long count) -> new Plan.Limit(plan(input), order, count);
            case Plan.Expand(Plan input, Expr list, Column value, Column place) ->
                new Plan.Expand(plan(input), list, value, place);
            case Plan.Fill(Plan input, Column time, var times, Column filled) ->
                new Plan.Fill(plan(input), time, times, filled);
            case Plan.Join(Plan left, Plan right, var on, boolean outer) ->
                new Plan.Join(plan(left), plan(right), on, outer);
            case Plan.Union(var inputs, var columns) ->
                new Plan.Union(inputs.stream().map(this::plan).toList(), columns);
        };
    }

    private List<Assignment> assigned(List<Assignment> columns) {
        List<Assignment> all = new ArrayList<>();
        for (Assignment column : columns) {
            Expr value = value(column.value());
            if (value instanceof Null) {
                nulls.add(column.column());
            }
            all.add(new Assignment(column.column(), value));
        }
        return all;
    }

    /// Not of rows without keys: one of them has to be an aggregate, so that there is one row.
    private List<Assignment> aggregates(List<Assignment> values, boolean grouped) {
        return values.stream()
                .map(value -> new Assignment(value.column(), aggregate(value.value(), grouped)))
                .toList();
    }

    private Expr aggregate(Expr value, boolean grouped) {
        if (!(value instanceof Call(Op op, List<Expr> args, Type type))) {
            return value;
        }
        return switch (op) {
            case SUM, AVG, MIN, MAX -> grouped && isNull(args.getFirst()) ? new Null(type) : value;
            case MIN_ANY, MAX_ANY -> grouped && args.stream().allMatch(this::isNull) ? new Null(type) : value;
            case SUM_BILLIONTHS, AVG_BILLIONTHS, TOTAL_BILLIONTHS, MIN_NUMBERS, MAX_NUMBERS ->
                isNull(args.getLast()) ? Expr.call(op, type, args.getFirst()) : value;
            default -> value;
        };
    }

    private boolean isNull(Expr value) {
        return value(value) instanceof Null;
    }

    private Expr value(Expr value) {
        return switch (value) {
            case Column column -> nulls.contains(column) ? new Null(column.type()) : column;
            case Attribute attribute -> attribute(attribute);
            case Call call -> call.op() == Op.WORD ? call : call(call);
            case Expr.Text _, Expr.Num _, Flag _, Null _ -> value;
        };
    }

    private Expr call(Call call) {
        var of = new Call(call.op(), call.args().stream().map(this::value).toList(), call.type());
        Expr folded = folded(of);
        return folded.equals(of) ? withoutNulls(call, of.args()) : folded;
    }

    /// What stays a call keeps its arguments that are null: the engine may take a literal for another type.
    private static Call withoutNulls(Call call, List<Expr> folded) {
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < folded.size(); i++) {
            args.add(folded.get(i) instanceof Null ? call.args().get(i) : folded.get(i));
        }
        return new Call(call.op(), args, call.type());
    }

    /// Of the names those that an event may have.
    private Expr attribute(Attribute attribute) {
        Plan.Scan scan = scans.get(attribute.fields().id());
        if (scan == null) {
            return attribute;
        }
        List<String> names = attribute.names().stream()
                .filter(name -> !isNowhere(name, scan))
                .toList();
        return names.isEmpty() ? new Null(Type.ANY) : new Attribute(attribute.fields(), names);
    }

    private static boolean isNowhere(String name, Plan.Scan scan) {
        return are(name, scan, kind -> kind == ColumnKind.NONE);
    }

    /// Whether all that a scan reads has columns of such kinds for an attribute.
    private static boolean are(String name, Plan.Scan scan, Predicate<ColumnKind> kinds) {
        return scan.settled().isEmpty()
                && scan.files().stream().allMatch(file -> {
                    FileColumn column = file.columns().get(name);
                    return column != null && kinds.test(column.kind());
                });
    }

    /// Whether a value is one that is read of columns of such kinds alone.
    private boolean is(Expr read, Predicate<ColumnKind> kinds) {
        return read instanceof Call(Op op, List<Expr> args, Type _)
                && (op == Op.NUMBER_OF_ANY || op == Op.TEXT_OF_ANY)
                && args.getFirst() instanceof Attribute(Column fields, List<String> names)
                && scans.containsKey(fields.id())
                && names.stream().allMatch(name -> are(name, Objects.requireNonNull(scans.get(fields.id())), kinds));
    }

    private static boolean hasNumbers(ColumnKind kind) {
        return kind == ColumnKind.NONE || kind.isNumeric();
    }

    private static boolean hasBillionths(ColumnKind kind) {
        return kind == ColumnKind.NONE || kind.isBillionths();
    }

    private Expr folded(Call call) {
        List<Expr> args = call.args();
        return switch (call.op()) {
            case COALESCE -> coalesced(call);
            case IS_NULL -> args.getFirst() instanceof Null ? new Flag(true) : call;
            case IS_TRUE -> args.getFirst() instanceof Null ? new Flag(false) : call;
            case NOT -> args.getFirst() instanceof Flag(boolean flag) ? new Flag(!flag) : ofNulls(call);
            case IF -> args.getFirst() instanceof Null ? as(call, args.getLast()) : call;
            case LOWER, UPPER ->
                args.getFirst() instanceof Call(Op op, var _, var _) && op == call.op()
                        ? args.getFirst()
                        : ofNulls(call);
            case NUMBER_OF_ANY, NUMBER_OF_TEXT, TEXT_OF_ANY, TEXT_OF_NUMBER, LIST_OF_ANY, ANY_OF -> ofNulls(call);
            case EQ, NE, LT, LE, GT, GE, ADD, SUBTRACT, MULTIPLY, DIVIDE -> ofNulls(call);
            case BILLIONTHS, NEAREST_BILLIONTHS -> args.getFirst() instanceof Null ? new Null(call.type()) : call;
            case NO_BILLIONTHS, BEYOND_BILLIONTHS ->
                args.getFirst() instanceof Null || is(args.getLast(), Folded::hasBillionths)
                        ? new Null(call.type())
                        : call;
            case NO_NUMBER -> is(args.getLast(), Folded::hasNumbers) ? new Null(call.type()) : call;
            default -> call;
        };
    }

    private static Expr ofNulls(Call call) {
        return call.args().stream().anyMatch(Null.class::isInstance) ? new Null(call.type()) : call;
    }

    private static Expr coalesced(Call call) {
        List<Expr> args =
                call.args().stream().filter(arg -> !(arg instanceof Null)).toList();
        return switch (args.size()) {
            case 0 -> new Null(call.type());
            case 1 -> as(call, args.getFirst());
            default -> new Call(call.op(), args, call.type());
        };
    }

    /// What is left of a call, as the call's type: nulls have any.
    private static Expr as(Call call, Expr left) {
        return left instanceof Null ? new Null(call.type()) : left.type() == call.type() ? left : call;
    }
}
