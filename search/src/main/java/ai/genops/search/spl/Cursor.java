package ai.genops.search.spl;

import ai.genops.search.report.SearchException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a query's text from left to right. SPL has no single set of tokens, each command reads its arguments
/// its own way; this holds the ways they share. White space and comments (between three backticks) are skipped
/// before each read.
public final class Cursor {
    private static final String NAME_END = "|,()[]=<>!\"'`";
    private static final String COMMENT = "```";

    private final String text;
    private int position;

    public Cursor(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// Where the next thing starts.
    public int here() {
        skip();
        return position;
    }

    /// Where the last thing ended.
    public int position() {
        return position;
    }

    public void back(int to) {
        position = to;
    }

    /// The character at a distance from the present place; 0 behind the end.
    char ahead(int distance) {
        int at = position + distance;
        return at < text.length() ? text.charAt(at) : 0;
    }

    public char peek() {
        skip();
        return ahead(0);
    }

    /// The next character as it stands, white space included.
    char take() {
        return text.charAt(position++);
    }

    /// At the end of the command: a pipe, a closing bracket, or the end of the text.
    public boolean atEnd() {
        char next = peek();
        return (next == 0 && position >= text.length()) || next == '|' || next == ']';
    }

    public boolean accept(String symbol) {
        skip();
        boolean found = text.startsWith(symbol, position);
        position += found ? symbol.length() : 0;
        return found;
    }

    public void expect(String symbol, String where) {
        if (!accept(symbol)) {
            throw error("`%s` expected %s, found %s".formatted(symbol, where, found()), null);
        }
    }

    /// Accepts a word regardless of case, if it is not the beginning of a longer one.
    public boolean acceptWord(String word) {
        return acceptWord(word, true);
    }

    /// As [#acceptWord], but upper case only.
    boolean acceptUpper(String word) {
        return acceptWord(word, false);
    }

    private boolean acceptWord(String word, boolean anyCase) {
        skip();
        char after = ahead(word.length());
        boolean found = text.regionMatches(anyCase, position, word, 0, word.length())
                && !isWordPart(after)
                && after != '='
                && after != '.';
        position += found ? word.length() : 0;
        return found;
    }

    /// A word of letters, digits and `_`; empty if there is none.
    public String word() {
        skip();
        int start = position;
        while (isWordPart(ahead(0))) {
            position++;
        }
        return text.substring(start, position);
    }

    /// `name=` of an option, in lower case, if it is one of those given; null leaves the cursor where it was.
    public @Nullable String option(String... names) {
        int start = here();
        String word = word().toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && accept("=")) {
            for (String name : names) {
                if (name.equals(word)) {
                    return name;
                }
            }
        }
        back(start);
        return null;
    }

    /// Whether `word=` comes next, of any word.
    public boolean comesOption() {
        int start = here();
        boolean found = !word().isEmpty() && accept("=");
        back(start);
        return found;
    }

    /// The value of an option: quoted, or up to white space or a comma.
    public String optionValue() {
        return peek() == '"' ? quoted() : name("a value");
    }

    /// A field's name: in double or single quotes, or everything up to white space or punctuation. `*` is a
    /// wildcard.
    public String name(String what) {
        char first = peek();
        if (first == '"' || first == '\'') {
            return quoted();
        }
        int start = position;
        while (position < text.length() && !isNameEnd(ahead(0))) {
            position++;
        }
        if (position == start) {
            throw error("%s expected, found %s".formatted(what, found()), null);
        }
        return text.substring(start, position);
    }

    /// Text in quotes, without them; a backslash keeps a quote or itself.
    public String quoted() {
        int start = here();
        char quote = take();
        var value = new StringBuilder();
        while (position < text.length()) {
            char c = take();
            if (c == quote) {
                return value.toString();
            }
            value.append(c == '\\' && (ahead(0) == quote || ahead(0) == '\\') ? take() : c);
        }
        throw new SearchException(
                "quote without its closing " + quote,
                text,
                start,
                "Close it, or write \\" + quote + " for a quote inside.");
    }

    public SearchException error(String message, @Nullable String hint) {
        return new SearchException(message, text, here(), hint);
    }

    /// Passes over `[...]`, with brackets inside and in text in quotes; the text between.
    public String bracketed() {
        int start = here();
        expect("[", "");
        int depth = 1;
        while (depth > 0 && position < text.length()) {
            char next = peek();
            if (next == '"') {
                quoted();
            } else if (next != 0) {
                depth += next == '[' ? 1 : next == ']' ? -1 : 0;
                position++;
            }
        }
        if (depth > 0) {
            throw new SearchException("subsearch without its closing ]", text, start, null);
        }
        return text.substring(start + 1, position - 1);
    }

    /// Passes over the rest of a command: to the next pipe, or the bracket that closes the search it stands in.
    public String rest() {
        int start = here();
        while (!atEnd()) {
            if (peek() == '[') {
                bracketed();
            } else if (peek() == '"') {
                quoted();
            } else {
                position++;
            }
        }
        return text.substring(start, position);
    }

    public SearchException errorAt(int at, String message, @Nullable String hint) {
        return new SearchException(message, text, at, hint);
    }

    /// The word at a place, for an error.
    public String wordAt(int at) {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end);
    }

    /// What stands here, for an error.
    public String found() {
        char next = peek();
        if (position >= text.length()) {
            return "the end";
        }
        int end = position + 1;
        while (isWordPart(next) && end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return "`" + text.substring(position, end) + "`";
    }

    private void skip() {
        while (position < text.length()) {
            if (Character.isWhitespace(ahead(0))) {
                position++;
            } else if (text.startsWith(COMMENT, position)) {
                int end = text.indexOf(COMMENT, position + COMMENT.length());
                if (end < 0) {
                    throw new SearchException("comment without its closing ```", text, position, null);
                }
                position = end + COMMENT.length();
            } else {
                return;
            }
        }
    }

    static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isNameEnd(char c) {
        return Character.isWhitespace(c) || NAME_END.indexOf(c) >= 0;
    }
}
