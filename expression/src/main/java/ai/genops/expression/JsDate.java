package ai.genops.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A time, in milliseconds since 1970; NaN: no valid one. Always UTC: a result must not depend on a machine's zone.
record JsDate(double millis) {
    private static final double LIMIT = 8.64e15;
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss", Locale.ENGLISH);

    /// From what `new Date(value)` is given.
    static JsDate of(Object value) {
        return new JsDate(clip(
                switch (value) {
                    case JsDate date -> date.millis;
                    case String text -> parse(text);
                    default -> Values.number(value);
                }));
    }

    private static double clip(double millis) {
        return Math.abs(millis) <= LIMIT ? Values.integer(millis) : Double.NaN;
    }

    /// ISO 8601, as far as Date.parse promises it; NaN for anything else.
    static double parse(String text) {
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
        return isValid() ? utc().format(LONG) + " GMT+0000 (UTC)" : "Invalid Date";
    }
}
