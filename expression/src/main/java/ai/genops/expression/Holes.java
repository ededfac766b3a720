package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the holes of a template and compiles what is in them.
final class Holes {
    private static final Pattern SETTING = Pattern.compile("[A-Z][A-Z0-9_]*");

    private final String source;
    private final Scope scope;
    private final Function<String, @Nullable String> settings;
    private final Problems problems;
    private final List<String> unset = new ArrayList<>();

    Holes(String source, Scope scope, Function<String, @Nullable String> settings) {
        this.source = source;
        this.scope = scope;
        this.settings = settings;
        this.problems = new Problems(source);
    }

    /// What is in a hole: an expression, or a text that is known already. `end` is behind the hole.
    record Hole(@Nullable Expression expression, String text, int end) {}

    boolean beginsAt(int at) {
        return source.startsWith("${", at);
    }

    /// The hole that begins at a place.
    Hole read(int at, boolean inString) {
        int end = end(at + 2);
        if (end < 0) {
            problems.error(at, "this hole has no end: a } is missing");
            return new Hole(null, "", source.length());
        }
        String inside = source.substring(at + 2, end);
        String name = inside.strip();
        if (SETTING.matcher(name).matches() && !scope.knows(name)) {
            return new Hole(null, setting(name), end + 1);
        }
        // Within a JSON string quotes have to be written escaped.
        String javaScript = inString ? inside.replace("\\\"", "\"") : inside;
        return new Hole(compile(javaScript, at + 2), "", end + 1);
    }

    private String setting(String name) {
        String value = settings.apply(name);
        if (value != null) {
            return value;
        }
        if (!unset.contains(name)) {
            unset.add(name);
        }
        return "";
    }

    private @Nullable Expression compile(String javaScript, int at) {
        try {
            Expression expression = Expression.compile(javaScript, scope);
            problems.include(List.of(), expression.notes(), at);
            return expression;
        } catch (ExpressionException e) {
            problems.include(e.problems(), List.of(), at);
            return null;
        }
    }

    /// Where the brace stands that closes a hole, or -1. Braces in texts do not count.
    private int end(int from) {
        int depth = 0;
        int i = from;
        while (i >= 0 && i < source.length()) {
            char c = source.charAt(i);
            if (c == '}' && depth-- == 0) {
                return i;
            }
            depth += c == '{' ? 1 : 0;
            i = switch (c) {
                case '\'', '"' -> behindText(i + 1, c);
                case '`' -> behindTemplate(i + 1);
                case '\\' -> i + 2;
                default -> i + 1;
            };
        }
        return -1;
    }

    private int behindText(int from, char quote) {
        int i = from;
        while (i < source.length() && source.charAt(i) != quote) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return i < source.length() ? i + 1 : -1;
    }

    private int behindTemplate(int from) {
        int i = from;
        while (i >= 0 && i < source.length() && source.charAt(i) != '`') {
            if (beginsAt(i)) {
                int end = end(i + 2);
                i = end < 0 ? -1 : end + 1;
            } else {
                i += source.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return i < source.length() ? i + 1 : -1;
    }

    Problems problems() {
        return problems;
    }

    List<String> unset() {
        return List.copyOf(unset);
    }
}
