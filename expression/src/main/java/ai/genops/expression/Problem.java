package ai.genops.expression;

/// Something wrong or doubtful at a place of a source text. Line and column count from 1, the offset from 0.
public record Problem(String message, int offset, int line, int column) {
    /// A problem at an offset of `source`, which is moved into it if it is outside.
    public static Problem at(String source, int offset, String message) {
        int place = Math.clamp(offset, 0, source.length());
        int line = 1;
        int start = 0;
        for (int i = 0; i < place; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Problem(message, place, line, place - start + 1);
    }

    /// The message with its place, the line it is on, and a caret under the place.
    public String render(String source) {
        int start = source.lastIndexOf('\n', offset - 1) + 1;
        int end = source.indexOf('\n', start);
        String text = source.substring(start, end < 0 ? source.length() : end);
        String indent = text.substring(0, Math.min(column - 1, text.length())).replaceAll("[^\t]", " ");
        return "line " + line + ", column " + column + ": " + message + "\n    " + text + "\n    " + indent + "^";
    }
}
