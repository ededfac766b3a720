package ai.genops.search.report;

import org.jspecify.annotations.Nullable;

/// A search that cannot run, told to the person who wrote it.
public final class SearchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final @Nullable String hint;
    private final String excerpt;

    /// @param offset where in the text, in characters from its start
    /// @param hint what to write instead; null if there is nothing to say
    public SearchException(String message, String text, int offset, @Nullable String hint) {
        super(message);
        int at = Math.clamp(offset, 0, text.length());
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
        this.line =
                (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        this.column = at - start + 1;
        this.hint = hint;
        this.excerpt = excerpt(text.substring(start, end), at - start);
    }

    /// Counted from 1.
    public int line() {
        return line;
    }

    /// Counted from 1, in characters.
    public int column() {
        return column;
    }

    public @Nullable String hint() {
        return hint;
    }

    /// The whole report: message with place, the line with a caret under the place, the hint.
    public String report() {
        return "line %d, column %d: %s\n%s%s"
                .formatted(line, column, getMessage(), excerpt, hint == null ? "" : "\n" + hint);
    }

    private static String excerpt(String source, int at) {
        int from = Math.max(0, at - 60);
        int to = Math.min(source.length(), at + 60);
        String shown = source.substring(from, to).replace('\t', ' ');
        return "  " + shown + "\n  " + " ".repeat(at - from) + "^";
    }
}
