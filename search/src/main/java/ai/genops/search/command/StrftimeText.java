package ai.genops.search.command;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A format of `strftime`, for times that are known while a query is planned. Variables it does not know stay as they
/// are.
public record StrftimeText(String format) {
    private static final Pattern VARIABLE = Pattern.compile("%(?:[369]?[A-Za-z%]|:z)");

    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("%Y", "uuuu"),
            Map.entry("%y", "uu"),
            Map.entry("%m", "MM"),
            Map.entry("%d", "dd"),
            Map.entry("%e", "d"),
            Map.entry("%j", "DDD"),
            Map.entry("%H", "HH"),
            Map.entry("%I", "hh"),
            Map.entry("%M", "mm"),
            Map.entry("%S", "ss"),
            Map.entry("%p", "a"),
            Map.entry("%b", "MMM"),
            Map.entry("%B", "MMMM"),
            Map.entry("%a", "EEE"),
            Map.entry("%A", "EEEE"),
            Map.entry("%V", "ww"),
            Map.entry("%F", "uuuu-MM-dd"),
            Map.entry("%T", "HH:mm:ss"),
            Map.entry("%z", "xx"),
            Map.entry("%:z", "xxx"),
            Map.entry("%Q", "SSS"),
            Map.entry("%3Q", "SSS"),
            Map.entry("%3N", "SSS"),
            Map.entry("%6N", "SSSSSS"),
            Map.entry("%9N", "SSSSSSSSS"),
            Map.entry("%Z", "zzz"));

    public String of(ZonedDateTime time) {
        return VARIABLE.matcher(format).replaceAll(found -> Matcher.quoteReplacement(text(found.group(), time)));
    }

    private static String text(String variable, ZonedDateTime time) {
        String pattern = LETTERS.get(variable);
        return switch (variable) {
            case "%%" -> "%";
            case "%s" -> String.valueOf(time.toEpochSecond());
            default ->
                pattern == null
                        ? variable
                        : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
        };
    }
}
