package ai.genops.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a time from text by a pattern as [Strftime] writes it. One text, one use.
final class Strptime {
    private static final List<String> UTC = List.of("Z", "GMT", "UTC", "UT");

    private final String text;
    private final String pattern;
    private final ZoneId zone;
    private int at;
    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private double fraction;
    private int afternoon = -1;
    /// What the text says of its zone; null: nothing.
    private @Nullable ZoneOffset offset;
    private double epoch = Double.NaN;

    /// @param zone of a text that names none
    Strptime(String text, String pattern, ZoneId zone) {
        this.text = text;
        this.pattern = pattern;
        this.zone = zone;
    }

    /// Milliseconds since 1970; NaN if the text is not of the pattern. `strict`: nothing may follow.
    double millis(boolean strict) {
        try {
            if (!read(pattern) || (strict && at < text.length())) {
                return Double.NaN;
            }
            if (!Double.isNaN(epoch)) {
                return epoch;
            }
            LocalDate date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
            int hours = afternoon < 0 ? hour : hour % 12 + 12 * afternoon;
            return date.atTime(hours, minute, second)
                            .atZone(offset == null ? zone : offset)
                            .toInstant()
                            .toEpochMilli()
                    + Math.floor(fraction * 1000);
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private boolean read(String form) {
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            boolean letter = c == '%' && i + 1 < form.length();
            if (letter && "-_0".indexOf(form.charAt(i + 1)) >= 0) {
                i++;
            }
            if (letter ? !part(form.charAt(Math.min(++i, form.length() - 1))) : !literal(c)) {
                return false;
            }
        }
        return true;
    }

    private boolean literal(char c) {
        return at < text.length() && text.charAt(at++) == c;
    }

    private boolean part(char letter) {
        return switch (letter) {
            case 'Y' -> (year = number(4)) >= 0;
            case 'y' -> (year = number(2)) >= 0 && (year += year < 69 ? 2000 : 1900) > 0;
            case 'm' -> (month = number(2)) > 0;
            case 'd', 'e' -> (day = number(2)) > 0;
            case 'j' -> (dayOfYear = number(3)) > 0;
            case 'H', 'I' -> (hour = number(2)) >= 0;
            case 'M' -> (minute = number(2)) >= 0;
            case 'S' -> (second = number(2)) >= 0;
            case 'L' -> fraction(3);
            case 'f' -> fraction(9);
            case 'b', 'B' -> month();
            case 'a', 'A' -> word();
            case 'p' -> half();
            case 'Z' -> zone();
            case 'Q' -> epoch(1);
            case 's' -> epoch(1000);
            case '%' -> literal('%');
            default -> throw new EvaluationException("C.Time.strptime reads no %" + letter);
        };
    }

    /// Up to `width` digits after spaces, -1 if there is none.
    private int number(int width) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int from = at;
        while (at < text.length() && at - from < width && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        return at == from ? -1 : Integer.parseInt(text, from, at, 10);
    }

    private boolean fraction(int width) {
        int from = at;
        int digits = number(width);
        fraction = digits / Math.pow(10, at - from);
        return digits >= 0;
    }

    private boolean month() {
        for (Month candidate : Month.values()) {
            String name = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            for (int length : new int[] {name.length(), 3}) {
                if (text.regionMatches(true, at, name, 0, length)) {
                    at += length;
                    month = candidate.getValue();
                    return true;
                }
            }
        }
        return false;
    }

    private boolean word() {
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private boolean half() {
        afternoon = text.regionMatches(true, at, "PM", 0, 2) ? 1 : 0;
        boolean found = afternoon == 1 || text.regionMatches(true, at, "AM", 0, 2);
        at += 2;
        return found;
    }

    /// `Z`, `GMT`, `UTC`, `UT`, `+01:00`, `+0100` or `+01`.
    private boolean zone() {
        for (String name : UTC) {
            if (text.startsWith(name, at)) {
                at += name.length();
                offset = ZoneOffset.UTC;
                return true;
            }
        }
        boolean west = at < text.length() && text.charAt(at) == '-';
        if (!west && !(at < text.length() && text.charAt(at) == '+')) {
            return false;
        }
        at++;
        int hours = number(2);
        at += at < text.length() && text.charAt(at) == ':' ? 1 : 0;
        int minutes = Math.max(0, number(2));
        offset = ZoneOffset.ofTotalSeconds((hours * 60 + minutes) * (west ? -60 : 60));
        return hours >= 0;
    }

    private boolean epoch(double unit) {
        int from = at;
        while (at < text.length() && at - from < 16 && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        epoch = at == from ? Double.NaN : Long.parseLong(text.substring(from, at)) * unit;
        return at > from;
    }
}
