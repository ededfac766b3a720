package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;

/// Writes a JavaScript regular expression (ECMA-262, 22.2.1 and B.1.2) as one of Java's that finds the same.
/// Throws IllegalArgumentException for what JavaScript does not accept.
final class RegexTranslator {
    private static final String SPACE = "\\s\\x{a0}\\x{feff}\\x{2028}\\x{2029}\\p{Zs}";
    private static final String LINE_END = "[\\n\\r\\x{2028}\\x{2029}]";

    private final String source;
    private final boolean multiline;
    private final boolean dotAll;
    private final boolean unicode;
    private final StringBuilder java = new StringBuilder();
    private final List<String> groupNames = new ArrayList<>();
    private final int groups;
    private int at;

    RegexTranslator(String source, String flags) {
        this.source = source;
        this.multiline = flags.indexOf('m') >= 0;
        this.dotAll = flags.indexOf('s') >= 0;
        this.unicode = flags.indexOf('u') >= 0;
        this.groups = countGroups(source);
    }

    List<String> groupNames() {
        return groupNames;
    }

    String translate() {
        boolean repeatable = false;
        while (at < source.length()) {
            char c = source.charAt(at++);
            boolean quantifier = c == '*' || c == '+' || c == '?' || (c == '{' && isCount());
            if (quantifier && !repeatable) {
                throw new IllegalArgumentException("nothing to repeat before " + c);
            }
            if (quantifier) {
                quantifier(c);
            } else {
                term(c);
            }
            repeatable = !quantifier && c != '|' && c != '^' && c != '(';
        }
        return java.toString();
    }

    private void term(char c) {
        switch (c) {
            case '\\' -> escape(false);
            case '[' -> set();
            case '(' -> group();
            case '.' -> java.append(dotAll ? "." : "[^\\n\\r\\x{2028}\\x{2029}]");
            case '^' -> java.append(multiline ? "(?:\\A|(?<=" + LINE_END + "))" : "\\A");
            case '$' -> java.append(multiline ? "(?=" + LINE_END + "|\\z)" : "\\z");
            case '{', '}', ']' -> java.append('\\').append(c);
            default -> java.append(c);
        }
    }

    private void quantifier(char c) {
        java.append(c);
        if (c == '{') {
            int end = source.indexOf('}', at) + 1;
            for (String count : source.substring(at, end - 1).split(",", 2)) {
                if (count.length() > 4 || (!count.isEmpty() && Integer.parseInt(count) > Limits.REPEAT)) {
                    throw new IllegalArgumentException("a count of " + count + " is more than " + Limits.REPEAT);
                }
            }
            java.append(source, at, end);
            at = end;
        }
        if (at < source.length() && source.charAt(at) == '?') {
            java.append('?');
            at++;
        }
    }

    /// Whether a count such as `2}`, `2,}` or `2,3}` follows; otherwise the brace is itself.
    private boolean isCount() {
        int end = source.indexOf('}', at);
        return end > at && source.substring(at, end).matches("\\d+(,\\d*)?");
    }

    private void group() {
        java.append('(');
        if (at >= source.length() || source.charAt(at) != '?') {
            groupNames.add("");
            return;
        }
        for (String kind : List.of("?:", "?=", "?!", "?<=", "?<!")) {
            if (source.startsWith(kind, at)) {
                java.append(kind);
                at += kind.length();
                return;
            }
        }
        int end = source.indexOf('>', at);
        String name = source.startsWith("?<", at) && end > 0 ? source.substring(at + 2, end) : "";
        if (!name.matches("[A-Za-z_$][\\w$]*")) {
            throw new IllegalArgumentException(
                    "a group cannot begin with (?" + source.substring(at + 1).split("", 2)[0]);
        }
        groupNames.add(name);
        at = end + 1;
    }

