package ai.genops.pipeline.processor.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The named groups of a regular expression where it is found first. A group that took no part is left out. Unlike
/// Java's, their names may hold `_`, as in JavaScript.
public final class Groups implements TextParser {
    private static final Pattern NAME = Pattern.compile("(?<!\\\\)\\(\\?<([A-Za-z_]\\w*)>|\\\\k<([A-Za-z_]\\w*)>");

    private final Pattern pattern;
    private final List<String> names;
    private final int[] places;

    private Groups(Pattern pattern) {
        this.pattern = pattern;
        List<Map.Entry<String, Integer>> groups = pattern.namedGroups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .toList();
        names = groups.stream().map(group -> written(group.getKey())).toList();
        places = groups.stream().mapToInt(Map.Entry::getValue).toArray();
    }

    /// Throws [java.util.regex.PatternSyntaxException].
    public static Groups of(String pattern) {
        return new Groups(Pattern.compile(NAME.matcher(pattern).replaceAll(found -> {
            boolean isGroup = found.group(1) != null;
            String name = javas(isGroup ? found.group(1) : found.group(2));
            return Matcher.quoteReplacement((isGroup ? "(?<" : "\\k<") + name + ">");
        })));
    }

    /// A name of Java's begins with a letter and has no `_`, which is written as `QU` here, and `Q` as `QQ`.
    private static String javas(String name) {
        return "G" + name.replace("Q", "QQ").replace("_", "QU");
    }

    private static String written(String name) {
        StringBuilder written = new StringBuilder(name.length());
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            written.append(c != 'Q' ? c : name.charAt(++i) == 'U' ? '_' : 'Q');
        }
        return written.toString();
    }

    /// In the order they stand in.
    public List<String> names() {
        return names;
    }

    @Override
    public Map<String, Object> parse(String text) throws UnparsableException {
        try {
            Matcher matcher = BoundedText.matcher(pattern, text);
            if (!matcher.find()) {
                throw new UnparsableException("does not match");
            }
            Map<String, Object> found = LinkedHashMap.newLinkedHashMap(names.size());
            for (int i = 0; i < places.length; i++) {
                String value = matcher.group(places[i]);
                if (value != null) {
                    found.put(names.get(i), value);
                }
            }
            return found;
        } catch (BoundedText.TooLongException | StackOverflowError _) {
            throw new UnparsableException("the regular expression takes too long on this text");
        }
    }
}
