package ai.genops.expression;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times in the other forms that JavaScript's engines read: as e-mail and HTTP write them (`Thu, 29 Feb 2024 12:34:56
/// GMT`), as dates print themselves (`Thu Feb 29 2024 12:34:56 GMT+0100 (CET)`), `Feb 29, 2024 1:05 PM`, `2024/02/29`
/// and
/// `02/29/2024`. Without a zone it is UTC.
final class DateText {
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final String WEEKDAY = "(?:[A-Za-z]{3,9},?\\s+)?";
    private static final Pattern FORM = Pattern.compile("\\s*(?:"
            + WEEKDAY + "(?<day>\\d{1,2})\\s+(?<month>[A-Za-z]{3,9}),?\\s+(?<year>\\d{4})|"
            + WEEKDAY + "(?<month2>[A-Za-z]{3,9})\\s+(?<day2>\\d{1,2}),?\\s+(?<year2>\\d{4})|"
            + "(?<year3>\\d{4})/(?<month3>\\d{1,2})/(?<day3>\\d{1,2})|"
            + "(?<month4>\\d{1,2})/(?<day4>\\d{1,2})/(?<year4>\\d{4}))"
            + "(?:[T,\\s]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.(?<fraction>\\d{1,9}))?)?"
            + "(?:\\s*(?<half>[AaPp][Mm]))?)?"
            + "\\s*(?:(?:GMT|UTC|Z)?(?<zone>[+-]\\d\\d):?(?<zoneMinutes>\\d\\d)|GMT|UTC|Z)?(?:\\s*\\([^)]*\\))?\\s*");
    private static final int LONGEST = 100;

    private DateText() {}

    /// Milliseconds since 1970; NaN for what is no time.
    static double parse(String text) {
        Matcher found = FORM.matcher(text);
        if (text.length() > LONGEST || !found.matches()) {
            return Double.NaN;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(first(found, "year", "year2", "year3", "year4")),
                    month(first(found, "month", "month2", "month3", "month4")),
                    number(first(found, "day", "day2", "day3", "day4")),
                    hour(found),
                    number(found.group("minute")),
                    number(found.group("second")));
            String fraction = found.group("fraction");
            int millis = fraction == null ? 0 : number((fraction + "00").substring(0, 3));
            return local.toInstant(zone(found)).toEpochMilli() + millis;
        } catch (DateTimeException _) {
            return Double.NaN;
        }
    }

    private static @Nullable String first(MatchResult found, String... groups) {
        for (String group : groups) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return null;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /// 0, which is none, for a word that is no month.
    private static int month(@Nullable String written) {
        if (written == null || Character.isDigit(written.charAt(0))) {
            return number(written);
        }
        String word = written.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).startsWith(word)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int hour(MatchResult found) {
        int hour = number(found.group("hour"));
        String half = found.group("half");
        if (half == null) {
            return hour;
        }
        boolean afternoon = half.toLowerCase(Locale.ROOT).equals("pm");
        return hour < 1 || hour > 12 ? -1 : hour % 12 + (afternoon ? 12 : 0);
    }

    private static ZoneOffset zone(MatchResult found) {
        int hours = number(found.group("zone"));
        int minutes = number(found.group("zoneMinutes"));
        return ZoneOffset.ofHoursMinutes(
                hours, found.group("zone") != null && found.group("zone").startsWith("-") ? -minutes : minutes);
    }
}
