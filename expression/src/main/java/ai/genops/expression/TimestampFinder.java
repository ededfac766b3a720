package ai.genops.expression;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the first time in a text: ISO 8601, that of web servers' logs, that of mail and HTTP, or seconds or
/// milliseconds since 1970. Only the beginning of the text is looked at.
final class TimestampFinder {
    private static final int LOOKED_AT = 1_000;
    private static final List<Form> FORMS = List.of(
            new Form(
                    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.,]\\d{1,9} ?(Z|[+-]\\d\\d:?\\d\\d)",
                    "%Y-%m-%d %H:%M:%S.%f%Z"),
            new Form("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.,]\\d{1,9}", "%Y-%m-%d %H:%M:%S.%f"),
            new Form("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d ?(Z|[+-]\\d\\d:?\\d\\d)", "%Y-%m-%d %H:%M:%S%Z"),
            new Form("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d", "%Y-%m-%d %H:%M:%S"),
            new Form("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "%d/%b/%Y:%H:%M:%S %Z"),
            new Form(
                    "\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d (GMT|UTC?|Z|[+-]\\d{4})",
                    "%d %b %Y %H:%M:%S %Z"),
            new Form("\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d", "%d %b %Y %H:%M:%S"),
            new Form("\\b1\\d{12}\\b", "%Q"),
            new Form("\\b1\\d{9}\\b", "%s"));

    private TimestampFinder() {}

    private record Form(Regex regex, String pattern) {
        Form(String regex, String pattern) {
            this(Regex.of(regex, ""), pattern);
        }
    }

    /// Seconds since 1970, to the millisecond; undefined if there is no time. The arguments are the zone of times that
    /// name none, and the text.
    static @Nullable Object find(@Nullable Object[] arguments) {
        ZoneId zone = TimeFunctions.local(Arguments.at(arguments, 0));
        String text = Arguments.text(arguments, 1);
        String head = text.substring(0, Math.min(LOOKED_AT, text.length()));
        double found = Double.NaN;
        int first = Integer.MAX_VALUE;
        for (Form form : FORMS) {
            Object match = RegexText.exec(form.regex, head);
            if (match instanceof RegexMatch groups && groups.index() < first) {
                double millis = new Strptime(plain(Values.text(groups.get(0)), form), form.pattern, zone).millis(true);
                if (!Double.isNaN(millis)) {
                    found = millis / 1000;
                    first = groups.index();
                }
            }
        }
        return Double.isNaN(found) ? null : (Object) found;
    }

    /// With a space between day and time, a point before the fraction and nothing before the zone.
    private static String plain(String text, Form form) {
        return form.pattern.startsWith("%Y")
                ? text.replace('T', ' ').replace(',', '.').replaceFirst("(?<=:\\d\\d(\\.\\d{1,9})?) (?=[Z+-])", "")
                : text;
    }
}
