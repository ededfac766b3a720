package ai.genops.search.command;

import static ai.genops.search.plan.Coerce.number;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.EXACT;
import static ai.genops.search.plan.Type.LIST;
import static ai.genops.search.plan.Type.NUMBER;
import static ai.genops.search.plan.Type.TEXT;
import static java.util.Map.entry;

import ai.genops.event.Nearest;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The aggregate functions, by name. Missing values never count; numbers in text count as numbers, other text
/// does not.
final class Aggregates {
    /// What an aggregate may look at besides the value: the row's number in its order, its time, and its place in the
    /// log or, where rows are no events, in their order. So [Op#EARLIEST] and [Op#LATEST] never depend on chance.
    record Site(Expr rowNumber, Expr time, Expr offset, Expr ordinal) {
        static Site of(Schema schema, @Nullable Column number) {
            Expr time = schema.find("_time");
            Events events = schema.events();
            Expr row = number == null ? new Null(NUMBER) : number;
            return new Site(
                    row,
                    time == null ? new Null(Type.TIME) : Coerce.time(time),
                    events == null ? call(Op.NEGATE, NUMBER, row) : events.offset(),
                    events == null ? new Num(0) : events.ordinal());
        }

        private Call chosen(Op op, Expr value) {
            return aggregate(op, value.type(), value, time, offset, ordinal);
        }
    }

    interface Builder {
        Call build(Expr value, Site site);
    }

    private static final Pattern PERCENTILE =
            Pattern.compile("(?:p|perc|exactperc|upperperc)(\\d{1,2}(?:\\.\\d+)?|100)");

    private static final Map<String, Builder> BY_NAME = Map.ofEntries(
            entry("count", (value, _) -> aggregate(Op.COUNT, NUMBER, value)),
            entry("c", (value, _) -> aggregate(Op.COUNT, NUMBER, value)),
            entry("dc", (value, _) -> aggregate(Op.DISTINCT_COUNT, NUMBER, text(value))),
            entry("distinct_count", (value, _) -> aggregate(Op.DISTINCT_COUNT, NUMBER, text(value))),
            entry("estdc", (value, _) -> aggregate(Op.DISTINCT_COUNT, NUMBER, text(value))),
            entry("sum", (value, _) -> total(value)),
            entry("avg", (value, _) -> aggregate(Op.AVG, NUMBER, number(value))),
            entry("mean", (value, _) -> aggregate(Op.AVG, NUMBER, number(value))),
            entry("min", (value, _) -> extreme(Op.MIN, Op.MIN_ANY, value)),
            entry("max", (value, _) -> extreme(Op.MAX, Op.MAX_ANY, value)),
            entry("median", (value, _) -> percentile(value, 50)),
            entry("mode", (value, _) -> aggregate(Op.MODE, TEXT, text(value))),
            entry("stdev", (value, _) -> aggregate(Op.STDEV, NUMBER, number(value))),
            entry("stdevp", (value, _) -> aggregate(Op.STDEVP, NUMBER, number(value))),
            entry("var", (value, _) -> aggregate(Op.VAR, NUMBER, number(value))),
            entry("varp", (value, _) -> aggregate(Op.VARP, NUMBER, number(value))),
            entry("sumsq", (value, _) -> aggregate(Op.SUMSQ, NUMBER, number(value))),
            entry("values", (value, _) -> aggregate(Op.VALUES, LIST, text(value))),
            entry("list", (value, site) -> aggregate(Op.LIST, LIST, text(value), site.rowNumber())),
            entry("first", (value, site) -> aggregate(Op.FIRST, value.type(), value, site.rowNumber())),
            entry("last", (value, site) -> aggregate(Op.LAST, value.type(), value, site.rowNumber())),
            entry("range", (value, _) -> aggregate(Op.RANGE, NUMBER, number(value))),
            entry("rate", (value, site) -> aggregate(Op.RATE, NUMBER, number(value), number(site.time()))),
            entry(
                    "earliest_time",
                    (value, site) -> aggregate(Op.EARLIEST_TIME, NUMBER, text(value), number(site.time()))),
            entry("latest_time", (value, site) -> aggregate(Op.LATEST_TIME, NUMBER, text(value), number(site.time()))),
            entry("earliest", (value, site) -> site.chosen(Op.EARLIEST, value)),
            entry("latest", (value, site) -> site.chosen(Op.LATEST, value)));

