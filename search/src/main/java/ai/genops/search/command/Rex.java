package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `rex field=message "took (?<ms>\d+)"`: named groups of a regular expression become fields. Where it is not
/// found, or a group is empty, the field keeps the value it had.
record Rex(String field, String expression, Map<String, Integer> groups) implements Command.Step {
    /// Opening brackets that capture: with a name, or plain ones that no backslash precedes.
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\(\\?P?<([A-Za-z_]\\w*)>|\\((?!\\?)");

    static Rex read(Cursor in) {
        String field = "_raw";
        for (String option = option(in); option != null; option = option(in)) {
            int at = in.here();
            String value = in.optionValue();
            if (option.equals("mode")) {
                throw new SearchException("`rex` knows no mode=" + value, in.text(), at, "Use eval x=replace(x, ...).");
            }
            field = option.equals("field") ? value : field;
        }
        int at = in.here();
        String expression = in.quoted();
        var groups = new LinkedHashMap<String, Integer>();
        Matcher matcher = GROUP.matcher(expression);
        for (int number = 1; matcher.find(); ) {
            if (matcher.group(1) != null) {
                groups.put(matcher.group(1), number);
            }
            number += matcher.group().startsWith("\\") ? 0 : 1;
        }
        if (groups.isEmpty()) {
            throw new SearchException("no group with a name in the expression", in.text(), at, "Name it: (?<name>...)");
        }
        return new Rex(field, expression.replaceAll("\\(\\?<(?=[A-Za-z_])", "(?P<"), groups);
    }

    private static @org.jspecify.annotations.Nullable String option(Cursor in) {
        return in.option("field", "max_match", "offset_field", "mode");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr source = Coerce.text(planning.field(field, input.schema()));
        Relation result = input;
        for (Map.Entry<String, Integer> group : groups.entrySet()) {
            Expr found = call(Op.EXTRACT, Type.TEXT, source, new Text(expression), new Num(group.getValue()));
            Expr before = input.schema().find(group.getKey());
            Expr value = before == null ? found : call(Op.COALESCE, Type.TEXT, found, Coerce.text(before));
            result = result.define(group.getKey(), planning.column(Type.TEXT), value);
        }
        return result;
    }
}
