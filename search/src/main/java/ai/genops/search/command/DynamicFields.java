package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `eval {method}=1` and `eval cost_{team}=cost`: fields whose names hold another field's value, so that
/// each row has its own. The names there are are looked up while the rest is planned. Splunk, Search
/// Reference, `eval`.
///
/// @param written with the other fields in braces
/// @param at for errors
record DynamicFields(String written, int at) {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)}");
    private static final int MOST = 500;

    static boolean are(String field) {
        return BRACES.matcher(field).find();
    }

    Relation define(Relation input, Expr value, Planning planning) {
        Expr stored = value.type() == Type.BOOLEAN ? Coerce.text(value) : value;
        Column name = planning.column(Type.TEXT);
        Column column = planning.column(stored.type());
        Relation rows = input.extend(
                List.of(new Assignment(name, name(input.schema(), planning)), new Assignment(column, stored)));
        var changed = new ArrayList<Assignment>();
        Schema schema = rows.schema();
        for (String each : names(rows, name, planning)) {
            Expr own = schema.isKnown(each) ? schema.find(each) : null;
            Type type = own == null ? column.type() : Coerce.common(List.of(column, own));
            Expr here = call(Op.EQ, Type.BOOLEAN, name, new Text(each));
            Expr before = own == null ? new Null(type) : Coerce.to(type, own);
            Column target = planning.column(type);
            changed.add(new Assignment(target, call(Op.IF, type, here, Coerce.to(type, column), before)));
            schema = schema.with(each, target);
        }
        return rows.extend(changed).with(schema);
    }

    private Expr name(Schema schema, Planning planning) {
        Expr name = new Text("");
        Matcher braces = BRACES.matcher(written);
        int from = 0;
        while (braces.find()) {
            name = joined(name, new Text(written.substring(from, braces.start())));
            name = joined(name, Coerce.text(planning.field(braces.group(1), schema)));
            from = braces.end();
        }
        return joined(name, new Text(written.substring(from)));
    }

    private static Expr joined(Expr before, Expr after) {
        return call(Op.CONCAT, Type.TEXT, before, after);
    }

    private List<String> names(Relation rows, Column name, Planning planning) {
        Column each = planning.column(Type.TEXT);
        var present = new Plan.Filter(rows.plan(), Conditions.present(name));
        var different = new Plan.Aggregate(present, List.of(new Assignment(each, name)), List.of());
        List<List<Object>> found =
                planning.probe().rows(different, List.of(each), Order.by(new Order.Key(each, false)), MOST + 1);
        if (found.size() > MOST) {
            throw planning.error(
                    at,
                    "`%s` gives more than %d different names".formatted(written, MOST),
                    "Keep fewer rows before, or use chart or xyseries.");
        }
        return found.stream().map(row -> String.valueOf(row.getFirst())).toList();
    }
}
