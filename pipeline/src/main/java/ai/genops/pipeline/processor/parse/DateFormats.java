package ai.genops.pipeline.processor.parse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One format of dates and times.
record DateFormats(DateTimeFormatter formatter) {
    /// ISO 8601 as it is met: `T` or a space, seconds and fractions optional, `Z`, `+01:00`, `+0100` or nothing.
    static final DateFormats ISO = new DateFormats(new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendPattern("[' '][XXX][XX][X]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT));

    private static final Map<Character, String> STRPTIME = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "M"),
            Map.entry('d', "d"),
            Map.entry('e', "ppd"),
            Map.entry('H', "H"),
            Map.entry('I', "h"),
            Map.entry('M', "m"),
            Map.entry('S', "s"),
            Map.entry('p', "a"),
            Map.entry('b', "MMM"),
            Map.entry('h', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('j', "D"),
            Map.entry('z', "[XXX][XX]"),
            Map.entry('Z', "[z][VV]"),
            Map.entry('F', "uuuu-M-d"),
            Map.entry('T', "H:m:s"),
            Map.entry('R', "H:m"),
            Map.entry('D', "M/d/uu"),
            Map.entry('L', "SSS"),
            Map.entry('%', "'%'"),
            Map.entry('n', " "),
            Map.entry('t', " "));

    /// Throws IllegalArgumentException if it is no format.
    static DateFormats of(String format) {
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        if (format.contains("%")) {
            strptime(format, builder);
        } else {
            builder.appendPattern(format);
        }
        return new DateFormats(builder.toFormatter(Locale.ENGLISH));
    }

    private static void strptime(String format, DateTimeFormatterBuilder builder) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                builder.appendLiteral(c);
                continue;
            }
            char code = ++i < format.length() ? format.charAt(i) : ' ';
            String pattern = STRPTIME.get(code);
            if (code == 'f') {
                builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
            } else if (pattern == null) {
                throw new IllegalArgumentException("%" + code + " is not known; there are %f and %"
                        + STRPTIME.keySet().stream()
                                .sorted()
                                .map(String::valueOf)
                                .reduce((a, b) -> a + " %" + b)
                                .orElse(""));
            } else {
                builder.appendPattern(pattern);
            }
        }
    }

    /// Nanoseconds since 1970. Throws DateTimeException if the text does not fit.
    BigDecimal nanos(String text, ZoneId zone, long nowMillis) {
        TemporalAccessor found = formatter.parse(text);
        ZoneId own = found.query(TemporalQueries.zone());
        ZoneId in = own == null ? zone : own;
        LocalTime time = found.query(TemporalQueries.localTime());
        LocalDate date = date(found, in, nowMillis);
        Instant instant =
                date.atTime(time == null ? LocalTime.MIDNIGHT : time).atZone(in).toInstant();
        return BigDecimal.valueOf(instant.getEpochSecond())
                .multiply(BigDecimal.valueOf(1_000_000_000))
                .add(BigDecimal.valueOf(instant.getNano()));
    }

    private static LocalDate date(TemporalAccessor found, ZoneId zone, long nowMillis) {
        @Nullable LocalDate date = found.query(TemporalQueries.localDate());
        if (date != null) {
            return date;
        }
        MonthDay day = MonthDay.from(found);
        LocalDate tomorrow =
                Instant.ofEpochMilli(nowMillis).atZone(zone).toLocalDate().plusDays(1);
        LocalDate thisYear = day.atYear(tomorrow.getYear());
        return thisYear.isAfter(tomorrow) ? day.atYear(tomorrow.getYear() - 1) : thisYear;
    }
}
