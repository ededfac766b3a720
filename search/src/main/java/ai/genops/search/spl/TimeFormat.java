package ai.genops.search.spl;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A format of `strftime` and `strptime`: text with variables such as `%Y`. Names are English ones; what is no variable
/// stands for itself. Immutable, safe for concurrent use. Splunk, Search Reference, Date and time format variables.
public final class TimeFormat {
    public static final String VARIABLES =
            "It knows %Y %y %m %d %e %j, %H %k %I %l %p %M %S, %3N %f %Q, %s, %z %:z %Z, %a"
                    + " %A %b %B, %U %V %W %u %w %G %g, %F %T %R %D %c %x %X %+ and %%.";

    private static final Pattern VARIABLE = Pattern.compile("%(?:[1-9]?[NQ]|:{1,2}z|.|$)", Pattern.DOTALL);

    /// What is written with other variables.
    private static final Map<String, String> SHORT = Map.of(
            "%T", "%H:%M:%S",
            "%X", "%H:%M:%S",
            "%R", "%H:%M",
            "%F", "%Y-%m-%d",
            "%D", "%m/%d/%y",
            "%x", "%m/%d/%Y",
            "%c", "%a %b %e %H:%M:%S %Y",
            "%+", "%a %b %e %H:%M:%S %Z %Y");

    private static final int FIRST_YEAR_OF_TWO_DIGITS = 1969;

