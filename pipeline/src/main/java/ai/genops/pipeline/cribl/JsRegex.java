package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A regular expression of JavaScript, `/…/flags`, as Java writes it.
///
/// @param pattern for [Pattern], with its flags in it
record JsRegex(String pattern, String flags) {
    private static final Pattern LITERAL = Pattern.compile("/(.+)/([a-z]*)", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)\\(\\?<([A-Za-z_$][\\w$]*)>");

    static JsRegex read(Section section, String key, Steps steps) {
        String text = section.text(key);
        Matcher literal = LITERAL.matcher(text);
        String flags = literal.matches() ? literal.group(2) : "";
        String unknown = flags.replaceAll("[gimsu]", "");
        steps.problems()
                .require(
                        unknown.isEmpty(),
                        section.at(key),
                        "the flags `" + unknown + "` have no equivalent here",
                        "There are g, i, m, s and u.");
        String inline = flags.replaceAll("[^ims]", "");
        String body = javas(literal.matches() ? literal.group(1) : text);
        return new JsRegex(inline.isEmpty() ? body : "(?" + inline + ")" + body, flags);
    }

    boolean isGlobal() {
        return flags.contains("g");
    }

    List<String> names() {
        return GROUP.matcher(pattern).results().map(found -> found.group(1)).toList();
    }

    /// With groups that have numbers alone, where nothing in it refers to their names: Java's names have no `_`.
    String unnamed() {
        return pattern.contains("\\k<") ? pattern : GROUP.matcher(pattern).replaceAll("(");
    }

    /// Within a set of characters `[` and `&&` mean more to Java; `\/` is no escape there.
    private static String javas(String body) {
        StringBuilder java = new StringBuilder(body.length());
        boolean inSet = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\\' && i + 1 < body.length()) {
                char escaped = body.charAt(++i);
                java.append(escaped == '/' ? "/" : "\\" + escaped);
            } else if (inSet && (c == '[' || c == '&')) {
                java.append('\\').append(c);
            } else {
                inSet = c == '[' || (inSet && c != ']');
                java.append(c);
            }
        }
        return java.toString();
    }
}
