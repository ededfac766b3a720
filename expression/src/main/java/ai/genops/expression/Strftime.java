package ai.genops.expression;

import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Times as text by a pattern of `%` and a letter, with the letters of d3-time-format; `-`, `_` or `0` between them
/// says how to pad.
final class Strftime {
    private Strftime() {}

    static String format(OffsetDateTime time, String pattern) {
        var out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                out.append(c);
                continue;
            }
            char letter = pattern.charAt(++i);
            char pad = letter == 'e' ? ' ' : '0';
            if ("-_0".indexOf(letter) >= 0 && i + 1 < pattern.length()) {
                pad = letter == '_' ? ' ' : letter;
                letter = pattern.charAt(++i);
            }
            append(time, letter, pad, out);
            Limits.checkText(out.length());
        }
        return out.toString();
    }

    private static void append(OffsetDateTime time, char letter, char pad, StringBuilder out) {
        switch (letter) {
            case 'a' -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'A' -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'b' -> out.append(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'B' -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'p' -> out.append(time.getHour() < 12 ? "AM" : "PM");
            case 'Z' -> out.append("+0000");
            case '%' -> out.append('%');
            case 'c' -> out.append(format(time, "%x, %X"));
            case 'x' -> out.append(format(time, "%-m/%-d/%Y"));
            case 'X' -> out.append(format(time, "%-I:%M:%S %p"));
            case 'Q' -> out.append(time.toInstant().toEpochMilli());
            case 's' -> out.append(time.toEpochSecond());
            default -> number(time, letter, pad, out);
        }
    }

    private static void number(OffsetDateTime time, char letter, char pad, StringBuilder out) {
        int day = time.getDayOfWeek().getValue();
        switch (letter) {
            case 'd', 'e' -> padded(time.getDayOfMonth(), 2, pad, out);
            case 'f' -> padded(time.getNano() / 1_000, 6, pad, out);
            case 'g' -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, pad, out);
            case 'G' -> padded(time.get(IsoFields.WEEK_BASED_YEAR), 4, pad, out);
            case 'H' -> padded(time.getHour(), 2, pad, out);
            case 'I' -> padded((time.getHour() + 11) % 12 + 1, 2, pad, out);
            case 'j' -> padded(time.getDayOfYear(), 3, pad, out);
            case 'L' -> padded(time.getNano() / 1_000_000, 3, pad, out);
            case 'm' -> padded(time.getMonthValue(), 2, pad, out);
            case 'M' -> padded(time.getMinute(), 2, pad, out);
            case 'q' -> out.append((time.getMonthValue() + 2) / 3);
            case 'S' -> padded(time.getSecond(), 2, pad, out);
            case 'u' -> out.append(day);
            case 'U' -> padded((time.getDayOfYear() + 6 - day % 7) / 7, 2, pad, out);
            case 'V' -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, pad, out);
            case 'w' -> out.append(day % 7);
            case 'W' -> padded((time.getDayOfYear() + 6 - (day + 6) % 7) / 7, 2, pad, out);
            case 'y' -> padded(time.getYear() % 100, 2, pad, out);
            case 'Y' -> padded(time.getYear(), 4, pad, out);
            default -> throw new EvaluationException("a time has no %" + letter);
        }
    }

    private static void padded(int number, int width, char pad, StringBuilder out) {
        String digits = Integer.toString(number);
        out.append(pad == '-' ? "" : String.valueOf(pad).repeat(Math.max(0, width - digits.length())))
                .append(digits);
    }
}