    private static final Set<String> NUMERIC =
            Set.of("sum", "avg", "mean", "median", "stdev", "stdevp", "var", "varp", "sumsq", "range", "rate");

    private Aggregates() {}

    static Call resolve(Aggregation aggregation, Expr value, Site site, Planning planning) {
        Matcher percentile = PERCENTILE.matcher(aggregation.function());
        if (percentile.matches()) {
            return percentile(value, Double.parseDouble(percentile.group(1)));
        }
        return builder(aggregation, planning).build(value, site);
    }

    /// Whether there is such an aggregate; an error with the nearest name if not.
    static void check(Aggregation aggregation, Planning planning) {
        if (!PERCENTILE.matcher(aggregation.function()).matches()) {
            var _ = builder(aggregation, planning);
        }
    }

    private static Builder builder(Aggregation aggregation, Planning planning) {
        Builder builder = BY_NAME.get(aggregation.function());
        if (builder != null) {
            return builder;
        }
        List<String> names = Stream.concat(BY_NAME.keySet().stream(), Stream.of("p95", "perc95"))
                .toList();
        String nearest = Nearest.to(aggregation.function(), names);
        if (aggregation.function().equals("sparkline")) {
            throw planning.error(
                    aggregation.at(), "`sparkline` stands in `stats`, and in `chart` by one field", "Use timechart.");
        }
        throw planning.error(
                aggregation.at(),
                "there is no aggregate `%s`".formatted(aggregation.function()),
                nearest == null ? null : "Did you mean `%s`?".formatted(nearest));
    }

    /// How many percent a percentile's name says; NaN of what is none.
    static double percent(String name) {
        Matcher percentile = PERCENTILE.matcher(name.equals("median") ? "p50" : name);
        return percentile.matches() ? Double.parseDouble(percentile.group(1)) : Double.NaN;
    }

    static boolean has(String name) {
        return BY_NAME.containsKey(name) || PERCENTILE.matcher(name).matches();
    }

    /// Whether it needs to know which row came first.
    static boolean needsOrder(Aggregation aggregation, Schema schema) {
        return List.of("list", "first", "last").contains(aggregation.function())
                || (!schema.isOpen() && List.of("earliest", "latest").contains(aggregation.function()));
    }

    /// Whether it is computed of numbers only.
    static boolean isNumeric(Aggregation aggregation) {
        return NUMERIC.contains(aggregation.function())
                || PERCENTILE.matcher(aggregation.function()).matches();
    }

    static boolean isCount(Aggregation aggregation) {
        return List.of("count", "c", "dc", "distinct_count", "estdc").contains(aggregation.function());
    }

    private static Call aggregate(Op op, Type type, Expr... args) {
        return new Call(op, List.of(args), type);
    }

    /// The exact sum of numbers, or of such sums.
    static Call total(Expr value) {
        return value.type() == EXACT
                ? aggregate(Op.SUM_OF_SUMS, EXACT, value)
                : aggregate(Op.SUM, EXACT, number(value));
    }

    private static Call extreme(Op ofNumbers, Op ofAny, Expr value) {
        return switch (value.type()) {
            case TIME, NUMBER -> aggregate(ofNumbers, value.type(), value);
            case EXACT -> aggregate(ofNumbers, NUMBER, number(value));
            case TEXT, LIST, BOOLEAN, ANY -> aggregate(ofAny, Type.ANY, number(value), text(value));
        };
    }

    /// Nearest rank: a value that occurs.
    private static Call percentile(Expr value, double percent) {
        return (Call) call(Op.PERCENTILE, NUMBER, number(value), new Num(percent / 100));
    }
}
