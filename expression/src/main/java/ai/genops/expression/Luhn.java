package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// The check sum of card and device numbers (ISO/IEC 7812-1, annex B), over the digits of a text.
final class Luhn {
    private Luhn() {}

    /// The sum with every second digit from the right doubled; 0 is valid when taken modulo 10.
    static int sum(String text) {
        int sum = 0;
        boolean twice = false;
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = digit(text.charAt(i));
            if (digit >= 0) {
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum;
    }

    /// Whether it has from `fewest` to `most` digits, between them at most spaces and hyphens, and the sum is right.
    static boolean isNumber(String text, int fewest, int most) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (digit(c) >= 0) {
                digits++;
            } else if (c != ' ' && c != '-') {
                return false;
            }
        }
        return digits >= fewest && digits <= most && sum(text) % 10 == 0;
    }

    static boolean isValid(String text) {
        return text.chars().anyMatch(c -> digit((char) c) >= 0) && sum(text) % 10 == 0;
    }

    /// `text` with its digits replaced by `mark`, but `unmasked` of them: the first, if negative the last.
    static String masked(String text, double unmasked, @Nullable Object mark) {
        String by = mark == null ? "X" : Values.text(mark);
        int digits = (int) text.chars().filter(c -> digit((char) c) >= 0).count();
        var masked = new StringBuilder(text.length());
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (digit(c) < 0) {
                masked.append(c);
            } else {
                boolean shown = unmasked >= 0 ? seen < unmasked : seen >= digits + unmasked;
                masked.append(shown ? String.valueOf(c) : by);
                seen++;
                Limits.checkText(masked.length());
            }
        }
        return masked.toString();
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }
}
