package ai.genops.pipeline.lookup.match;

/// The longest text that a regular expression cannot match without. It understands plain expressions and gives up
/// with an empty text, which is always right, at whatever it does not: alternatives, flags, look-around, quoting.
final class RequiredText {
    /// Escapes that stand for one character of a class, or for a place.
    private static final String SIMPLE_ESCAPES = "dDwWsSbBAzZntrfhHvVRG";

    private final String regex;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int depth;
    private int i;

    private RequiredText(String regex) {
        this.regex = regex;
    }

    static String of(String regex) {
        var reader = new RequiredText(regex);
        return reader.read() ? reader.longest : "";
    }

    private boolean read() {
        while (i < regex.length()) {
            if (!next(regex.charAt(i))) {
                return false;
            }
            i++;
        }
        flush();
        return depth == 0;
    }

    /// False: not understood.
    private boolean next(char c) {
        switch (c) {
            case '\\' -> {
                return escape();
            }
            case '[' -> {
                flush();
                return skipClass();
            }
            case '(' -> {
                flush();
                depth++;
                return !regex.startsWith("(?", i) || regex.startsWith("(?:", i);
            }
            case ')' -> depth--;
            case '|' -> {
                return depth > 0;
            }
            case '?', '*' -> dropLast();
            case '{' -> {
                dropLast();
                i = regex.indexOf('}', i);
                return i > 0;
            }
            case '.', '^', '$', '+' -> flush();
            default -> literal(c);
        }
        return true;
    }

    private boolean escape() {
        if (++i == regex.length()) {
            return false;
        }
        char c = regex.charAt(i);
        if (SIMPLE_ESCAPES.indexOf(c) >= 0) {
            flush();
            return true;
        }
        literal(c);
        return !Character.isLetterOrDigit(c);
    }

    private boolean skipClass() {
        int open = 0;
        for (; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
                if (i < regex.length() && (regex.charAt(i) == 'Q' || regex.charAt(i) == 'E')) {
                    return false;
                }
            } else if (c == '[') {
                open++;
                if (regex.startsWith("[]", i) || regex.startsWith("[^]", i)) {
                    return false;
                }
            } else if (c == ']' && --open == 0) {
                return true;
            }
        }
        return false;
    }

    private void literal(char c) {
        if (depth == 0) {
            run.append(c);
        }
    }

    /// What stands before may be absent.
    private void dropLast() {
        if (!run.isEmpty()) {
            int last = run.codePointBefore(run.length());
            run.setLength(run.length() - Character.charCount(last));
        }
        flush();
    }

    private void flush() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }
}
