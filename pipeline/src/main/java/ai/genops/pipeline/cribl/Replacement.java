package ai.genops.pipeline.cribl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An expression of texts and groups, `'a' + g1` or `` `a${g1}` ``, as a pattern and a text with `$1`.
record Replacement(String pattern, String text) {
    private static final Pattern PART = Pattern.compile(
            "\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|`((?:[^`\\\\]|\\\\.)*)`|g(\\d)|(C\\.Mask\\.REDACTED))\\s*(\\+|$)");
    private static final Pattern HOLE = Pattern.compile("\\$\\{\\s*g(\\d)\\s*}");

    /// Null if it is more than that.
    static @Nullable Replacement of(String expression, JsRegex regex) {
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(expression);
        int at = 0;
        boolean more = true;
        while (more && part.find(at) && part.start() == at) {
            String piece = piece(part);
            if (piece == null) {
                return null;
            }
            text.append(piece);
            at = part.end();
            more = part.group(6).equals("+");
        }
        return more || at < expression.length() ? null : whole(text.toString(), regex);
    }

    /// Groups are `\0` to `\9` as single characters until the text is complete.
    private static @Nullable String piece(Matcher part) {
        if (part.group(4) != null) {
            return String.valueOf((char) Integer.parseInt(part.group(4)));
        }
        if (part.group(5) != null) {
            return "REDACTED";
        }
        if (part.group(3) != null) {
            String template = HOLE.matcher(part.group(3))
                    .replaceAll(
                            hole -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hole.group(1)))));
            return template.contains("${") ? null : plain(template);
        }
        return plain(part.group(1) != null ? part.group(1) : part.group(2));
    }

    private static @Nullable String plain(String literal) {
        String plain = literal.replaceAll("\\\\(['\"`\\\\$])", "$1");
        return plain.contains("\\") ? null : plain;
    }

    /// For the whole match the pattern gets a group around it.
    private static @Nullable Replacement whole(String text, JsRegex regex) {
        boolean all = text.indexOf(0) >= 0;
        boolean refersBack =
                Pattern.compile("\\\\[1-9]").matcher(regex.pattern()).find();
        if ((all && refersBack) || Pattern.compile("\\$[1-9]").matcher(text).find()) {
            return null;
        }
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int group = c + (all ? 1 : 0);
            if (c > 9) {
                ours.append(c);
            } else if (group > 9 || group > regex.groups() + (all ? 1 : 0)) {
                return null;
            } else {
                ours.append('$').append(group);
            }
        }
        return new Replacement(all ? "(" + regex.pattern() + ")" : regex.pattern(), ours.toString());
    }
}
