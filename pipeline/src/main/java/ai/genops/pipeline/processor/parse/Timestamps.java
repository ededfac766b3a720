package ai.genops.pipeline.processor.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads times in the formats it was given, the first that fits. Safe for concurrent use.
///
/// A format is `auto` (ISO 8601, or a number of seconds, milliseconds, microseconds or nanoseconds since 1970 by its
/// size), `iso8601`, `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns`, a pattern of strptime (with `%`), or one of
/// Java's [java.time.format.DateTimeFormatter]. A time without a zone is in the given one; a date without a year is
/// in the year that puts it before tomorrow.
public final class Timestamps {
    /// Numbers of at most this size, so that nothing overflows and no text can make a huge number.
    private static final int MAX_NUMBER_LENGTH = 30;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final Map<String, BigDecimal> EPOCHS = Map.of(
            "epoch_s",
            NANOS,
            "epoch_ms",
            BigDecimal.valueOf(1_000_000),
            "epoch_us",
            BigDecimal.valueOf(1000),
            "epoch_ns",
            BigDecimal.ONE);

    private final List<Reading> readings = new ArrayList<>();

    private interface Reading {
        /// Nanoseconds since 1970; null if it does not fit.
        @Nullable
        BigDecimal read(String text, long nowMillis);
    }

    /// Throws IllegalArgumentException saying what is wrong with a format.
    public Timestamps(List<String> formats, ZoneId zone) {
        formats.forEach(format -> add(format, zone));
    }

    private void add(String format, ZoneId zone) {
        String name = format.toLowerCase(Locale.ROOT);
        BigDecimal unit = EPOCHS.get(name);
        if (unit != null) {
            readings.add((text, _) -> number(text, _ -> unit));
        } else if (name.equals("auto")) {
            readings.add((text, _) -> number(text, Timestamps::unitOf));
            readings.add(pattern(DateFormats.ISO, zone));
        } else if (name.equals("iso8601")) {
            readings.add(pattern(DateFormats.ISO, zone));
        } else {
            readings.add(pattern(DateFormats.of(format), zone));
        }
    }

    /// Seconds since 1970, to the microsecond.
    /// @param nowMillis what counts as now for dates without a year
    public double parse(String text, long nowMillis) throws UnparsableException {
        String stripped = text.strip();
        for (Reading reading : readings) {
            BigDecimal nanos = reading.read(stripped, nowMillis);
            if (nanos != null) {
                return nanos.divideToIntegralValue(BigDecimal.valueOf(1000)).doubleValue() / 1e6;
            }
        }
        throw new UnparsableException("is a time in none of the formats");
    }

    private static Reading pattern(DateFormats format, ZoneId zone) {
        return (text, nowMillis) -> {
            try {
                return format.nanos(format.equals(DateFormats.ISO) ? text.replace(',', '.') : text, zone, nowMillis);
            } catch (DateTimeException | ArithmeticException _) {
                return null;
            }
        };
    }

    private static @Nullable BigDecimal number(String text, UnaryOperator<BigDecimal> unit) {
        if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH || !isDecimal(text)) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return number.multiply(unit.apply(number)).setScale(0, RoundingMode.FLOOR);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && (c != '-' || i > 0)) {
                return false;
            }
        }
        return true;
    }

    /// Seconds up to the year 5138, milliseconds from 1973, and so on.
    private static BigDecimal unitOf(BigDecimal number) {
        int digits = number.precision() - number.scale();
        String unit = digits <= 11 ? "epoch_s" : digits <= 14 ? "epoch_ms" : digits <= 17 ? "epoch_us" : "epoch_ns";
        return EPOCHS.getOrDefault(unit, NANOS);
    }
}
