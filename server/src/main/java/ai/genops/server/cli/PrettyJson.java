package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.server.trial.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON for people: what fits on a line stands on one, what does not has a member or element on each.
final class PrettyJson {
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private PrettyJson(int width) {
        this.width = width;
    }

    /// The lines of a text, those that are JSON laid out.
    static List<String> lines(String text, int width) {
        var pretty = new PrettyJson(width);
        Object whole = JsonValues.ofText(text);
        if (whole instanceof Map || whole instanceof List) {
            pretty.add("", "", whole, "");
        } else {
            for (String line : text.lines().toList()) {
                Object value = JsonValues.ofText(line);
                pretty.add("", "", value instanceof Map || value instanceof List ? value : new Verbatim(line), "");
            }
        }
        return pretty.lines;
    }

    private record Verbatim(String line) {}

    static String compact(@Nullable Object value) {
        return new JsonBuffer(64).value(value).toString();
    }

    /// As many on a line as fit.
    private void members(String indent, Map<?, ?> map) {
        StringBuilder line = new StringBuilder(indent);
        int left = map.size();
        for (var member : map.entrySet()) {
            String name = compact(member.getKey()) + ": ";
            String comma = --left > 0 ? "," : "";
            String flat = name + compact(member.getValue()) + comma;
            if (line.length() > indent.length() && line.length() + flat.length() > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(indent.length());
            }
            if (indent.length() + flat.length() > width) {
                add(indent, name, member.getValue(), comma);
            } else {
                line.append(flat).append(' ');
            }
        }
        if (line.length() > indent.length()) {
            lines.add(line.toString().stripTrailing());
        }
    }

    private void add(String indent, String before, @Nullable Object value, String after) {
        if (value instanceof Verbatim(String line)) {
            lines.add(line);
            return;
        }
        String flat = indent + before + compact(value) + after;
        if (flat.length() <= width || !(value instanceof Map || value instanceof List)) {
            lines.add(flat);
        } else if (value instanceof Map<?, ?> map) {
            lines.add(indent + before + "{");
            members(indent + "  ", map);
            lines.add(indent + "}" + after);
        } else if (value instanceof List<?> list) {
            lines.add(indent + before + "[");
            int left = list.size();
            for (Object element : list) {
                add(indent + "  ", "", element, --left > 0 ? "," : "");
            }
            lines.add(indent + "]" + after);
        }
    }
}
