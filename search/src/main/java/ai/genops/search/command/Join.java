package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `join type=left max=1 user [search ...]`: beside each row the subsearch's rows with the same values of these
/// fields, one unless `max=` says otherwise (0: all); rows without any go unless `type=left`. Without fields those
/// count that both have. Splunk, Search Reference, `join`.
record Join(boolean outer, boolean overwrite, long max, List<String> fields, Pipeline search, int at)
        implements Command.Step {
    /// Rows of a subsearch beyond these are left out, as in Splunk.
    private static final int MAX_ROWS = 50_000;

    static Join read(Cursor in) {
        var join = new Join(false, true, 1, List.of(), new Pipeline(new Makeresults(0), List.of()), 0);
        join = join.options(in);
        var fields = new ArrayList<String>();
        while (in.peek() != '[') {
            if (in.acceptWord("where") || in.atEnd()) {
                throw in.error("a search in brackets expected, found " + in.found(), "Example: join user [search ...]");
            }
            fields.add(in.name("a field"));
            in.accept(",");
            join = join.options(in);
        }
        int at = in.here();
        return new Join(join.outer, join.overwrite, join.max, List.copyOf(fields), Subsearches.read(in), at);
    }

    private Join options(Cursor in) {
        Join read = this;
        for (String option = option(in); option != null; option = option(in)) {
            int at = in.here();
            read = switch (option) {
                case "type" -> read.withOuter(outer(in, at));
                case "max" -> new Join(read.outer, read.overwrite, Numbers.required(in), fields, search, at);
                case "overwrite" -> new Join(read.outer, Numbers.flag(in), read.max, fields, search, at);
                default -> {
                    if (Numbers.flag(in) && option.equals("usetime")) {
                        throw in.errorAt(
                                at, "`join` does not look at times", "Compare _time with where after the join.");
                    }
                    yield read;
                }
            };
        }
        return read;
    }

    private Join withOuter(boolean left) {
        return new Join(left, overwrite, max, fields, search, at);
    }

    private static boolean outer(Cursor in, int at) {
        String type = in.optionValue().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "inner" -> false;
            case "left", "outer" -> true;
            default -> throw in.errorAt(at, "`join` knows no type `%s`".formatted(type), "Use inner, left or outer.");
        };
    }

    private static @Nullable String option(Cursor in) {
        return in.option("type", "usetime", "earlier", "overwrite", "max");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation found = Subsearches.plan(search, at, planning).limit(MAX_ROWS);
        List<String> keys = fields.isEmpty() ? common(input.schema(), found.schema(), planning) : fields;
        Sides sides = new Sides(input, found, keys, planning);
        Relation right = max == 0 ? sides.right : first(sides, planning);
        Column number = planning.column(Type.NUMBER);
        right = RowNumbers.add(right, number);
        var matches = new ArrayList<Plan.Match>();
        for (int i = 0; i < keys.size(); i++) {
            matches.add(new Plan.Match(sides.leftKeys.get(i), sides.rightKeys.get(i)));
        }
        var plan = new Plan.Join(sides.left.plan(), right.plan(), matches, outer);
        Order order = input.order().then(Order.by(new Order.Key(number, false)));
        return Joins.merge(
                new Relation(plan, input.schema(), order), right.schema().without(keys::contains), overwrite, planning);
    }

    private Relation first(Sides sides, Planning planning) {
        Column place = planning.column(Type.NUMBER);
        return RowNumbers.add(sides.right, List.copyOf(sides.rightKeys), place)
                .filter(call(Op.LE, Type.BOOLEAN, place, new Num(max)));
    }

    private List<String> common(Schema left, Schema right, Planning planning) {
        List<String> names = right.knownNames()
                .filter(name -> !name.startsWith("_") && left.isKnown(name))
                .toList();
        if (names.isEmpty()) {
            throw planning.error(at, "the two sides of `join` have no field in common", "Name the fields to join by.");
        }
        return names;
    }

    /// Both sides with their keys as columns of text.
    private static final class Sides {
        private Relation left;
        private Relation right;
        private final List<Column> leftKeys = new ArrayList<>();
        private final List<Column> rightKeys = new ArrayList<>();

        Sides(Relation left, Relation right, List<String> keys, Planning planning) {
            this.left = left;
            this.right = right;
            for (String key : keys) {
                Column ofLeft = planning.column(Type.TEXT);
                Column ofRight = planning.column(Type.TEXT);
                this.left = this.left.extend(
                        List.of(new Assignment(ofLeft, Coerce.text(planning.field(key, left.schema())))));
                this.right = this.right.extend(
                        List.of(new Assignment(ofRight, Coerce.text(planning.field(key, right.schema())))));
                leftKeys.add(ofLeft);
                rightKeys.add(ofRight);
            }
        }
    }
}
