package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;

/// Takes apart a template of plain text.
final class TextTemplate {
    private TextTemplate() {}

    static List<Template.Part> parse(String source, Holes holes) {
        List<Template.Part> parts = new ArrayList<>();
        var fixed = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            if (!holes.beginsAt(at)) {
                fixed.append(source.charAt(at++));
                continue;
            }
            Holes.Hole hole = holes.read(at, false);
            fixed.append(hole.text());
            if (hole.expression() != null) {
                flush(fixed, parts);
                parts.add(new Template.Part.InText(hole.expression()));
            }
            at = hole.end();
        }
        flush(fixed, parts);
        return parts;
    }

    static void flush(StringBuilder fixed, List<Template.Part> parts) {
        if (!fixed.isEmpty()) {
            parts.add(new Template.Part.Fixed(fixed.toString()));
            fixed.setLength(0);
        }
    }
}
