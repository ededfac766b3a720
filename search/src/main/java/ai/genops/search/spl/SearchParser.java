package ai.genops.search.spl;

import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Reads the language of `search`: terms and comparisons side by side mean AND. From loosest to tightest: AND,
/// OR, NOT; the words count in upper case only.
public final class SearchParser {
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "=", "<", ">");
    private static final int MAX_DEPTH = 200;

    private final Cursor in;
    private final List<String> stops;
    private int depth;

    /// Reads from where the cursor is.
    ///
    /// @param stops words that end the condition, where a command goes on after it; `name=` for an option
    public SearchParser(Cursor in, String... stops) {
        this.in = in;
        this.stops = List.of(stops);
    }

    /// The condition that an event is in this index, or one matching a pattern.
    public static Condition index(String pattern, int at) {
        return new Condition.Compare("index", "=", List.of(Glob.parse(pattern)), at);
    }

    /// Up to the end of the command.
    public Condition parse() {
        Condition result = ended() ? new Condition.All() : and();
        if (!ended()) {
            throw in.error("%s does not belong here".formatted(in.found()), "A bracket too many?");
        }
        return result;
    }

    private Condition and() {
        if (++depth > MAX_DEPTH) {
            throw in.error("condition nested more than %d deep".formatted(MAX_DEPTH), null);
        }
        var conditions = new ArrayList<Condition>();
        do {
            conditions.add(or());
            in.acceptUpper("AND");
        } while (!ended() && in.peek() != ')');
        depth--;
        return one(conditions, Condition.And::new);
    }

    private boolean ended() {
        int at = in.here();
        boolean stop = in.atEnd() || stops.stream().anyMatch(this::acceptStop);
        in.back(at);
        return stop;
    }

    private boolean acceptStop(String stop) {
        return stop.endsWith("=") ? in.option(stop.substring(0, stop.length() - 1)) != null : in.acceptWord(stop);
    }

    private Condition or() {
        var conditions = new ArrayList<Condition>();
        do {
            conditions.add(not());
        } while (in.acceptUpper("OR"));
        return one(conditions, Condition.Or::new);
    }

    private Condition not() {
        return in.acceptUpper("NOT") ? new Condition.Not(not()) : primary();
    }

    private Condition primary() {
        char next = in.peek();
        if (in.accept("(")) {
            if (in.accept(")")) {
                return new Condition.All();
            }
            Condition inner = and();
            in.expect(")", "to close the bracket");
            return inner;
        }
        if (next == '`') {
            throw in.error("macros are not known here", "Write out what the macro stands for.");
        }
        if (next == '[') {
            int at = in.here();
            in.bracketed();
            return new Condition.Subsearch(at);
        }
        return comparisonOrTerm();
    }

    private Condition comparisonOrTerm() {
        int at = in.here();
        boolean quoted = in.peek() == '"';
        String first = quoted ? glob() : token("=<>!");
        if (first.isEmpty() && !quoted) {
            throw in.error("a term or comparison expected, found " + in.found(), null);
        }
        int after = in.here();
        for (String operator : OPERATORS) {
            if (in.accept(operator)) {
                return compare(first, operator.equals("==") ? "=" : operator, at);
            }
        }
        if (in.acceptWord("IN") && in.accept("(")) {
            return new Condition.Compare(first, "=", list(), at);
        }
        in.back(after);
        return quoted ? new Condition.Term(Glob.parse(first), at) : term(first, at);
    }

    /// `TERM(x)` and `CASE(x)` say how Splunk's index is used; the text is what matters here.
    private Condition term(String first, int at) {
        if ((first.equals("TERM") || first.equals("CASE")) && in.accept("(")) {
            String text = in.peek() == '"' ? glob() : token("");
            in.expect(")", "after " + first + "(...");
            return new Condition.Term(Glob.parse(text), at);
        }
        return new Condition.Term(Glob.parse(first), at);
    }

    private Condition compare(String field, String operator, int at) {
        if (in.atEnd() || in.peek() == ')') {
            throw in.error(
                    "a value expected after `%s%s`".formatted(field, operator), "For an empty value write \"\".");
        }
        int valueAt = in.here();
        boolean quoted = in.peek() == '"';
        String value = quoted ? glob() : token("");
        if (value.isEmpty() && !quoted) {
            throw new SearchException("a value expected, found " + in.found(), in.text(), valueAt, null);
        }
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "earliest" -> new Condition.TimeBound(true, unquoted(value), valueAt);
            case "latest" -> new Condition.TimeBound(false, unquoted(value), valueAt);
            default -> new Condition.Compare(field, operator, List.of(Glob.parse(value)), at);
        };
    }

    private static String unquoted(String value) {
        return Glob.parse(value).text();
    }

    private List<Glob> list() {
        var values = new ArrayList<Glob>();
        while (in.accept(",")) {
            // A comma too many, as people leave it when they edit a list.
        }
        while (!in.accept(")")) {
            boolean quoted = in.peek() == '"';
            String value = quoted ? glob() : token(",");
            if (value.isEmpty() && !quoted) {
                throw in.error("a value or `)` expected in IN (...), found " + in.found(), null);
            }
            values.add(Glob.parse(value));
            while (in.accept(",")) {
                // As above.
            }
        }
        return List.copyOf(values);
    }

    /// Text in double quotes with its escapes left for [Glob#parse].
    private String glob() {
        int start = in.here();
        in.take();
        var value = new StringBuilder();
        for (char c = in.ahead(0); c != 0; c = in.ahead(0)) {
            in.take();
            if (c == '"') {
                return value.toString();
            }
            value.append(c);
            if (c == '\\' && in.ahead(0) != 0) {
                value.append(in.take());
            }
        }
        throw new SearchException("quote without its closing \"", in.text(), start, "Close it, or write \\\" inside.");
    }

    /// Characters up to white space, a bracket, a pipe, or one of those given.
    private String token(String stops) {
        in.here();
        var value = new StringBuilder();
        for (char c = in.ahead(0); c != 0; c = in.ahead(0)) {
            if (Character.isWhitespace(c) || "()|[]\"`".indexOf(c) >= 0 || stops.indexOf(c) >= 0) {
                break;
            }
            value.append(in.take());
        }
        return value.toString();
    }

    private static Condition one(List<Condition> conditions, Function<List<Condition>, Condition> several) {
        return conditions.size() == 1 ? conditions.getFirst() : several.apply(List.copyOf(conditions));
    }
}
