package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `rangemap field=x low=0-30 high=31-100 default=none`: the name of the range a number lies in, ends included, as
/// `range`; of ranges that overlap all names. Splunk, Search Reference, `rangemap`.
record Rangemap(String field, List<Range> ranges, String otherwise) implements Command.Step {
    private static final Pattern RANGE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)-(-?\\d+(?:\\.\\d+)?)");

    record Range(String name, double from, double to) {
        boolean overlaps(Range other) {
            return from <= other.to && other.from <= to;
        }
    }

    static Rangemap read(Cursor in) {
        String field = null;
        String otherwise = "None";
        var ranges = new ArrayList<Range>();
        while (!in.atEnd()) {
            int at = in.here();
            String name = in.name("a range's name");
            in.expect("=", "after `" + name + "`");
            String value = in.optionValue();
            if (name.equalsIgnoreCase("field")) {
                field = value;
            } else if (name.equalsIgnoreCase("default")) {
                otherwise = value;
            } else {
                ranges.add(range(in, name, value, at));
            }
            in.accept(",");
        }
        if (field == null || ranges.isEmpty()) {
            throw in.error("`rangemap` needs a field and a range", "Example: rangemap field=x low=0-30 high=31-100");
        }
        return new Rangemap(field, List.copyOf(ranges), otherwise);
    }

    private static Range range(Cursor in, String name, String value, int at) {
        Matcher matcher = RANGE.matcher(value);
        if (!matcher.matches()) {
            throw in.errorAt(at, "`%s` is not a range".formatted(value), "Example: low=0-30");
        }
        return new Range(name, Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr number = Coerce.number(planning.field(field, input.schema()));
        Expr found = overlapping() ? all(number) : one(number);
        return input.define("range", planning.column(found.type()), found);
    }

    private boolean overlapping() {
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.subList(0, i).stream().anyMatch(ranges.get(i)::overlaps)) {
                return true;
            }
        }
        return false;
    }

    private Expr one(Expr number) {
        Expr found = new Text(otherwise);
        for (Range range : ranges) {
            found = call(Op.IF, Type.TEXT, inside(number, range), new Text(range.name()), found);
        }
        return found;
    }

    /// The names of all ranges a number lies in.
    private Expr all(Expr number) {
        Expr found = new Null(Type.LIST);
        for (Range range : ranges) {
            Expr name = call(Op.IF, Type.TEXT, inside(number, range), new Text(range.name()), new Null(Type.TEXT));
            found = call(Op.LIST_APPEND, Type.LIST, found, Coerce.list(name));
        }
        return call(
                Op.COALESCE, Type.LIST, call(Op.LIST_NOT_EMPTY, Type.LIST, found), Coerce.list(new Text(otherwise)));
    }

    private static Expr inside(Expr number, Range range) {
        return Conditions.and(
                call(Op.GE, Type.BOOLEAN, number, new Num(range.from())),
                call(Op.LE, Type.BOOLEAN, number, new Num(range.to())));
    }
}
