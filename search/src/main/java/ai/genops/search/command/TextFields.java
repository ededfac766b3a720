package ai.genops.search.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds fields in a text.
interface TextFields {
    Pattern ELEMENT = Pattern.compile("<([\\w:.-]+)(?:\\s[^<>]*)?>([^<]*)</\\1>");

    /// By name, each with its values in their order.
    Map<String, List<String>> of(String text);

    TextFields XML = text -> {
        var fields = new LinkedHashMap<String, List<String>>();
        Matcher element = ELEMENT.matcher(text);
        while (element.find()) {
            fields.computeIfAbsent(element.group(1), _ -> new ArrayList<>()).add(unescaped(element.group(2)));
        }
        return fields;
    };

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /// `key=value` pairs: any of the characters `pairs` stands between pairs, any of `values` between key and value; a
    /// value in double quotes may hold all of them. Of several values of a key the first counts.
    static TextFields pairs(String pairs, String values) {
        String between = "[" + escaped(values) + "]";
        String value = "\"((?:[^\"\\\\]|\\\\.)*)\"|([^" + escaped(pairs) + "]+)";
        Pattern pair = Pattern.compile("(?:^|[" + escaped(pairs) + "])\\s*([^\\s\"" + escaped(pairs + values)
                + "]+)\\s?" + between + "\\s?(?:" + value + ")");
        return text -> {
            var fields = new LinkedHashMap<String, List<String>>();
            Matcher matcher = pair.matcher(text);
            while (matcher.find()) {
                String found = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                fields.putIfAbsent(matcher.group(1).replaceAll("\\W", "_"), List.of(found.strip()));
            }
            return fields;
        };
    }

    private static String escaped(String characters) {
        return characters.replaceAll("[\\\\\\[\\]^&-]", "\\\\$0");
    }
}
