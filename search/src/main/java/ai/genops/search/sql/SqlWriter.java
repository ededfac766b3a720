package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.TooLongException;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a plan as one query: a chain of named steps, each reading the one before, so that the SQL can be read
/// beside the search it came from. Engines merge such steps into one pass.
public final class SqlWriter {
    private final Dialect dialect;
    private final List<String> steps = new ArrayList<>();
    /// The engine makes plans of 600 conditions, but its stack has no room for 1,000, which ends the whole process.
    private static final int MOST_CONDITIONS = 400;

    private int conditions;
    private final IdentityHashMap<Plan, String> names = new IdentityHashMap<>();
    /// How many plans read each.
    private final IdentityHashMap<Plan, Integer> readers = new IdentityHashMap<>();

    private SqlWriter(Dialect dialect, Plan plan) {
        this.dialect = dialect;
        countReaders(plan);
    }

    private void countReaders(Plan plan) {
        if (readers.merge(plan, 1, Integer::sum) == 1) {
            PlanParts.inputs(plan).forEach(this::countReaders);
        }
    }

    /// The query for these values of a plan's rows, named r0, r1, ... in an order.
    public static String write(Dialect dialect, Plan plan, List<Expr> values, Order order, long limit) {
        var writer = new SqlWriter(dialect, plan);
        String last = writer.step(plan);
        var columns = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(dialect.expression(values.get(i)) + " as r" + i);
        }
        String with = "with " + String.join(",\n", writer.steps);
        String select = "select " + (columns.isEmpty() ? "1 as r0" : String.join(", ", columns));
        return with + "\n" + select + " from " + last + writer.orderBy(order) + " limit " + limit;
    }

    /// What keeps these columns of a plan's rows in a table that is gone with the connection.
    public static String keep(Dialect dialect, Plan plan, Plan.Kept kept) {
        return create("temporary table " + kept.table(), dialect, plan, kept.columns());
    }

    /// What keeps these columns of a plan's rows in a table that other searches read, see [Plan.Partials].
    public static String share(Dialect dialect, Plan plan, String table, List<Expr.Column> columns) {
        return create("table " + table, dialect, plan, columns);
    }

    private static String create(String what, Dialect dialect, Plan plan, List<Expr.Column> columns) {
        var writer = new SqlWriter(dialect, plan);
        String last = writer.step(plan);
        return "create " + what + " as with " + String.join(",\n", writer.steps) + "\nselect "
                + list(columns, dialect::column) + " from " + last;
    }

    /// What two later steps read is written once.
    private String step(Plan plan) {
        String written = names.get(plan);
        if (written != null) {
            return written;
        }
        String name = write(plan);
        names.put(plan, name);
        return name;
    }

    private String write(Plan plan) {
        String query = switch (plan) {
            case Plan.Scan scan -> dialect.scan(scan);
            case Plan.Inventory inventory -> dialect.inventory(inventory);
            case Plan.Rows rows -> dialect.rows(rows);
            case Plan.Filter(Plan input, Expr condition) ->
                "select * from " + step(input) + " where " + condition(condition);
            case Plan.Extend extend -> extend(extend);
            case Plan.Aggregate aggregate -> aggregate(aggregate);
            case Plan.Window window -> window(window);
            case Plan.Limit(Plan input, Order order, long count) ->
                "select * from " + step(input) + orderBy(order) + " limit " + count;
            case Plan.Expand(Plan input, Expr list, var value, var place) ->
                dialect.expand(step(input), dialect.expression(list), dialect.column(value), dialect.column(place));
            case Plan.Fill fill -> fill(fill);
            case Plan.Values values -> dialect.values(values);
            case Plan.Kept(String table, var columns) -> "select " + list(columns, dialect::column) + " from " + table;
            case Plan.Partials partials -> partials(partials);
            case Plan.Join join -> join(join);
            case Plan.Union union -> union(union);
        };
        return named(query);
    }

    private String condition(Expr condition) {
        conditions += parts(condition, false);
        if (conditions > MOST_CONDITIONS) {
            throw new TooLongException();
        }
        return dialect.expression(condition);
    }

    /// How many conditions the engine takes one for: those that must hold together, and under a `not` those of
    /// which none may hold.
    private static int parts(Expr condition, boolean negated) {
        if (!(condition instanceof Expr.Call(Op op, var args, var _))) {
            return 1;
        }
        return switch (op) {
            case NOT -> parts(args.getFirst(), !negated);
            case IS_TRUE -> parts(args.getFirst(), negated);
            case AND ->
                negated ? 1 : args.stream().mapToInt(arg -> parts(arg, false)).sum();
            case OR -> negated ? args.stream().mapToInt(arg -> parts(arg, true)).sum() : 1;
            default -> 1;
        };
    }

    private String named(String query) {
        String name = "s" + steps.size();
        steps.add(name + " as (" + query + ")");
        return name;
    }

    /// The columns of as many plans as nobody else reads, in as few steps as they allow: each step costs the
    /// engine's planner more than its columns.
    private String extend(Plan.Extend last) {
        var added = new ArrayList<>(last.columns());
        Plan input = last.input();
        while (input instanceof Plan.Extend before && readers.getOrDefault(before, 0) == 1) {
            added.addAll(0, before.columns());
            input = before.input();
        }
        String from = step(input);
        List<List<Assignment>> levels = PlanParts.levels(added);
        for (List<Assignment> level : levels.subList(0, levels.size() - 1)) {
            from = named(add(level, from));
        }
        return add(levels.getLast(), from);
    }

    private String add(List<Assignment> columns, String from) {
        return "select *, " + list(columns, dialect::assignment) + " from " + from;
    }

    private String aggregate(Plan.Aggregate aggregate) {
        String input = step(aggregate.input());
        Map<Expr, List<Expr>> percentiles = percentiles(aggregate.values());
        String values = Stream.concat(
                        aggregate.keys().stream().map(dialect::assignment),
                        aggregate.values().stream().map(value -> aggregate(value, percentiles)))
                .collect(Collectors.joining(", "));
        String keys = list(aggregate.keys(), key -> dialect.expression(key.value()));
        return "select " + (values.isEmpty() ? "1" : values) + " from " + input
                + (keys.isEmpty() ? "" : " group by " + keys);
    }

    /// Which percentiles are asked of which values.
    private static Map<Expr, List<Expr>> percentiles(List<Assignment> values) {
        Map<Expr, List<Expr>> shares = new HashMap<>();
        for (Assignment value : values) {
            if (value.value() instanceof Expr.Call(Op op, List<Expr> args, var _) && op == Op.PERCENTILE) {
                shares.computeIfAbsent(args.getFirst(), _ -> new ArrayList<>()).add(args.getLast());
            }
        }
        shares.values().removeIf(several -> several.size() == 1);
        return shares;
    }

    private String aggregate(Assignment value, Map<Expr, List<Expr>> percentiles) {
        if (value.value() instanceof Expr.Call(Op op, List<Expr> args, var _) && op == Op.PERCENTILE) {
            List<Expr> shares = percentiles.get(args.getFirst());
            if (shares != null) {
                return dialect.percentile(args.getFirst(), shares, shares.indexOf(args.getLast())) + " as "
                        + dialect.column(value.column());
            }
        }
        return aggregate(value, "");
    }

    private String aggregate(Assignment value, String over) {
        return dialect.aggregate(value.value(), over) + " as " + dialect.column(value.column());
    }

    private String window(Plan.Window window) {
        String input = step(window.input());
        String partition = list(window.partition(), dialect::expression);
        String over = " over ("
                + (partition.isEmpty() ? "" : "partition by " + partition)
                + orderBy(window.order())
                + frame(window.frame(), window.order())
                + ")";
        return "select *, " + list(window.columns(), value -> aggregate(value, over)) + " from " + input;
    }

    private static String frame(Frame frame, Order order) {
        if (!frame.running()) {
            return "";
        }
        if (frame.micros() > 0) {
            Type type = order.keys().getFirst().column().type();
            return " range between " + ago(frame.micros() - 1, type) + " preceding and "
                    + (frame.includesCurrent() ? "current row" : ago(1, type) + " preceding");
        }
        long behind = frame.includesCurrent() ? frame.rows() - 1 : frame.rows();
        String from = frame.rows() == 0 ? "unbounded" : String.valueOf(behind);
        return (frame.numbered() ? " range" : " rows") + " between " + from + " preceding and "
                + (frame.includesCurrent() ? "current row" : "1 preceding");
    }

    private static String ago(long micros, Type type) {
        return type == Type.TIME ? "interval '" + micros + " microseconds'" : micros / 1e6 + "::double";
    }

    private String fill(Plan.Fill fill) {
        String input = step(fill.input());
        String filled = dialect.column(fill.filled());
        return "select * from (" + dialect.times(fill.times(), filled) + ") left join " + input + " on "
                + dialect.column(fill.time()) + " = " + filled;
    }

    private String partials(Plan.Partials partials) {
        String columns = IntStream.range(0, partials.columns().size())
                .mapToObj(i -> dialect.column(partials.stored().get(i)) + " as "
                        + dialect.column(partials.columns().get(i)))
                .collect(Collectors.joining(", "));
        String files = partials.files().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "select " + columns + " from " + partials.table() + " where " + dialect.column(partials.file()) + " in ("
                + files + ")";
    }

    private String join(Plan.Join join) {
        String left = step(join.left());
        String right = step(join.right());
        String on = join.on().stream()
                .map(match -> dialect.expression(match.left()) + " = " + dialect.expression(match.right()))
                .collect(Collectors.joining(" and "));
        return "select * from " + left + (join.outer() ? " left" : "") + " join " + right + " on "
                + (on.isEmpty() ? "true" : on);
    }

    private String union(Plan.Union union) {
        var queries = new ArrayList<String>();
        for (int i = 0; i < union.inputs().size(); i++) {
            String columns = list(union.columns().get(i), dialect::assignment);
            queries.add("select " + columns + " from " + step(union.inputs().get(i)));
        }
        return String.join(" union all ", queries);
    }

    private String orderBy(Order order) {
        String keys = list(
                order.keys(),
                key -> dialect.column(key.column()) + (key.descending() ? " desc nulls last" : " asc nulls last"));
        return keys.isEmpty() ? "" : " order by " + keys;
    }

    private static <T> String list(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(", "));
    }
}
