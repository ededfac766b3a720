package ai.genops.pipeline.lookup.match;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bounds what regular expressions may do for one value: Java's can take exponential time, so they read the value
/// through this, and are given up after [#MOST] characters read, all of one lookup's together.
final class Steps implements CharSequence {
    static final int MOST = 1_000_000;

    private String text = "";
    private int left = MOST;
    private int gaveUp;

    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMany() {
            super(null, null, false, false);
        }
    }

    void begin() {
        left = MOST;
        gaveUp = 0;
    }

    /// How long the first match is; -1: none. One that was given up counts as not found.
    int find(Pattern pattern, String value) {
        text = value;
        try {
            Matcher matcher = pattern.matcher(this);
            return matcher.find() ? matcher.end() - matcher.start() : -1;
        } catch (TooMany | StackOverflowError _) {
            gaveUp++;
            return -1;
        }
    }

    int gaveUp() {
        return gaveUp;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooMany();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
