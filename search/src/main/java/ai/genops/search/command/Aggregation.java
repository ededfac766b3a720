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
/// @param points of `sparkline` what its points are
record Aggregation(
        String function,
        @Nullable String field,
        @Nullable Eval value,
        String name,
        boolean aliased,
        int at,
        @Nullable Points points) {
    /// `count` or `avg(x)` in each span of time; null: a span for the time searched.
    record Points(Aggregation of, @Nullable String span) {}

    Aggregation(String function, @Nullable String field, @Nullable Eval value, String name, boolean aliased, int at) {
        this(function, field, value, name, aliased, at, null);
    }

    /// Aggregates, with or without commas, up to `by`, an option or the end.
    static List<Aggregation> readAll(Cursor in) {
        return readAll(in, "by", "over");
    }

    /// As [#readAll], up to one of these words.
    static List<Aggregation> readAll(Cursor in, String... stops) {
        var all = new ArrayList<Aggregation>();
        do {
            all.add(read(in));
            in.accept(",");
        } while (!in.atEnd() && !in.comesOption() && Stream.of(stops).noneMatch(stop -> comesWord(in, stop)));
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
        if (Aggregates.has(function) && in.peek() == '.' && in.position() == at + function.length()) {
            in.expect(".", "");
            function += "." + in.word(); // perc99.9
        }
        if (function.isEmpty()) {
            throw in.error("an aggregate such as count or sum(field) expected, found " + in.found(), null);
        }
        if (function.equals("sparkline")) {
            return sparkline(in, at);
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

    /// `sparkline`, `sparkline(avg(x))`, `sparkline(count, 1h)`.
    private static Aggregation sparkline(Cursor in, int at) {
        int end = in.position();
        var of = new Aggregation("count", null, null, "count", false, at);
        String span = null;
        if (in.accept("(")) {
            of = read(in);
            span = in.accept(",") ? in.name("a span") : null;
            in.expect(")", "after what `sparkline` draws");
            end = in.position();
        }
        String written = in.text().substring(at, end);
        boolean aliased = in.acceptWord("as");
        String name = aliased ? in.name("the result's name") : written;
        return new Aggregation("sparkline", null, null, name, aliased, at, new Points(of, span));
    }

    private static boolean comesEval(Cursor in) {
        int at = in.here();
        boolean found = in.acceptWord("eval") && in.peek() == '(';
        in.back(at);
        return found;
    }

    /// `eval(x)` reads as a call of a function `eval`.
    static @Nullable Eval inner(@Nullable Eval value) {
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