    private void set() {
        java.append('[');
        boolean negative = at < source.length() && source.charAt(at) == '^';
        if (negative) {
            at++;
        }
        if (at < source.length() && source.charAt(at) == ']') {
            java.setLength(java.length() - 1);
            java.append(negative ? "[\\s\\S]" : "(?!)");
            at++;
            return;
        }
        java.append(negative ? "^" : "");
        while (at < source.length() && source.charAt(at) != ']') {
            char c = source.charAt(at++);
            switch (c) {
                case '\\' -> escape(true);
                case '[', '&', '^', '#' -> java.append('\\').append(c);
                default -> java.append(c);
            }
        }
        if (at++ >= source.length()) {
            throw new IllegalArgumentException("a [ has no ]");
        }
        java.append(']');
    }

    private void escape(boolean inSet) {
        if (at >= source.length()) {
            throw new IllegalArgumentException("it ends in a backslash");
        }
        char c = source.charAt(at++);
        switch (c) {
            case 'd', 'D', 'w', 'W', 't', 'n', 'r', 'f' -> java.append('\\').append(c);
            case 's' -> java.append(inSet ? SPACE : "[" + SPACE + "]");
            case 'S' -> java.append("[^" + SPACE + "]");
            case 'b' -> java.append(inSet ? "\\x08" : "\\b");
            case 'B' -> java.append(inSet ? "B" : "\\B");
            case 'v' -> java.append("\\x0B");
            case 'c' -> control();
            case 'x' -> code(2);
            case 'u' -> unicode();
            case 'k' -> namedReference();
            case 'p', 'P' -> property(c);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digit(inSet);
            default -> literal(c);
        }
    }

    private void literal(char c) {
        if (c < 128 && !Character.isLetterOrDigit(c)) {
            java.append('\\');
        }
        java.append(c);
    }

    private void control() {
        if (at < source.length() && Character.toString(source.charAt(at)).matches("[A-Za-z]")) {
            java.append(String.format("\\x%02x", source.charAt(at++) % 32));
        } else {
            java.append("\\\\c");
        }
    }

    private void code(int digits) {
        String hex = source.substring(at, Math.min(at + digits, source.length()));
        if (hex.matches("[0-9A-Fa-f]{" + digits + "}")) {
            java.append("\\x{").append(hex).append('}');
            at += digits;
        } else {
            java.append(digits == 2 ? 'x' : 'u');
        }
    }

    private void unicode() {
        int end = source.indexOf('}', at);
        if (unicode && at < source.length() && source.charAt(at) == '{' && end > 0) {
            java.append("\\x").append(source, at, end + 1);
            at = end + 1;
        } else {
            code(4);
        }
    }

    private void property(char c) {
        int end = source.indexOf('}', at);
        if (!unicode || at >= source.length() || source.charAt(at) != '{' || end < 0) {
            java.append(c);
            return;
        }
        java.append('\\').append(c).append(source, at, end + 1);
        at = end + 1;
    }

    private void namedReference() {
        int end = source.indexOf('>', at);
        String name = at < source.length() && source.charAt(at) == '<' && end > 0 ? source.substring(at + 1, end) : "";
        int group = groupNames.indexOf(name) + 1;
        if (name.isEmpty() || group == 0) {
            throw new IllegalArgumentException("\\k names no group before it");
        }
        java.append("(?:\\").append(group).append(')');
        at = end + 1;
    }

    private void digit(boolean inSet) {
        int end = at;
        while (end < source.length() && Character.isDigit(source.charAt(end))) {
            end++;
        }
        String number = source.substring(at - 1, end);
        at = end;
        if (number.equals("0")) {
            java.append("\\x00");
        } else if (inSet || number.length() > 2 || Integer.parseInt(number) > groups) {
            throw new IllegalArgumentException("\\" + number + " refers to no group");
        } else {
            java.append("(?:\\").append(number).append(')');
        }
    }

    private static int countGroups(String source) {
        int count = 0;
        boolean inSet = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                inSet = true;
            } else if (c == ']') {
                inSet = false;
            } else if (c == '(' && !inSet) {
                boolean special = source.startsWith("?", i + 1);
                boolean named = source.startsWith("?<", i + 1)
                        && !source.startsWith("=", i + 3)
                        && !source.startsWith("!", i + 3);
                count += !special || named ? 1 : 0;
            }
        }
        return count;
    }
}
