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
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `rex field=message "took (?<ms>\d+)"`: named groups of a regular expression become fields; with `max_match` the
/// groups of so many matches (0: all) as several values. Where it is not found, or a group is empty, the field keeps
/// the value it had. `offset_field=place` says where the first match is: `5-12`, its first and its last character,
/// counted from 0. `mode=sed` changes the text instead, see [Sed]. Splunk, Search Reference, `rex`.
///
/// @param offset the field that says where the match is; null: none
record Rex(
        String field,
        String expression,
        Map<String, Integer> groups,
        int maxMatch,
        @Nullable String offset) implements Command.Step {
    /// Opening brackets that capture: with a name, or plain ones that no backslash precedes.
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\(\\?P?<([A-Za-z_]\\w*)>|\\((?!\\?)");

    static Command read(Cursor in) {
        String field = "_raw";
        int maxMatch = 1;
        boolean sed = false;
        String expression = null;
        String offset = null;
        int at = in.here();
        while (!in.atEnd()) {
            String option = in.option("field", "max_match", "offset_field", "mode");
            if (option == null) {
                at = in.here();
                expression = in.quoted();
                continue;
            }
            int valueAt = in.here();
            switch (option) {
                case "field" -> field = in.optionValue();
                case "max_match" -> maxMatch = (int) Math.min(Numbers.required(in), Integer.MAX_VALUE);
                case "mode" -> sed = mode(in, valueAt);
                default -> offset = in.optionValue();
            }
        }
        if (expression == null) {
            throw in.error("an expression in double quotes expected, found " + in.found(), null);
        }
        return sed
                ? Sed.read(field, expression, in, at)
                : of(field, Regexes.checked(in, at, expression), maxMatch, offset, in, at);
    }

    private static boolean mode(Cursor in, int at) {
        String mode = in.optionValue();
        if (!mode.equals("sed")) {
            throw in.errorAt(at, "`rex` knows no mode=" + mode, "Use mode=sed, or none.");
        }
        return true;
    }

    private static Rex of(String field, String expression, int maxMatch, @Nullable String offset, Cursor in, int at) {
        var groups = new LinkedHashMap<String, Integer>();
        Matcher matcher = GROUP.matcher(expression);
        for (int number = 1; matcher.find(); ) {
            if (matcher.group(1) != null) {
                groups.put(matcher.group(1), number);
            }
            number += matcher.group().startsWith("\\") ? 0 : 1;
        }
        if (groups.isEmpty()) {
            throw in.errorAt(at, "no group with a name in the expression", "Name it: (?<name>...)");
        }
        return new Rex(field, expression.replaceAll("\\(\\?<(?=[A-Za-z_])", "(?P<"), groups, maxMatch, offset);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr source = Coerce.text(planning.field(field, input.schema()));
        Type type = maxMatch == 1 ? Type.TEXT : Type.LIST;
        Relation result = input;
        for (Map.Entry<String, Integer> group : groups.entrySet()) {
            Num number = new Num(group.getValue());
            Expr found = maxMatch == 1
                    ? call(Op.EXTRACT, type, source, new Text(expression), number)
                    : call(Op.LIST_NOT_EMPTY, type, all(source, number));
            Expr before = input.schema().find(group.getKey());
            Expr value = before == null ? found : call(Op.COALESCE, type, found, Coerce.to(type, before));
            result = result.define(group.getKey(), planning.column(type), value);
        }
        return offset == null ? result : result.define(offset, planning.column(Type.TEXT), place(source));
    }

    /// Where the first match begins and ends; what stands before it is the shortest text that a match follows.
    private Expr place(Expr source) {
        Expr match = call(Op.EXTRACT, Type.TEXT, source, new Text(expression), new Num(0));
        var before = new Text("^(?s:(.*?))(?:" + expression + ")");
        Expr prefix = call(Op.EXTRACT, Type.TEXT, source, before, new Num(1));
        Expr start = call(Op.COALESCE, Type.NUMBER, call(Op.LENGTH, Type.NUMBER, prefix), new Num(0));
        Expr length = call(Op.LENGTH, Type.NUMBER, match);
        Expr end = call(Op.SUBTRACT, Type.NUMBER, call(Op.ADD, Type.NUMBER, start, length), new Num(1));
        Expr from = call(Op.CONCAT, Type.TEXT, Coerce.text(start), new Text("-"));
        return call(Op.CONCAT, Type.TEXT, from, Coerce.text(end));
    }

    private Expr all(Expr source, Num group) {
        Expr matches = call(Op.EXTRACT_ALL, Type.LIST, source, new Text(expression), group);
        return maxMatch == 0 ? matches : call(Op.LIST_SLICE, Type.LIST, matches, new Num(0), new Num(maxMatch - 1));
    }
}
