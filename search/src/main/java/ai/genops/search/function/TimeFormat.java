package ai.genops.search.function;

import java.util.Map;
import java.util.regex.Pattern;

/// Formats of `strftime` as Splunk writes them, in the engine's letters, which are C's.
final class TimeFormat {
    private static final Map<String, String> DIFFERENT = Map.of(
            "%T", "%H:%M:%S",
            "%F", "%Y-%m-%d",
            "%D", "%m/%d/%y",
            "%R", "%H:%M",
            "%e", "%-d",
            "%3N", "%g",
            "%N", "%n",
            "%6N", "%f",
            "%Q", "%g",
            "%3Q", "%g");
    private static final Pattern LETTER = Pattern.compile("%\\d?[A-Za-z%]");

    private TimeFormat() {}

    static String translate(String format) {
        return LETTER.matcher(format)
                .replaceAll(found ->
                        DIFFERENT.getOrDefault(found.group(), found.group()).replace("\\", "\\\\"));
    }
}
