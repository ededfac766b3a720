package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Attribute;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The events of a scan: their fixed columns, the attributes known to occur, and what a name means in them.
///
/// @param attributes names the lake's catalogue lists; a name that is not there is still looked up in the
///     events
/// @param text what words are looked for in: all that `raw` has, not put together anew
/// @param rights what of them may be seen
/// @param zone of the parts of their times
public record Events(
        Column time,
        Column indexTime,
        Column index,
        Column fields,
        Column raw,
        Column text,
        Column durationNanos,
        Map<String, Column> texts,
        Column sampleRate,
        Column offset,
        Column ordinal,
        Set<String> attributes,
        Rights rights,
        ZoneId zone) {

    /// Fixed text columns, found under their own names. An attribute of the same name on the event wins.
    public static final List<String> TEXT_COLUMNS = List.of(
            "kind",
            "name",
            "trace_id",
            "span_id",
            "parent_span_id",
            "status",
            "host",
            "source",
            "sourcetype",
            "pipeline");

    /// Parts of an event's time, each as a format that gives it, and whether that is a number (Splunk,
    /// Knowledge Manager Manual, "Use default fields"). They are there when asked for, and no column of
    /// `table *`.
    private static final Map<String, String> TIME_PARTS = Map.of(
            "date_second", "%-S",
            "date_minute", "%-M",
            "date_hour", "%-H",
            "date_mday", "%-d",
            "date_wday", "%A",
            "date_month", "%B",
            "date_year", "%Y");

    private static final Set<String> NAMED_PARTS = Set.of("date_wday", "date_month");

    /// Of an event's text, and of who found it; there when asked for, as the parts of time (the same page).
    private static final Set<String> ASIDE = Set.of("linecount", "punct", "splunk_server");

    private static final Expr THIS_SERVER = new Text("local");

    /// What every event may be asked for.
    private static final List<String> FIXED = Stream.concat(
                    TEXT_COLUMNS.stream(),
                    Stream.of("_time", "_indextime", "_raw", "index", "duration_ms", "sample_rate"))
            .toList();

    /// Names the events may have, sorted.
    public Set<String> names() {
        var names = new TreeSet<>(Aliases.withCanonical(attributes));
        names.addAll(FIXED);
        names.removeIf(name -> !rights.sees(name));
        return names;
    }

    public boolean isKnown(String name) {
        return (FIXED.contains(name) && rights.sees(name))
                || Aliases.of(name).stream().anyMatch(attributes::contains)
                || name.equals(Aliases.DURATION)
                || isEvaluation(name)
                || TIME_PARTS.containsKey(name)
                || ASIDE.contains(name)
                || isOfArray(name);
    }

    /// `tags{}` and `items{}.price`, as Splunk calls the values in an event's arrays.
    private boolean isOfArray(String name) {
        return name.indexOf("{") > 0 && !attributes.contains(name);
    }

    /// All columns, always in the same order.
    public List<Column> columns() {
        Stream<Column> fixed =
                Stream.of(time, indexTime, index, fields, raw, text, durationNanos, sampleRate, offset, ordinal);
        Stream<Column> named = TEXT_COLUMNS.stream().map(name -> Objects.requireNonNull(texts.get(name)));
        return Stream.concat(fixed, named).toList();
    }

    /// Newest first; the log's order decides between equal times, so that a result never depends on chance.
    public Order newestFirst() {
        return Order.by(new Order.Key(time, true), new Order.Key(offset, true), new Order.Key(ordinal, true));
    }

    /// What may not be seen is a value that no event has.
    Expr resolve(String name) {
        return rights.sees(name) ? meaning(name) : new Expr.Null(Type.TEXT);
    }

    private Expr meaning(String name) {
        return switch (name) {
            case "_time" -> time;
            case "_indextime" -> indexTime;
            case "index" -> index;
            case "_raw" -> raw;
            case "sample_rate" -> sampleRate;
            case "duration_ms" -> ownOr(name, millis());
            case Aliases.DURATION -> ownOr(name, millis());
            case Aliases.POLICY_RESULT -> call(Op.LOWER, Type.TEXT, call(Op.TEXT_OF_ANY, Type.TEXT, attribute(name)));
            case "date_second", "date_minute", "date_hour", "date_mday", "date_wday", "date_month", "date_year" ->
                attributes.contains(name) ? attribute(name) : timePart(name);
            case "linecount" -> ownOr(name, aside(name));
            case "punct", "splunk_server" -> ownTextOr(name, aside(name));
            default -> isEvaluation(name) ? evaluation(name) : isOfArray(name) ? ofArray(name) : fixedOrAttribute(name);
        };
    }

    private Expr timePart(String name) {
        Expr part = call(
                Op.STRFTIME,
                Type.TEXT,
                time,
                new Text(Objects.requireNonNull(TIME_PARTS.get(name))),
                new Text(zone.getId()));
        return NAMED_PARTS.contains(name) ? call(Op.LOWER, Type.TEXT, part) : Coerce.number(part);
    }

    private Expr aside(String name) {
        if (name.equals("splunk_server")) {
            return THIS_SERVER;
        }
        return rights.sees("_raw") ? EventShape.of(name, raw) : new Expr.Null(Type.TEXT);
    }

    /// The elements of an attribute, else what stands at such a path of the event's text.
    private Expr ofArray(String name) {
        String whole = name.endsWith("{}") ? name.substring(0, name.length() - 2) : name;
        if (attributes.contains(whole)) {
            return call(Op.LIST_OF_ANY, Type.LIST, attribute(whole));
        }
        return rights.sees("_raw") ? JsonPaths.value(raw, name) : new Expr.Null(Type.TEXT);
    }

    private Expr fixedOrAttribute(String name) {
        Column fixed = texts.get(name);
        if (fixed == null) {
            return attribute(name);
        }
        return ownTextOr(name, fixed);
    }

    private Expr ownTextOr(String name, Expr otherwise) {
        Expr own = call(Op.TEXT_OF_ANY, Type.TEXT, attribute(name));
        return attributes.contains(name) ? call(Op.COALESCE, Type.TEXT, own, otherwise) : otherwise;
    }

    /// Looking up aliases that no event has would only cost time.
    private Attribute attribute(String name) {
        List<String> present = Aliases.of(name).stream()
                .filter(alias -> alias.equals(name) || attributes.contains(alias))
                .toList();
        return new Attribute(fields, present);
    }

    private Expr ownOr(String name, Expr otherwise) {
        Expr own = call(Op.NUMBER_OF_ANY, Type.NUMBER, attribute(name));
        return attributes.contains(name) ? call(Op.COALESCE, Type.NUMBER, own, otherwise) : otherwise;
    }

    private Expr millis() {
        return call(Op.DIVIDE, Type.NUMBER, durationNanos, new Num(1e6));
    }

    private static boolean isEvaluation(String name) {
        return name.startsWith(Aliases.EVAL_PREFIX)
                && Aliases.EVAL_METRICS.contains(name.substring(Aliases.EVAL_PREFIX.length()));
    }

    private Expr evaluation(String name) {
        Expr metric = call(Op.LOWER, Type.TEXT, call(Op.TEXT_OF_ANY, Type.TEXT, attribute("genops.eval.metric")));
        Expr score = call(Op.NUMBER_OF_ANY, Type.NUMBER, attribute("genops.eval.score"));
        var wanted = new Text(name.substring(Aliases.EVAL_PREFIX.length()));
        Expr ofMetric =
                call(Op.IF, Type.NUMBER, call(Op.EQ, Type.BOOLEAN, metric, wanted), score, new Expr.Null(Type.NUMBER));
        return ownOr(name, ofMetric);
    }

    /// The fixed text columns under the ids that `next` hands out.
    public static Map<String, Column> textColumns(Function<Type, Column> next) {
        var columns = new LinkedHashMap<String, Column>();
        TEXT_COLUMNS.forEach(name -> columns.put(name, next.apply(Type.TEXT)));
        return Map.copyOf(columns);
    }
}