    private static final Map<String, Consumer<DateTimeFormatterBuilder>> MEANINGS = Map.ofEntries(
            Map.entry("%Y", to -> to.appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)),
            Map.entry("%y", to -> twoDigits(to, ChronoField.YEAR)),
            Map.entry("%G", to -> to.appendValue(IsoFields.WEEK_BASED_YEAR, 4, 10, SignStyle.NORMAL)),
            Map.entry("%g", to -> twoDigits(to, IsoFields.WEEK_BASED_YEAR)),
            Map.entry("%m", to -> to.appendValue(ChronoField.MONTH_OF_YEAR, 2)),
            Map.entry("%d", to -> to.appendValue(ChronoField.DAY_OF_MONTH, 2)),
            Map.entry("%e", to -> padded(to, ChronoField.DAY_OF_MONTH)),
            Map.entry("%j", to -> to.appendValue(ChronoField.DAY_OF_YEAR, 3)),
            Map.entry(
                    "%U",
                    to -> to.appendValue(WeekFields.of(DayOfWeek.SUNDAY, 7).weekOfYear(), 2)),
            Map.entry(
                    "%W",
                    to -> to.appendValue(WeekFields.of(DayOfWeek.MONDAY, 7).weekOfYear(), 2)),
            Map.entry("%V", to -> to.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)),
            Map.entry("%u", to -> to.appendValue(ChronoField.DAY_OF_WEEK)),
            Map.entry("%w", to -> to.appendText(ChronoField.DAY_OF_WEEK, fromSunday())),
            Map.entry("%a", to -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT)),
            Map.entry("%A", to -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL)),
            Map.entry("%b", to -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)),
            Map.entry("%h", to -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)),
            Map.entry("%B", to -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL)),
            Map.entry("%H", to -> to.appendValue(ChronoField.HOUR_OF_DAY, 2)),
            Map.entry("%k", to -> padded(to, ChronoField.HOUR_OF_DAY)),
            Map.entry("%I", to -> to.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 2)),
            Map.entry("%l", to -> padded(to, ChronoField.CLOCK_HOUR_OF_AMPM)),
            Map.entry("%p", to -> to.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"))),
            Map.entry("%M", to -> to.appendValue(ChronoField.MINUTE_OF_HOUR, 2)),
            Map.entry("%S", to -> to.appendValue(ChronoField.SECOND_OF_MINUTE, 2)),
            Map.entry("%f", to -> fraction(to, 6)),
            Map.entry("%N", to -> fraction(to, 9)),
            Map.entry("%Q", to -> fraction(to, 3)),
            Map.entry("%s", TimeFormat::epochSeconds),
            Map.entry("%z", to -> to.appendOffset("+HHMM", "+0000")),
            Map.entry("%:z", to -> to.appendOffset("+HH:MM", "+00:00")),
            Map.entry("%::z", to -> to.appendOffset("+HH:MM:SS", "+00:00:00")),
            Map.entry("%Z", to -> to.appendZoneText(TextStyle.SHORT)),
            Map.entry("%n", to -> to.appendLiteral('\n')),
            Map.entry("%t", to -> to.appendLiteral('\t')),
            Map.entry("%%", to -> to.appendLiteral('%')),
            Map.entry("%", to -> to.appendLiteral('%')));

    private final DateTimeFormatter formatter;

    public TimeFormat(String format) {
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().parseLenient();
        String full = full(format);
        int from = 0;
        for (Matcher variable = VARIABLE.matcher(full); variable.find(); from = variable.end()) {
            builder.appendLiteral(full.substring(from, variable.start()));
            var meaning = meaning(variable.group());
            if (meaning == null) {
                builder.appendLiteral(variable.group());
            } else {
                meaning.accept(builder);
            }
        }
        formatter = builder.appendLiteral(full.substring(from))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// The first variable of a format that there is not; null if it has none.
    public static @Nullable String unknown(String format) {
        return VARIABLE.matcher(full(format))
                .results()
                .map(found -> found.group())
                .filter(variable -> meaning(variable) == null)
                .findFirst()
                .orElse(null);
    }

    /// A format without the variables that stand for several, written by what each of the others becomes; null if it
    /// has one that becomes nothing.
    public static @Nullable String translate(String format, Map<String, String> variables) {
        String full = full(format);
        boolean all = VARIABLE.matcher(full).results().allMatch(found -> variables.containsKey(found.group()));
        return all ? VARIABLE.matcher(full).replaceAll(found -> quoted(variables, found.group())) : null;
    }

    private static String quoted(Map<String, String> variables, String variable) {
        return Matcher.quoteReplacement(variables.getOrDefault(variable, variable));
    }

    private static String full(String format) {
        return VARIABLE.matcher(format).replaceAll(found -> quoted(SHORT, found.group()));
    }

    private static @Nullable Consumer<DateTimeFormatterBuilder> meaning(String variable) {
        char digit = variable.length() == 3 ? variable.charAt(1) : '0';
        return digit >= '1' && digit <= '9' ? to -> fraction(to, digit - '0') : MEANINGS.get(variable);
    }

    private static void twoDigits(DateTimeFormatterBuilder to, TemporalField year) {
        to.appendValueReduced(year, 2, 2, FIRST_YEAR_OF_TWO_DIGITS);
    }

    private static void padded(DateTimeFormatterBuilder to, TemporalField field) {
        to.padNext(2).appendValue(field);
    }

    /// Whoever reads leniently reads nine digits at most.
    private static void epochSeconds(DateTimeFormatterBuilder to) {
        to.parseStrict().appendValue(ChronoField.INSTANT_SECONDS).parseLenient();
    }

    private static void fraction(DateTimeFormatterBuilder to, int digits) {
        to.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, false);
    }

    private static Map<Long, String> fromSunday() {
        return Map.of(7L, "0", 1L, "1", 2L, "2", 3L, "3", 4L, "4", 5L, "5", 6L, "6");
    }

    public String text(ZonedDateTime time) {
        return formatter.format(time);
    }

    /// The time that a text says; null if it is not of this format. What it does not say of a date is the first of
    /// January 1900, of a time midnight.
    ///
    /// @param zone where it is, if the text does not say
    public @Nullable Instant time(String text, ZoneId zone) {
        try {
            TemporalAccessor said = formatter.withZone(zone).parse(text);
            if (said.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Instant.from(said);
            }
            LocalTime time = Objects.requireNonNullElse(said.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
            return date(said)
                    .atTime(time)
                    .atZone(said.query(TemporalQueries.zone()))
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate date(TemporalAccessor said) {
        LocalDate date = said.query(TemporalQueries.localDate());
        if (date != null) {
            return date;
        }
        int year = said.isSupported(ChronoField.YEAR) ? Year.from(said).getValue() : 1900;
        int month = said.isSupported(ChronoField.MONTH_OF_YEAR) ? said.get(ChronoField.MONTH_OF_YEAR) : 1;
        int day = said.isSupported(ChronoField.DAY_OF_MONTH) ? said.get(ChronoField.DAY_OF_MONTH) : 1;
        return YearMonth.of(year, month).atDay(day);
    }
}
