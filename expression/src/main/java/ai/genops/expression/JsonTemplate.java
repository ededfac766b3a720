package ai.genops.expression;

import ai.genops.event.JsonBuffer;
import java.util.ArrayList;
import java.util.List;

/// Takes apart a template whose text is JSON (RFC 8259) with holes: a hole may stand inside a string or in place of a
/// value. Spaces between the tokens are dropped.
final class JsonTemplate {
    private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";

    private final String source;
    private final Holes holes;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private int at;

    JsonTemplate(String source, Holes holes) {
        this.source = source;
        this.holes = holes;
    }

    List<Template.Part> parse() {
        try {
            value(0);
            if (peek() != 0) {
                throw new Invalid("the JSON ends here, but more text follows");
            }
        } catch (Invalid e) {
            holes.problems().error(at, "not valid JSON: " + e.getMessage());
        }
        TextTemplate.flush(fixed, parts);
        return parts;
    }

    private void value(int depth) {
        if (depth > Limits.DEPTH) {
            throw new Invalid("nested deeper than " + Limits.DEPTH);
        }
        switch (peek()) {
            case '{' -> members('{', '}', depth + 1);
            case '[' -> members('[', ']', depth + 1);
            case '"' -> string();
            case '$' -> hole();
            default -> word();
        }
    }

    /// An object or an array, which is an object without names.
    private void members(char open, char close, int depth) {
        take(open);
        if (peek() != close) {
            member(open, depth);
            while (peek() == ',') {
                take(',');
                member(open, depth);
            }
        }
        if (peek() != close) {
            throw new Invalid("a , or " + close + " is expected, found " + found());
        }
        take(close);
    }

    private void member(char open, int depth) {
        if (open == '{') {
            if (peek() != '"') {
                throw new Invalid("a name in double quotes is expected, found " + found());
            }
            string();
            if (peek() != ':') {
                throw new Invalid("a : is expected, found " + found());
            }
            take(':');
        }
        value(depth);
    }

    private void take(char c) {
        fixed.append(c);
        at++;
    }

    private void string() {
        take('"');
        while (at < source.length() && source.charAt(at) != '"') {
            if (holes.beginsAt(at)) {
                holeInString();
            } else if (source.charAt(at) == '\\') {
                escape();
            } else if (source.charAt(at) < ' ') {
                throw new Invalid("a text may not contain a line end or tab; write \\n or \\t");
            } else {
                take(source.charAt(at));
            }
        }
        if (at >= source.length()) {
            throw new Invalid("a text has no closing quote");
        }
        take('"');
    }

    private void escape() {
        String rest = source.substring(at, Math.min(at + 6, source.length()));
        if (!rest.matches("(?s)\\\\([\"\\\\/bfnrt].*|u[0-9A-Fa-f]{4})")) {
            throw new Invalid("there is no escape " + rest.substring(0, Math.min(2, rest.length())));
        }
        take('\\');
        take(source.charAt(at));
    }

    private void holeInString() {
        Holes.Hole hole = holes.read(at, true);
        at = hole.end();
        fixed.append(new JsonBuffer(64).insideText(hole.text()));
        if (hole.expression() != null) {
            TextTemplate.flush(fixed, parts);
            parts.add(new Template.Part.InString(hole.expression()));
        }
    }

    private void hole() {
        if (!holes.beginsAt(at)) {
            throw new Invalid("a value is expected, found $; a $ before a hole has to be inside quotes");
        }
        Holes.Hole hole = holes.read(at, false);
        at = hole.end();
        if (hole.expression() != null) {
            TextTemplate.flush(fixed, parts);
            parts.add(new Template.Part.Value(hole.expression()));
        } else {
            fixed.append(new JsonBuffer(64).text(hole.text()));
        }
        if (at < source.length() && ",]} \n\r\t".indexOf(source.charAt(at)) < 0) {
            throw new Invalid("a hole that is a value stands alone; inside quotes it may have text around it");
        }
    }

    private void word() {
        int from = at;
        int end = at;
        while (end < source.length() && ",]}: \n\r\t\"$".indexOf(source.charAt(end)) < 0) {
            end++;
        }
        String word = source.substring(from, end);
        if (!word.equals("true") && !word.equals("false") && !word.equals("null") && !word.matches(NUMBER)) {
            throw new Invalid("a value is expected, found " + (word.isEmpty() ? found() : "`" + word + "`"));
        }
        fixed.append(word);
        at = end;
        if (at < source.length() && source.charAt(at) == '$') {
            throw new Invalid("a hole next to a number or word has to be inside quotes");
        }
    }

    /// The next character that is no space; 0 at the end.
    private char peek() {
        while (at < source.length() && " \n\r\t".indexOf(source.charAt(at)) >= 0) {
            at++;
        }
        return at < source.length() ? source.charAt(at) : 0;
    }

    private String found() {
        return at < source.length() ? "`" + source.charAt(at) + "`" : "the end";
    }

    /// Carries the first error out of the parser.
    private static final class Invalid extends RuntimeException {
        Invalid(String message) {
            super(message, null, false, false);
        }
    }
}
