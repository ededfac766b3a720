package ai.genops.pipeline.processor.parse;

import ai.genops.event.JsonBuffer;
import ai.genops.event.ValueText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How names and values become a text: the inverse of [TextParser]. Safe for concurrent use.
public sealed interface Written {
    String text(Map<?, ?> values);

    /// A JSON object (RFC 8259).
    record Json(boolean plainNames) implements Written {
        @Override
        public String text(Map<?, ?> values) {
            Map<?, ?> named = values;
            if (plainNames) {
                Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(values.size());
                values.forEach((name, value) -> plain.put(plain(name), value));
                named = plain;
            }
            return new JsonBuffer(256).value(named).toString();
        }
    }

    /// `name=value`, one after the other. A value in which something would end it is quoted, with backslashes.
    record Pairs(String between, String delimiter, boolean plainNames) implements Written {
        @Override
        public String text(Map<?, ?> values) {
            return values.entrySet().stream()
                    .map(pair -> (plainNames ? plain(pair.getKey()) : pair.getKey())
                            + delimiter
                            + quoted(flat(pair.getValue())))
                    .collect(Collectors.joining(between));
        }

        private String quoted(String value) {
            boolean plain = !value.isEmpty()
                    && !value.contains(between)
                    && value.chars().noneMatch(c -> c == '"' || c == '\'' || c == '\\' || c < ' ');
            return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /// A line of columns (RFC 4180): one that is missing is empty.
    record Line(List<String> columns, char delimiter, char quote) implements Written {
        @Override
        public String text(Map<?, ?> values) {
            return columns.stream()
                    .map(column -> quoted(flat(values.get(column))))
                    .collect(Collectors.joining(String.valueOf(delimiter)));
        }

        private String quoted(String value) {
            boolean plain = value.chars().noneMatch(c -> c == delimiter || c == quote || c == '\n' || c == '\r');
            String mark = String.valueOf(quote);
            return plain ? value : mark + value.replace(mark, mark + mark) + mark;
        }
    }

    private static String plain(@Nullable Object name) {
        return String.valueOf(name).replaceAll("[^\\p{L}\\p{N}_]", "_");
    }

    private static String flat(@Nullable Object value) {
        return value == null ? "" : ValueText.of(value);
    }
}
