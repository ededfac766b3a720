package ai.genops.pipeline.processor.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The named groups of a regular expression where it is found first. A group that took no part is left out.
public final class Groups implements TextParser {
    private final Pattern pattern;
    private final List<String> names;

    public Groups(Pattern pattern) {
        this.pattern = pattern;
        this.names = pattern.namedGroups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
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
            for (String name : names) {
                String value = matcher.group(name);
                if (value != null) {
                    found.put(name, value);
                }
            }
            return found;
        } catch (BoundedText.TooLongException | StackOverflowError _) {
            throw new UnparsableException("the regular expression takes too long on this text");
        }
    }
}
