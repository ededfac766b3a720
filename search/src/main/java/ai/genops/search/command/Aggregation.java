package ai.genops.search.command;

import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One aggregate of `stats` and its like, as written: `count`, `sum(a.b) as total`, `count(eval(x>1))`.
///
/// @param field the field or pattern it is computed of, null for `count` alone or an expression
/// @param name the result's name: the alias or else the text as written
record Aggregation(
        String function, @Nullable String field, @Nullable Eval value, String name, boolean aliased, int at) {

    /// Aggregates, with or without commas, up to `by` or the end.
    static List<Aggregation> readAll(Cursor in) {
        return readAll(in, "by", "over");
    }

    /// As [#readAll], up to one of these words.
    static List<Aggregation> readAll(Cursor in, String... stops) {
        var all = new ArrayList<Aggregation>();
        do {
            all.add(read(in));
            in.accept(",");
        } while (!in.atEnd() && Stream.of(stops).noneMatch(stop -> comesWord(in, stop)));
        return List.copyOf(all);
    }

    static boolean comesWord(Cursor in, String word) {
        int at = in.here();
        boolean found = in.acceptWord(word);
        in.back(at);
        return found;
    }

    private static Aggregation read(Cursor in) {
        int at = in.here();
        String function = in.word().toLowerCase(Locale.ROOT);
        if (function.isEmpty()) {
            throw in.error("an aggregate such as count or sum(field) expected, found " + in.found(), null);
        }
        String field = null;
        Eval value = null;
        int end = at + function.length();
        if (in.peek() == '(') {
            in.expect("(", "");
            if (in.peek() != ')') {
                value = comesEval(in) ? new EvalParser(in).parse() : null;
                field = value == null ? in.name("a field") : null;
            }
            in.expect(")", "after the field; for an expression write " + function + "(eval(...)),");
            end = in.position();
        }
        String written = in.text().substring(at, end);
        boolean aliased = in.acceptWord("as");
        return new Aggregation(
                function, field, inner(value), aliased ? in.name("the result's name") : written, aliased, at);
    }

    private static boolean comesEval(Cursor in) {
        int at = in.here();
        boolean found = in.acceptWord("eval") && in.peek() == '(';
        in.back(at);
        return found;
    }

    /// `eval(x)` reads as a call of a function `eval`.
    private static @Nullable Eval inner(@Nullable Eval value) {
        return value instanceof Eval.Apply(String function, var args, var _)
                        && function.equals("eval")
                        && args.size() == 1
                ? args.getFirst()
                : value;
    }

    /// With a pattern as field: one aggregate per field that matches, `*` in the alias standing for the same.
    List<Aggregation> expand(List<String> fields) {
        if (field == null || field.indexOf('*') < 0) {
            return List.of(this);
        }
        var all = new ArrayList<Aggregation>();
        for (String match : fields) {
            String alias = aliased ? new Wildcard(field).translate(match, name) : null;
            all.add(new Aggregation(
                    function, match, null, alias == null ? function + "(" + match + ")" : alias, aliased, at));
        }
        return all;
    }
}
