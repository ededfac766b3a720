package ai.genops.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A time, in milliseconds since 1970; NaN: no valid one. Always UTC: a result must not depend on a machine's zone.
record JsDate(double millis) {
    private static final double LIMIT = 8.64e15;
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (UTC)'", Locale.ENGLISH);
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE MMM dd uuuu", Locale.ENGLISH);
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'GMT+0000 (UTC)'", Locale.ENGLISH);
    static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    /// From what `new Date(value)` is given.
    static JsDate of(Object value) {
        return new JsDate(clip(
                switch (value) {
                    case JsDate date -> date.millis;
                    case String text -> parse(text);
                    default -> Values.number(value);
                }));
    }

    /// From year, month (0 to 11), day, hours, minutes, seconds and milliseconds, in UTC; each may be beyond its range.
    static double ofParts(@Nullable Object[] arguments) {
        double[] parts = {Double.NaN, 0, 1, 0, 0, 0, 0};
        for (int i = 0; i < Math.min(arguments.length, parts.length); i++) {
            parts[i] = Arguments.number(arguments, i);
        }
        double sum = 0;
        for (double part : parts) {
            sum += Math.abs(part);
        }
        if (!(sum <= LIMIT)) {
            return Double.NaN;
        }
        double year = Values.integer(parts[0]);
        double months = (year >= 0 && year <= 99 ? 1900 + year : year) * 12 + Values.integer(parts[1]);
        if (Math.abs(months) > 12 * 400_000) {
            return Double.NaN;
        }
        double days = LocalDate.of((int) Math.floor(months / 12), (int) Math.floorMod((long) months, 12L) + 1, 1)
                        .toEpochDay()
                + Values.integer(parts[2])
                - 1;
        double seconds = (Values.integer(parts[3]) * 60 + Values.integer(parts[4])) * 60 + Values.integer(parts[5]);
        return clip(days * 86_400_000 + seconds * 1000 + Values.integer(parts[6]));
    }

    static double clip(double millis) {
        return Math.abs(millis) <= LIMIT ? Values.integer(millis) : Double.NaN;
    }

    /// ISO 8601, or what [DateText] reads; NaN for anything else.
    static double parse(String text) {
        double iso = parseIso(text);
        return Double.isNaN(iso) ? DateText.parse(text) : iso;
    }

    private static double parseIso(String text) {
        try {
            if (text.matches("\\d{4}(-\\d\\d){0,2}")) {
                return LocalDate.parse(text + "-01-01".substring(text.length() - 4))
                                .toEpochDay()
                        * 86_400_000.0;
            }
            String time = text.replaceFirst(" ", "T");
            return time.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(time.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                            .toInstant()
                            .toEpochMilli()
                    : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /// The time as text in one of the forms below; `Invalid Date` for none.
    String text(DateTimeFormatter form) {
        return isValid() ? utc().format(form) : "Invalid Date";
    }

    boolean isValid() {
        return !Double.isNaN(millis);
    }

    OffsetDateTime utc() {
        return Instant.ofEpochMilli((long) millis).atOffset(ZoneOffset.UTC);
    }

    String iso() {
        if (!isValid()) {
            throw new EvaluationException("an invalid date has no text; check it with isNaN");
        }
        OffsetDateTime utc = utc();
        int year = utc.getYear();
        String digits = year >= 0 && year <= 9999 ? String.format("%04d", year) : String.format("%+07d", year);
        return digits + utc.format(DateTimeFormatter.ofPattern("-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT));
    }

    @Override
    public String toString() {
        return text(LONG);
    }
}
