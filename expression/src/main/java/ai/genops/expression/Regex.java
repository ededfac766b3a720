package ai.genops.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression. Unchanging, unlike JavaScript's: it does not remember where the last match ended.
final class Regex {
    private final String source;
    private final String flags;
    private final Pattern pattern;
    private final List<String> groupNames;

    private final @Nullable Budget budget;

    private Regex(String source, String flags, Pattern pattern, List<String> groupNames, @Nullable Budget budget) {
        this.source = source;
        this.flags = flags;
        this.pattern = pattern;
        this.groupNames = groupNames;
        this.budget = budget;
    }

    /// Throws IllegalArgumentException saying what is wrong.
    static Regex of(String source, String flags) {
        int options = 0;
        for (int i = 0; i < flags.length(); i++) {
            options |= switch (flags.charAt(i)) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'g', 'u', 'y' -> 0;
                default ->
                    throw new IllegalArgumentException(
                            "the flag " + flags.charAt(i) + " is not available; there are g, i, m, s, u and y");
            };
        }
        var translator = new RegexTranslator(source, flags);
        String java = translator.translate();
        try {
            String sticky = flags.indexOf('y') >= 0 ? "\\G(?:" + java + ")" : java;
            return new Regex(source, flags, Pattern.compile(sticky, options), translator.groupNames(), null);
        } catch (IllegalArgumentException | StackOverflowError e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("nested too deep");
            throw new IllegalArgumentException("it cannot be read: " + reason, e);
        }
    }

    boolean isGlobal() {
        return has('g');
    }

    /// Whether each match has to begin where the last one ended, the first at the start.
    boolean isSticky() {
        return has('y');
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /// The same, looking at no more than `shared` allows.
    Regex within(Budget shared) {
        return new Regex(source, flags, pattern, groupNames, shared);
    }

    /// `source`, `flags` and what the flags say; undefined for any other name.
    @Nullable
    Object member(String name) {
        return switch (name) {
            case "source" -> source;
            case "flags" -> flags;
            case "global" -> has('g');
            case "ignoreCase" -> has('i');
            case "multiline" -> has('m');
            case "dotAll" -> has('s');
            case "unicode" -> has('u');
            case "sticky" -> has('y');
            case "lastIndex" -> 0.0;
            default -> null;
        };
    }

    /// The names of the groups by number, from 1; an unnamed one is empty.
    List<String> groupNames() {
        return groupNames;
    }

    /// Calls `use` with a matcher that gives up when it looks at too many characters.
    <T> T over(String text, Use<T> use) {
        try {
            return use.with(
                    pattern.matcher(new Metered(text, 0, text.length(), budget == null ? new Budget() : budget)));
        } catch (StackOverflowError e) {
            throw tooExpensive();
        }
    }

    /// What is done with a matcher.
    interface Use<T> {
        T with(Matcher matcher);
    }

    boolean test(String text) {
        return over(text, Matcher::find);
    }

    @Override
    public String toString() {
        return "/" + source + "/" + flags;
    }

    private static EvaluationException tooExpensive() {
        return new EvaluationException("the regular expression takes too long on this text");
    }

    /// How many characters may still be looked at.
    static final class Budget {
        private int left = Limits.REGEX_STEPS;

        void spend() {
            if (--left < 0) {
                throw tooExpensive();
            }
        }
    }

    /// Text that counts how often it is looked at: backtracking looks at the same characters again and again.
    private record Metered(String text, int from, int to, Budget budget) implements CharSequence {
        @Override
        public char charAt(int index) {
            budget.spend();
            return text.charAt(from + index);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(text, from + start, from + end, budget);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
