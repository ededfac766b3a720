package ai.genops.search.spl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Text in which `*` stands for anything: the parts between the stars.
public record Glob(List<String> parts) {

    /// Reads a pattern.
    ///
    /// @param source as written, with `\*` for a star meant as such
    public static Glob parse(String source) {
        var parts = new java.util.ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '*') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < source.length() && "*\\\"".indexOf(source.charAt(i + 1)) >= 0) {
                part.append(source.charAt(++i));
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new Glob(List.copyOf(parts));
    }

    public static Glob literal(String text) {
        return new Glob(List.of(text));
    }

    public boolean isLiteral() {
        return parts.size() == 1;
    }

    public boolean matchesEverything() {
        return parts.size() > 1 && parts.stream().allMatch(String::isEmpty);
    }

    /// The text, with stars.
    public String text() {
        return String.join("*", parts);
    }

    /// As a pattern of SQL's LIKE with `\` as escape.
    public String like() {
        return parts.stream().map(Glob::escape).collect(Collectors.joining("%"));
    }

    public boolean matches(String value) {
        String pattern = parts.stream()
                .map(part -> java.util.regex.Pattern.quote(part.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(".*"));
        return value.toLowerCase(Locale.ROOT).matches("(?s)" + pattern);
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
