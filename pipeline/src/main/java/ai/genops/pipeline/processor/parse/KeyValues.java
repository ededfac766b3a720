package ai.genops.pipeline.processor.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/// `key=value` pairs: `user=ann took=12 note="a \\"b\\" c"`. A value in double or single quotes may hold anything, a
/// backslash in it takes the next character as it is. What has no `=` is passed over. Of a key that comes twice the
/// last value counts. Values are texts.
///
/// @param pairs what stands between two pairs
/// @param separator what stands between key and value
public record KeyValues(String pairs, String separator) implements TextParser {
    @Override
    public Map<String, Object> parse(String text) throws UnparsableException {
        Map<String, Object> found = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int separated = text.indexOf(separator, at);
            if (separated < 0) {
                break;
            }
            int start = Math.max(at, wordStart(text, at, separated));
            String key = text.substring(start, separated).strip();
            int valueAt = separated + separator.length();
            at = value(text, valueAt, key, found);
            if (found.size() > MAX_NAMES) {
                throw new UnparsableException("more than " + MAX_NAMES + " pairs");
            }
        }
        if (found.isEmpty()) {
            throw new UnparsableException("has no `key" + separator + "value`");
        }
        return found;
    }

    /// Words before the key that belong to no pair are passed over.
    private int wordStart(String text, int from, int separated) {
        String before = text.substring(from, separated);
        int last = before.stripTrailing().lastIndexOf(pairs);
        return last < 0 ? from : from + last + pairs.length();
    }

    /// Puts the value that begins at `start`, and says where the next pair begins.
    private int value(String text, int start, String key, Map<String, Object> found) throws UnparsableException {
        char quote = start < text.length() ? text.charAt(start) : 0;
        boolean quoted = quote == '"' || quote == '\'';
        int end = quoted ? closing(text, start) : text.indexOf(pairs, start);
        end = end < 0 ? text.length() : end;
        String value = quoted
                ? unescaped(text, start + 1, end)
                : text.substring(start, end).strip();
        if (!key.isEmpty()) {
            found.put(key, value);
        }
        int next = quoted ? text.indexOf(pairs, end + 1) : end;
        return next < 0 ? text.length() : next + pairs.length();
    }

    private static int closing(String text, int start) throws UnparsableException {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == text.charAt(start)) {
                return i;
            }
        }
        throw new UnparsableException("a quote at character " + (start + 1) + " is not closed");
    }

    private static String unescaped(String text, int from, int to) {
        if (text.indexOf('\\', from) < 0) {
            return text.substring(from, to);
        }
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' && i + 1 < to ? text.charAt(++i) : c);
        }
        return plain.toString();
    }
}
