package ai.genops.pipeline.processor.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that a regular expression may look at only so often: backtracking looks at the same characters again and
/// again, and a pattern that takes minutes on one text must not stop a pipeline. As many looks as an expression has
/// for a regular expression, or eight for each character of a long text.
public final class BoundedText implements CharSequence {
    private static final int MAX_LOOKS = 2_000_000;

    private final String text;
    private final int from;
    private final int to;
    private final int[] left;

    /// The limit was passed.
    public static final class TooLongException extends RuntimeException {
        TooLongException() {
            super("a regular expression takes too long", null, false, false);
        }
    }

    private BoundedText(String text, int from, int to, int[] left) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.left = left;
    }

    /// A matcher that throws [TooLongException] rather than going on for long.
    public static Matcher matcher(Pattern pattern, String text) {
        int looks = (int) Math.max(MAX_LOOKS, Math.min(Integer.MAX_VALUE, text.length() * 8L));
        return pattern.matcher(new BoundedText(text, 0, text.length(), new int[] {looks}));
    }

    @Override
    public char charAt(int index) {
        if (--left[0] < 0) {
            throw new TooLongException();
        }
        return text.charAt(from + index);
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text, from + start, from + end, left);
    }

    @Override
    public String toString() {
        return text.substring(from, to);
    }
}
