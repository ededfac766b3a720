package ai.genops.expression;

import ai.genops.expression.Lookups.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.KeywordLiteral;
import org.mozilla.javascript.ast.StringLiteral;

/// Resolves `C.Lookup('table', 'column').match(value, 'other')`: table and columns are found when the expression is
/// compiled, only the row when it runs.
final class InlineLookups {
    private static final Map<String, Match> KINDS = Map.of(
            "C.Lookup", Match.EXACT,
            "C.LookupIgnoreCase", Match.IGNORE_CASE,
            "C.LookupCIDR", Match.CIDR,
            "C.LookupRegex", Match.REGEX);

    private final Resolver resolver;
    private final Lookups lookups;

    InlineLookups(Resolver resolver, Lookups lookups) {
        this.resolver = resolver;
        this.lookups = lookups;
    }

    static boolean isLookup(String function) {
        return KINDS.containsKey(function);
    }

    /// `made` is the call of `C.Lookup`, `call` the one of its `match`.
    Node resolve(String function, FunctionCall made, FunctionCall call) {
        List<AstNode> given = made.getArguments();
        String table = given.isEmpty() ? null : text(given.getFirst());
        if (table == null
                || call.getArguments().isEmpty()
                || call.getArguments().size() > 2) {
            return resolver.error(
                    made,
                    "write `" + function + "('table', 'column').match(value, 'column')`, with the names in quotes");
        }
        String name = lookups.names().contains(table) ? table : table.replaceFirst("\\.csv(\\.gz)?$|\\.mmdb$", "");
        if (!lookups.names().contains(name)) {
            return resolver.error(
                    given.getFirst(), "there is no lookup `" + name + "`" + DidYouMean.of(name, lookups.names()));
        }
        Match match = match(function, given);
        List<String> columns = lookups.columns(name);
        String key = given.size() < 2 ? columns.getFirst() : text(given.get(1));
        if (key == null || !columns.contains(key)) {
            return unknown(given.get(1), name, key, columns);
        }
        try {
            return found(function, call, name, lookups.table(name, key, match));
        } catch (Lookups.UnusableException e) {
            return resolver.error(
                    made, "the lookup `" + name + "` cannot be used by `" + function + "`: " + e.getMessage());
        }
    }

    private static Match match(String function, List<AstNode> given) {
        boolean ignoreCase = given.size() > 3
                && given.get(3) instanceof KeywordLiteral flag
                && flag.getType() == org.mozilla.javascript.Token.TRUE;
        Match match = KINDS.getOrDefault(function, Match.EXACT);
        return ignoreCase && match == Match.EXACT ? Match.IGNORE_CASE : match;
    }

    private Node found(String function, FunctionCall call, String name, Lookups.Table table) {
        Node value = resolver.resolve(call.getArguments().getFirst());
        List<String> columns = lookups.columns(name);
        if (call.getArguments().size() < 2) {
            return called(function, Type.BOOLEAN, value, call, (key, time) -> table.row(key, time) != null);
        }
        AstNode wanted = call.getArguments().get(1);
        List<AstNode> names = wanted instanceof ArrayLiteral array ? array.getElements() : List.of(wanted);
        List<Integer> places = new ArrayList<>();
        for (AstNode column : names) {
            String text = text(column);
            if (text == null || !columns.contains(text)) {
                return unknown(column, name, text, columns);
            }
            places.add(columns.indexOf(text));
        }
        if (!(wanted instanceof ArrayLiteral)) {
            int place = places.getFirst();
            return called(function, Type.ANY, value, call, (key, time) -> cell(table.row(key, time), place));
        }
        return called(
                function, Type.ANY, value, call, (key, time) -> cells(table.row(key, time), places, columns.size()));
    }

    private Node called(String function, Type type, Node value, FunctionCall call, Search search) {
        var body = Function.of(
                function,
                2,
                type,
                arguments -> search.by(Arguments.text(arguments, 1), Arguments.number(arguments, 0)));
        // The event's time also keeps a row found by a constant from being taken for a constant: tables change.
        return new Node.Call(body, List.of(new Node.Given(BuiltIn.TIME), value), resolver.at(call));
    }

    private interface Search {
        @Nullable
        Object by(String key, double seconds);
    }

    /// A table of text is text, whatever it looks like.
    private static @Nullable Object cell(@Nullable Object @Nullable [] row, int place) {
        return row == null || place >= row.length || row[place] == null ? null : Values.text(row[place]);
    }

    private static @Nullable Object cells(@Nullable Object @Nullable [] row, List<Integer> places, int all) {
        if (row == null) {
            return null;
        }
        List<@Nullable Object> cells = new ArrayList<>();
        for (int i = 0; i < (places.isEmpty() ? all : places.size()); i++) {
            cells.add(cell(row, places.isEmpty() ? i : places.get(i)));
        }
        return cells;
    }

    private Node unknown(AstNode at, String table, @Nullable String column, List<String> columns) {
        Set<String> known = new HashSet<>(columns);
        return resolver.error(
                at,
                column == null
                        ? "the name of a column has to be a text in quotes"
                        : "the lookup `" + table + "` has no column `" + column + "`" + DidYouMean.of(column, known));
    }

    private static @Nullable String text(AstNode ast) {
        return ast instanceof StringLiteral literal ? literal.getValue() : null;
    }
}
