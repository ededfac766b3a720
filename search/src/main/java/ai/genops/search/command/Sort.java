package ai.genops.search.command;

import ai.genops.search.function.Networks;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `sort 100 -count, num(host)`: orders rows and keeps the first, 10,000 if it does not say how many, all with
/// `sort 0`. Numbers go before texts; missing values come last in either direction.
record Sort(long limit, List<Key> keys) implements Command.Step {
    private static final long DEFAULT_LIMIT = 10_000;
    private static final List<String> TYPES = List.of("auto", "num", "str", "ip");

    record Key(String field, boolean descending, String type) {}

    static Sort read(Cursor in) {
        long limit = limit(in);
        var keys = new ArrayList<Key>();
        do {
            keys.add(key(in));
            in.accept(",");
        } while (!in.atEnd() && !isFlip(in));
        if (isFlip(in)) {
            in.word();
            keys.replaceAll(key -> new Key(key.field(), !key.descending(), key.type()));
        }
        return new Sort(limit, List.copyOf(keys));
    }

    /// Only keys, for all rows.
    static Sort readAll(Cursor in) {
        return new Sort(0, read(in).keys());
    }

    private static long limit(Cursor in) {
        boolean named = in.option("limit", "count") != null;
        UnknownOption.refuse(in, "sort", "limit");
        return named || Character.isDigit(in.peek()) ? Numbers.required(in) : DEFAULT_LIMIT;
    }

    private static boolean isFlip(Cursor in) {
        int at = in.here();
        boolean found = (in.acceptWord("desc") || in.acceptWord("d")) && in.atEnd();
        in.back(at);
        return found;
    }

    private static Key key(Cursor in) {
        boolean descending = in.accept("-");
        if (!descending) {
            in.accept("+");
        }
        int at = in.here();
        String name = in.name("a field to sort by");
        if (!in.accept("(")) {
            return new Key(name, descending, "auto");
        }
        String type = name.toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new SearchException(
                    "`sort` knows no way `%s(...)`".formatted(name), in.text(), at, "Use auto, num, str or ip.");
        }
        String field = in.name("a field to sort by");
        in.expect(")", "after the field");
        return new Key(field, descending, type);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var columns = new ArrayList<Assignment>();
        var order = new ArrayList<Order.Key>();
        for (Key key : keys) {
            Expr value = planning.field(key.field(), input.schema());
            for (Expr part : keyParts(value, key.type())) {
                Column column = part instanceof Column own ? own : planning.column(part.type());
                if (!column.equals(part)) {
                    columns.add(new Assignment(column, part));
                }
                order.add(new Order.Key(column, key.descending()));
            }
        }
        Relation sorted = input.extend(columns).with(new Order(order).then(input.order()));
        return limit == 0 ? sorted : sorted.limit(limit);
    }

    /// As [#parts], IP addresses in their order.
    private static List<Expr> keyParts(Expr value, String type) {
        List<Expr> parts = parts(value, type);
        boolean addresses = type.equals("ip") || (type.equals("auto") && parts.size() > 1);
        if (!addresses) {
            return parts;
        }
        var all = new ArrayList<>(parts);
        all.add(parts.size() - 1, Networks.order(parts.getLast()));
        return all;
    }

    /// What to order by: a number, a text, or first one and then the other.
    static List<Expr> parts(Expr value, String type) {
        return switch (type) {
            case "num" -> List.of(Coerce.number(value));
            case "str", "ip" -> List.of(Coerce.text(value));
            default ->
                value.type() == Type.TIME
                        ? List.of(value)
                        : value.type().isNumeric()
                                ? List.of(Coerce.number(value))
                                : List.of(Coerce.number(value), Coerce.text(value));
        };
    }
}
