package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `selfjoin max=1 keepsingle=t id`: each row with the next of those that have the same values of the fields, by their
/// time or, without one, in their order; with the next so many, or all with `max=0`. A row is returned as the one it is
/// joined with and has of its own what that lacks; with `overwrite=f` the other way round. Rows without another go,
/// unless `keepsingle=t` keeps those whose values no other row has. Splunk, Search Reference, `selfjoin`.
record Selfjoin(List<String> fields, Options options) implements Command.Step {
    record Options(boolean overwrite, boolean keepSingle, long max) {}

    /// Rows beyond these are left out, as in Splunk.
    private static final int MAX_ROWS = 100_000;

    private static final String[] OPTIONS = {"overwrite", "keepsingle", "max"};
    /// Before the names of columns that are looked up in the copy of the rows.
    private static final String HIDDEN = "\u0001";

    private static final String PLACE = HIDDEN + "place";

    static Selfjoin read(Cursor in) {
        Options options = options(in, new Options(true, false, 1));
        List<String> fields = FieldLists.readUntil(in, OPTIONS);
        return new Selfjoin(fields, options(in, options));
    }

    private static Options options(Cursor in, Options before) {
        Options read = before;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            read = switch (option) {
                case "overwrite" -> new Options(Numbers.flag(in), read.keepSingle, read.max);
                case "keepsingle" -> new Options(read.overwrite, Numbers.flag(in), read.max);
                default -> new Options(read.overwrite, read.keepSingle, Numbers.required(in));
            };
        }
        UnknownOption.refuse(in, "selfjoin", OPTIONS);
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var rows = new Placed(bounded(input, planning), fields, planning);
        Relation copy = Unions.inSequence(List.of(rows.named()), "selfjoin", planning);
        Column place = column(copy.schema(), PLACE);
        Expr next = call(Op.ADD, Type.NUMBER, rows.place, new Num(options.overwrite ? -1 : 1));
        var matches = new ArrayList<Plan.Match>();
        for (int i = 0; i < fields.size(); i++) {
            matches.add(new Plan.Match(rows.keys.get(i), column(copy.schema(), HIDDEN + i)));
        }
        if (options.max == 1) {
            matches.add(new Plan.Match(next, place));
        }
        Column number = planning.column(Type.NUMBER);
        Relation right = RowNumbers.add(copy, number);
        var plan = new Plan.Join(rows.relation.plan(), right.plan(), matches, options.keepSingle);
        Order order = Order.by(new Order.Key(rows.number, false), new Order.Key(number, false));
        Relation joined = new Relation(plan, input.schema(), order).filter(kept(rows, place));
        Schema others = copy.schema()
                .without(name -> name.startsWith(HIDDEN)
                        || fields.contains(name)
                        || input.schema().removed().contains(name));
        return Joins.merge(joined, others, false, planning);
    }

    private Expr kept(Placed rows, Column place) {
        Expr distance = options.overwrite
                ? call(Op.SUBTRACT, Type.NUMBER, rows.place, place)
                : call(Op.SUBTRACT, Type.NUMBER, place, rows.place);
        Expr joined = call(Op.GE, Type.BOOLEAN, distance, new Num(1));
        if (options.max > 0) {
            joined = Conditions.and(joined, call(Op.LE, Type.BOOLEAN, distance, new Num(options.max)));
        }
        return options.keepSingle ? Conditions.or(List.of(Conditions.certain(joined), rows.single())) : joined;
    }

    private static Relation bounded(Relation input, Planning planning) {
        Column count = planning.column(Type.NUMBER);
        var counted = new Plan.Aggregate(
                new Plan.Limit(input.plan(), Order.NONE, MAX_ROWS + 1L),
                List.of(),
                List.of(new Assignment(count, call(Op.COUNT_ROWS, Type.NUMBER))));
        List<Object> found =
                planning.probe().rows(counted, List.of(count), Order.NONE, 1).getFirst();
        if (found.getFirst() instanceof Number rows && rows.longValue() > MAX_ROWS) {
            planning.warn("`selfjoin` took only the first %,d rows".formatted(MAX_ROWS));
        }
        return input.limit(MAX_ROWS);
    }

    private static Column column(Schema schema, String name) {
        return (Column) Objects.requireNonNull(schema.find(name));
    }

    /// Rows with their keys and the place that each has among those of the same keys.
    private static final class Placed {
        private final List<Column> keys = new ArrayList<>();
        private final Column number;
        private final Column place;
        private final Column size;
        private final Relation relation;

        Placed(Relation input, List<String> fields, Planning planning) {
            number = planning.column(Type.NUMBER);
            place = planning.column(Type.NUMBER);
            size = planning.column(Type.NUMBER);
            Relation rows = RowNumbers.add(input, number);
            for (String field : fields) {
                Column key = planning.column(Type.TEXT);
                keys.add(key);
                rows = rows.extend(List.of(new Assignment(key, Coerce.text(planning.field(field, input.schema())))));
            }
            Order order = Order.by(new Order.Key(number, false));
            if (input.schema().isKnown("_time")) {
                Column time = planning.column(Type.TIME);
                rows = rows.extend(List.of(new Assignment(time, Coerce.time(planning.field("_time", input.schema())))));
                order = Order.by(new Order.Key(time, false)).then(order);
            }
            Relation placed = RowNumbers.add(rows.with(order), List.copyOf(keys), place);
            var count = new Assignment(size, call(Op.COUNT_ROWS, Type.NUMBER));
            var plan = new Plan.Window(placed.plan(), List.copyOf(keys), Order.NONE, Frame.WHOLE, List.of(count));
            relation = new Relation(plan, input.schema(), input.order());
        }

        /// No other row has the same keys.
        Expr single() {
            Expr alone = call(Op.EQ, Type.BOOLEAN, size, new Num(1));
            return Conditions.or(List.of(alone, Conditions.not(Conditions.allPresent(List.copyOf(keys)))));
        }

        /// The same under names by which a copy finds keys and place.
        Relation named() {
            Schema names = relation.schema().with(PLACE, place);
            for (int i = 0; i < keys.size(); i++) {
                names = names.with(HIDDEN + i, keys.get(i));
            }
            return relation.with(names);
        }
    }
}
