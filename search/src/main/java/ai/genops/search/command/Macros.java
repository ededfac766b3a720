package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts in place of `` `name` `` and `` `name(a, "b")` `` what they stand for, before a query is read. In text in
/// double quotes and in comments a backtick is only a backtick. Rules: Splunk, Knowledge Manager Manual, "Use search
/// macros in searches".
public final class Macros {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_LENGTH = 1_000_000;
    private static final int MAX_CALLS = 10_000;
    private static final String COMMENT = "```";

    private final Map<String, Macro> macros;
    private int calls;

    private Macros(Map<String, Macro> macros) {
        this.macros = macros;
    }

    /// The query without macros.
    ///
    /// @throws SearchException if a macro is not known, has other arguments, or goes round in a circle
    public static String expand(String spl, Map<String, Macro> macros) {
        return spl.indexOf('`') < 0 ? spl : new Macros(macros).expand(spl, 0);
    }

    private String expand(String text, int depth) {
        var out = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int end = plainEnd(text, from);
            out.append(text, from, end);
            if (end < text.length()) {
                int close = text.indexOf('`', end + 1);
                out.append(expanded(Call.read(text, end, close), depth));
                end = close + 1;
            }
            if (out.length() > MAX_LENGTH) {
                throw new SearchException("macros make the query too long", text, from, null);
            }
            from = end;
        }
        return out.toString();
    }

    /// Where the next macro begins, or the text ends; text in quotes and comments are passed over.
    static int plainEnd(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) != '`' || text.startsWith(COMMENT, i))) {
            if (text.startsWith(COMMENT, i)) {
                int end = text.indexOf(COMMENT, i + COMMENT.length());
                i = end < 0 ? text.length() : end + COMMENT.length();
            } else {
                i = text.charAt(i) == '"' ? quoteEnd(text, i) : i + 1;
            }
        }
        return i;
    }

    private static int quoteEnd(String text, int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }

    /// A macro's name and the values it is called with.
    ///
    /// @param at where it stands in the text
    record Call(String name, List<String> values, String text, int at) {
        static Call read(String text, int open, int close) {
            if (close < 0) {
                throw new SearchException("macro without its closing `", text, open, null);
            }
            String call = text.substring(open + 1, close).strip();
            int bracket = call.indexOf('(');
            String name = bracket < 0 ? call : call.substring(0, bracket).strip();
            List<String> values = bracket < 0 || !call.endsWith(")")
                    ? List.of()
                    : arguments(call.substring(bracket + 1, call.length() - 1));
            return new Call(name, values, text, open);
        }

        SearchException error(String message, @Nullable String hint) {
            return new SearchException(message, text, at, hint);
        }
    }

    private String expanded(Call call, int depth) {
        if (depth == MAX_DEPTH) {
            throw call.error("macros nested more than %d deep".formatted(MAX_DEPTH), null);
        }
        if (++calls > MAX_CALLS) {
            throw call.error("more than %,d macros in one query".formatted(MAX_CALLS), null);
        }
        return expand(find(call, macros).with(call.values), depth + 1);
    }

    /// @throws SearchException if there is none of this name with so many arguments
    static Macro find(Call call, Map<String, Macro> macros) {
        int count = call.values.size();
        Macro macro = macros.get(count == 0 ? call.name : "%s(%d)".formatted(call.name, count));
        Macro plain = macro == null ? macros.get(call.name) : macro;
        if (plain != null && plain.arguments().size() == count) {
            return plain;
        }
        throw call.error("there is no macro `%s`%s".formatted(call.name, with(count)), hint(call.name, count, macros));
    }

    private static String with(int arguments) {
        return arguments == 0 ? "" : arguments == 1 ? " with 1 argument" : " with %d arguments".formatted(arguments);
    }

    private static String hint(String name, int count, Map<String, Macro> macros) {
        Set<Integer> others = new TreeSet<>();
        for (String key : macros.keySet()) {
            if (key.equals(name)) {
                others.add(0);
            } else if (key.startsWith(name + "(")) {
                others.add(Integer.valueOf(key.substring(name.length() + 1, key.length() - 1)));
            }
        }
        if (!others.isEmpty() && !others.contains(count)) {
            String counts = others.stream().map(String::valueOf).collect(Collectors.joining(" or "));
            return "`%s` takes %s.".formatted(name, counts.equals("0") ? "none" : counts);
        }
        List<String> names = macros.keySet().stream()
                .map(key -> key.replaceFirst("\\(\\d+\\)$", ""))
                .distinct()
                .sorted()
                .toList();
        String nearest = Nearest.to(name, names);
        return nearest == null
                ? "Write out what the macro stands for, or define it."
                : "Did you mean `%s`?".formatted(nearest);
    }

    /// Commas in quotes or brackets separate nothing; quotes around an argument go.
    private static List<String> arguments(String text) {
        var values = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = quoteEnd(text, i) - 1;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                values.add(argument(text.substring(from, i)));
                from = i + 1;
            }
        }
        if (!text.isBlank()) {
            values.add(argument(text.substring(from)));
        }
        return values;
    }

    private static String argument(String text) {
        String value = text.strip();
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
