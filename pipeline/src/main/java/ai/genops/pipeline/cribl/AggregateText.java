package ai.genops.pipeline.cribl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An aggregate as Cribl writes it: `sum(bytes).where(status == 200).as(total)`.
///
/// @param arguments of the function, at its commas
/// @param where null without one
/// @param as null without one
record AggregateText(
        String function,
        List<String> arguments,
        @Nullable String where,
        @Nullable String as) {
    /// Null for what is none.
    static @Nullable AggregateText read(String text) {
        String function = null;
        List<String> arguments = List.of();
        String where = null;
        String as = null;
        for (int at = 0; at < text.length(); ) {
            int open = text.indexOf('(', at);
            int close = open < 0 ? -1 : closing(text, open);
            if (close < 0) {
                return null;
            }
            String name = text.substring(at, open).strip();
            List<String> inside = split(text.substring(open + 1, close));
            if (function == null && name.matches("\\w+")) {
                function = name;
                arguments = inside;
            } else if (function != null && name.equals(".where")) {
                where = String.join(", ", inside);
            } else if (function != null && name.equals(".as") && inside.size() == 1) {
                as = inside.getFirst().replaceAll("^(['\"])(.*)\\1$", "$2");
            } else {
                return null;
            }
            at = close + 1;
            if (text.substring(at).isBlank()) {
                at = text.length();
            }
        }
        return function == null ? null : new AggregateText(function, arguments, where, as);
    }

    /// Where the bracket at `open` closes; -1: nowhere.
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            i = behindText(text, i);
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += opens(c) - closes(c);
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            i = behindText(text, i);
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += opens(c) - closes(c);
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        String last = text.substring(from).strip();
        if (!last.isEmpty() || !parts.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    /// The place itself, or if a quoted text begins there, its last quote.
    private static int behindText(String text, int at) {
        char quote = text.charAt(at);
        if (quote != '\'' && quote != '"' && quote != '`') {
            return at;
        }
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static int opens(char c) {
        return "([{".indexOf(c) >= 0 ? 1 : 0;
    }

    private static int closes(char c) {
        return ")]}".indexOf(c) >= 0 ? 1 : 0;
    }
}
