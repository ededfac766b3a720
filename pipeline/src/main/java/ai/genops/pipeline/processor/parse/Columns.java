package ai.genops.pipeline.processor.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One line of values between delimiters (RFC 4180): a value in quotes may hold delimiters and line ends, a quote in it
/// is doubled. An empty value without quotes is left out, as is a column named `_`. More values than columns are an
/// error, fewer are not.
public record Columns(List<String> names, char delimiter, char quote) implements TextParser {
    @Override
    public Map<String, Object> parse(String text) throws UnparsableException {
        Map<String, Object> found = LinkedHashMap.newLinkedHashMap(names.size());
        int at = 0;
        int column = 0;
        boolean more = true;
        while (more) {
            if (column == names.size()) {
                throw new UnparsableException("has more than " + names.size() + " values");
            }
            StringBuilder value = new StringBuilder();
            boolean quoted = at < text.length() && text.charAt(at) == quote;
            int end = quoted ? quoted(text, at, value) : plain(text, at, value);
            String name = names.get(column++);
            if (!name.equals("_") && (quoted || !value.isEmpty())) {
                found.put(name, value.toString());
            }
            more = end < text.length();
            if (more && text.charAt(end) != delimiter) {
                throw new UnparsableException("something follows the closing quote at character " + end);
            }
            at = end + 1;
        }
        return found;
    }

    private int plain(String text, int from, StringBuilder value) {
        int end = text.indexOf(delimiter, from);
        end = end < 0 ? text.length() : end;
        value.append(text, Math.min(from, end), end);
        return end;
    }

    private int quoted(String text, int from, StringBuilder value) throws UnparsableException {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != quote) {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                value.append(c);
                i++;
            } else {
                return i + 1;
            }
        }
        throw new UnparsableException("the quote at character " + (from + 1) + " is not closed");
    }
}
