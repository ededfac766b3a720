package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which values of the `by` field of a chart become columns: the ten with the highest sums, or what `limit=bottom5
/// agg=max`, `where max in top5` or `where sum > 100` say. Splunk, Search Reference, `timechart`, `chart`.
///
/// @param aggregate of a column's cells
/// @param bound how many, or the number that the aggregate is compared with; 0 of how many: all
record Selection(String aggregate, Kind kind, double bound) {
    enum Kind {
        TOP,
        BOTTOM,
        NOT_TOP,
        NOT_BOTTOM,
        ABOVE,
        BELOW
    }

    /// A series and the aggregate of its cells.
    record Ranked(String name, double score) {}

    static final Selection DEFAULT = new Selection("sum", Kind.TOP, 10);

    private static final Map<String, Op> AGGREGATES = Map.ofEntries(
            Map.entry("sum", Op.SUM),
            Map.entry("avg", Op.AVG),
            Map.entry("mean", Op.AVG),
            Map.entry("min", Op.MIN),
            Map.entry("max", Op.MAX),
            Map.entry("count", Op.COUNT),
            Map.entry("c", Op.COUNT),
            Map.entry("range", Op.RANGE),
            Map.entry("stdev", Op.STDEV),
            Map.entry("var", Op.VAR));

    private static final Pattern COUNT = Pattern.compile("(top|bottom)?(\\d{1,6})");

    /// The same with `limit=`.
    Selection limited(Cursor in) {
        int at = in.here();
        String text = in.optionValue().toLowerCase(Locale.ROOT);
        Matcher count = COUNT.matcher(text);
        if (!count.matches()) {
            throw in.errorAt(
                    at, "`limit=%s` is no number".formatted(text), "Examples: limit=5, limit=top5, limit=0 for all.");
        }
        Kind which = "bottom".equals(count.group(1)) ? Kind.BOTTOM : Kind.TOP;
        return new Selection(aggregate, which, Integer.parseInt(count.group(2)));
    }

    /// The same with `agg=`.
    Selection by(Cursor in) {
        int at = in.here();
        return new Selection(known(in.optionValue(), at, in), kind, bound);
    }

    /// `where` and what stands behind it, which goes before `limit=` and `agg=`; null if it is not there.
    ///
    /// @param by the field whose values become columns; without one nothing is chosen
    static @Nullable Selection where(Cursor in, @Nullable String by) {
        int place = in.here();
        if (!in.acceptWord("where")) {
            return null;
        }
        if (by == null) {
            throw in.errorAt(
                    place,
                    "`where` chooses among the series of a `by` field, and there is none",
                    "Write by FIELD before it, or | where ... in front of the command to leave out events.");
        }
        return where(in);
    }

    private static Selection where(Cursor in) {
        int at = in.here();
        String aggregate = known(in.word(), at, in);
        boolean not = in.acceptWord("notin");
        if (not || in.acceptWord("in")) {
            int place = in.here();
            Matcher count = COUNT.matcher(in.name("top or bottom and a number").toLowerCase(Locale.ROOT));
            if (!count.matches() || count.group(1) == null) {
                throw in.errorAt(place, "top or bottom and a number expected", "Example: where max in top5");
            }
            boolean top = count.group(1).equals("top");
            Kind kind = not ? (top ? Kind.NOT_TOP : Kind.NOT_BOTTOM) : top ? Kind.TOP : Kind.BOTTOM;
            return new Selection(aggregate, kind, Integer.parseInt(count.group(2)));
        }
        boolean above = in.accept(">");
        if (!above && !in.accept("<")) {
            throw in.error("in, notin, < or > expected, found " + in.found(), "Example: where sum > 100");
        }
        return new Selection(aggregate, above ? Kind.ABOVE : Kind.BELOW, Numbers.any(in));
    }

    private static String known(String written, int at, Cursor in) {
        String name = written.toLowerCase(Locale.ROOT);
        if (!AGGREGATES.containsKey(name)) {
            throw in.errorAt(
                    at,
                    "series are chosen by an aggregate of their cells, found `%s`".formatted(written),
                    "There are: " + String.join(", ", new TreeSet<>(AGGREGATES.keySet())));
        }
        return name;
    }

    /// What a series is chosen by, of its cells' values.
    Call score(Expr cell) {
        Op op = AGGREGATES.getOrDefault(aggregate, Op.SUM);
        return op == Op.SUM ? Aggregates.total(cell) : new Call(op, List.of(Coerce.number(cell)), Type.NUMBER);
    }

    boolean lowestFirst() {
        return kind == Kind.BOTTOM || kind == Kind.NOT_BOTTOM;
    }

    /// Whether all series are wanted.
    boolean isAll() {
        return bound == 0 && (kind == Kind.TOP || kind == Kind.BOTTOM);
    }

    /// Those that become columns, of all series in the order of their scores.
    List<Ranked> of(List<Ranked> series) {
        return switch (kind) {
            case TOP, BOTTOM ->
                bound == 0 ? series : series.stream().limit((long) bound).toList();
            case NOT_TOP, NOT_BOTTOM -> series.stream().skip((long) bound).toList();
            case ABOVE -> series.stream().filter(each -> each.score() > bound).toList();
            case BELOW -> series.stream().filter(each -> each.score() < bound).toList();
        };
    }
}
