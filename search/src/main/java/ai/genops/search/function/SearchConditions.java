package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.ManyValues;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Glob;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the language of `search` means: values compare without regard to case, as numbers where both are, `*`
/// stands for anything, and what does not have the field fails every comparison but passes its NOT.
public final class SearchConditions {
    private static final Map<String, Op> ORDERED = Map.of("<", Op.LT, "<=", Op.LE, ">", Op.GT, ">=", Op.GE);

    /// Names that stand in JSON as they are, and that no `*` of a word ends in.
    private static final Pattern AS_IT_IS = Pattern.compile("[^\\s\"\\\\\\p{Cntrl}]+");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

    private final Schema schema;
    private final Planning planning;

    public SearchConditions(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    /// What a condition means here. What its subsearches found stands in it already.
    ///
    /// @throws ai.genops.search.report.SearchException if something in it means nothing here
    public Expr resolve(Condition condition) {
        return switch (condition) {
            case Condition.All _ -> new Flag(true);
            case Condition.And(var parts) ->
                Conditions.and(together(parts, "!=").map(this::resolve).toList());
            case Condition.Or(var parts) ->
                Conditions.or(together(parts, "=").map(this::resolve).toList());
            case Condition.Not(var inner) -> Conditions.not(resolve(inner));
            case Condition.Compare compare -> compare(compare);
            case Condition.Term term -> term(term.text());
            case Condition.TimeBound bound -> bound(bound);
            case Condition.Subsearch(int at) -> throw planning.error(at, "a subsearch cannot stand here", null);
        };
    }

    /// Values of one field, each of which will do, or none, as one comparison: subsearches find thousands.
    private static Stream<Condition> together(List<Condition> parts, String operator) {
        Map<Object, Condition> byField = new LinkedHashMap<>();
        for (Condition part : parts) {
            boolean one = part instanceof Condition.Compare compare
                    && compare.operator().equals(operator);
            byField.merge(one ? ((Condition.Compare) part).field() : new Object(), part, SearchConditions::either);
        }
        return byField.values().stream();
    }

    private static Condition either(Condition one, Condition other) {
        var first = (Condition.Compare) one;
        var values = new ArrayList<>(first.values());
        values.addAll(((Condition.Compare) other).values());
        return new Condition.Compare(first.field(), first.operator(), values, first.at());
    }

    /// The time that a bound means.
    public static Instant time(Condition.TimeBound bound, Planning planning) {
        Instant time = TimeModifier.apply(bound.time(), planning.now(), planning.zone());
        if (time == null) {
            throw planning.error(bound.at(), "`%s` is not a time".formatted(bound.time()), TimeModifier.EXAMPLES);
        }
        return time;
    }

    private Expr bound(Condition.TimeBound bound) {
        Instant time = time(bound, planning);
        Events events = schema.events();
        if (events == null) {
            throw planning.error(bound.at(), "there is no time to compare after this many steps", null);
        }
        return compare(bound.earliest() ? Op.GE : Op.LT, events, time);
    }

    /// The events' time compared with another one.
    public static Expr compare(Op op, Events events, Instant time) {
        Expr bound = call(Op.TIME_OF_NUMBER, Type.TIME, new Num(time.getEpochSecond() + time.getNano() / 1e9));
        return call(op, Type.BOOLEAN, events.time(), bound);
    }

    private Expr compare(Condition.Compare compare) {
        Expr field = planning.field(compare.field(), schema);
        if (field instanceof Null) {
            return new Flag(false);
        }
        Op ordered = ORDERED.get(compare.operator());
        if (ordered != null) {
            return ordered(field, ordered, compare.values().getFirst());
        }
        Expr equal = equalsAny(field, compare.values());
        return compare.operator().equals("!=")
                ? Conditions.and(Conditions.present(field), Conditions.not(equal))
                : equal;
    }

    private static Expr ordered(Expr field, Op op, Glob value) {
        Expr number = Coerce.number(new Text(value.text()));
        Expr comparison = number instanceof Num
                ? call(op, Type.BOOLEAN, Coerce.number(field), number)
                : call(op, Type.BOOLEAN, lower(Coerce.text(field)), new Text(lower(value.text())));
        return Conditions.certain(comparison);
    }

    /// Many values are looked up among all of them, not compared one after the other.
    private static Expr equalsAny(Expr field, List<Glob> values) {
        List<Glob> plain = values.stream()
                .filter(value -> value.isLiteral() && !value.matchesEverything())
                .toList();
        if (field.type() == Type.LIST || plain.size() <= ManyValues.FEW) {
            return Conditions.or(
                    values.stream().map(value -> equal(field, value)).toList());
        }
        List<Expr> found = new ArrayList<>();
        values.stream()
                .filter(value -> !value.isLiteral() || value.matchesEverything())
                .forEach(value -> found.add(equal(field, value)));
        found.add(isAmong(lower(Coerce.text(field)), plain.stream().map(value -> new Text(lower(value.text())))));
        List<Expr> numbers = plain.stream()
                .map(value -> Coerce.number(new Text(value.text())))
                .filter(Num.class::isInstance)
                .toList();
        if (!numbers.isEmpty()) {
            found.add(isAmong(Coerce.number(field), numbers.stream()));
        }
        return Conditions.or(found);
    }

    private static Expr isAmong(Expr value, Stream<Expr> values) {
        return Conditions.certain(ManyValues.among(value, values));
    }

    private static Expr equal(Expr field, Glob value) {
        if (value.matchesEverything()) {
            return Conditions.present(field);
        }
        if (field.type() == Type.LIST) {
            return Conditions.certain(call(Op.LIST_ANY_ILIKE, Type.BOOLEAN, field, new Text(value.like())));
        }
        if (!value.isLiteral()) {
            return Conditions.certain(call(Op.ILIKE, Type.BOOLEAN, Coerce.text(field), new Text(value.like())));
        }
        Expr asText = call(Op.EQ, Type.BOOLEAN, lower(Coerce.text(field)), new Text(lower(value.text())));
        Expr number = Coerce.number(new Text(value.text()));
        if (!(number instanceof Num)) {
            return Conditions.certain(asText);
        }
        Expr asNumber = call(Op.EQ, Type.BOOLEAN, Coerce.number(field), number);
        return Conditions.or(List.of(Conditions.certain(asNumber), Conditions.certain(asText)));
    }

    /// In the event's text; a name with `*` also finds events that have a field of that name.
    private Expr term(Glob text) {
        if (text.matchesEverything()) {
            return new Flag(true);
        }
        Expr inText = Conditions.certain(word(text));
        if (!schema.isOpen() || (text.text().indexOf('.') < 0 && text.isLiteral())) {
            return inText;
        }
        var wildcard = new Wildcard(text.text());
        List<String> names = schema.knownNames().filter(wildcard::matches).toList();
        if (planning.isStrict() || names.isEmpty()) {
            return inText;
        }
        planning.info("`%s` also finds events with a field of that name; Splunk looks at their text alone"
                .formatted(text.text()));
        List<Expr> fields =
                names.stream().map(name -> planning.field(name, schema)).toList();
        if (!textHasNames()) {
            return Conditions.or(Stream.concat(fields.stream().map(Conditions::present), Stream.of(inText))
                    .toList());
        }
        var named = fields.stream().filter(field -> isOf(field, wildcard)).toList();
        var others = fields.stream().filter(field -> !named.contains(field)).map(Conditions::present);
        Expr[] attributes =
                named.stream().flatMap(SearchConditions::attributes).distinct().toArray(Expr[]::new);
        return Conditions.or(Stream.concat(others, Stream.of(Conditions.certain(word(text, attributes))))
                .toList());
    }

    /// Whether the text that is searched names every attribute that an event has: then to look at those first is
    /// for speed alone.
    private boolean textHasNames() {
        Events events = schema.events();
        return events != null
                && isRaw(events)
                && events.rights().content()
                && !events.attributes().contains("_raw");
    }

    private boolean isRaw(Events events) {
        return events.raw().equals(schema.find("_raw"));
    }

    /// Whether a field is made of attributes with such names, which the text has as they are, and of
    /// nothing else that an event has.
    private static boolean isOf(Expr field, Wildcard wildcard) {
        return switch (field) {
            case Expr.Attribute(var _, var names) ->
                names.stream()
                        .allMatch(name ->
                                wildcard.matches(name) && AS_IT_IS.matcher(name).matches());
            case Expr.Call(var _, var args, var _) -> args.stream().allMatch(arg -> isOf(arg, wildcard));
            case Expr.Column _ -> false;
            case Text _, Num _, Flag _, Null _ -> true;
        };
    }

    private static Stream<Expr.Attribute> attributes(Expr field) {
        return switch (field) {
            case Expr.Attribute(var all, var names) ->
                names.stream().map(name -> new Expr.Attribute(all, List.of(name)));
            case Expr.Call(var _, var args, var _) -> args.stream().flatMap(SearchConditions::attributes);
            case Expr.Column _, Text _, Num _, Flag _, Null _ -> Stream.empty();
        };
    }

    /// The event's text or, where a command has left only fields, these one after the other.
    private Expr rawText() {
        Events events = schema.events();
        if (events != null && isRaw(events)) {
            return events.text();
        }
        Expr raw = schema.find("_raw");
        if (raw != null) {
            return Coerce.text(raw);
        }
        return schema.columns().values().stream()
                .<Expr>map(value -> call(Op.COALESCE, Type.TEXT, Coerce.text(value), new Text("")))
                .reduce((left, right) ->
                        call(Op.CONCAT, Type.TEXT, call(Op.CONCAT, Type.TEXT, left, new Text(" ")), right))
                .orElse(new Text(""));
    }

    /// A word counts as such: `error` finds `error.type` and `"ERROR"`, not `terrors`. `*` crosses no white
    /// space or quote. Whether its letters are there at all is asked first, which takes a third of the time.
    private Expr word(Glob word, Expr... attributes) {
        String letters = word.parts().stream().map(SearchConditions::escape).collect(Collectors.joining("[^\\s\"]*"));
        String source = word.text();
        String start = isWord(source.charAt(0)) ? "(^|[^a-z0-9])" : "";
        String end = isWord(source.charAt(source.length() - 1)) ? "($|[^a-z0-9])" : "";
        var prefix = new Text(attributes.length == 0 ? "" : prefix(word));
        var args = new ArrayList<Expr>(List.of(rawText(), new Text(letters), new Text(start + letters + end), prefix));
        args.addAll(List.of(attributes));
        return new Expr.Call(Op.WORD, List.copyOf(args), Type.BOOLEAN);
    }

    /// What all that a word stands for begins with, if no other letters than those of either case are taken for it.
    private static String prefix(Glob word) {
        List<String> parts = word.parts();
        boolean open = parts.size() == 2 && parts.getLast().isEmpty();
        return open && PLAIN.matcher(parts.getFirst()).matches() ? lower(parts.getFirst()) : "";
    }

    private static String escape(String part) {
        return part.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }

    private static Expr lower(Expr text) {
        return call(Op.LOWER, Type.TEXT, text);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
