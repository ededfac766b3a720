package ai.genops.search.knowledge;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values in place of `$name$` in a text, all at once: what a value says is not replaced again.
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([^$\\s]+)\\$");

    private Placeholders() {}

    static String filled(String text, Map<String, String> values) {
        return values.isEmpty()
                ? text
                : PLACEHOLDER
                        .matcher(text)
                        .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }

    static boolean areIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }
}
