package ai.genops.pipeline.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Amounts as people write them: `30s`, `10 minutes`, `2555 days`, `500 MB`. Decimal units are powers of 1000 and
/// binary ones (`MiB`) of 1024; a year is 365 days, a month 30. Without a unit: seconds, bytes.
public final class Units {
    private static final Pattern AMOUNT = Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*");

    private static final Map<String, Double> SECONDS = Map.ofEntries(
            Map.entry("ms", 0.001),
            Map.entry("", 1.0),
            Map.entry("s", 1.0),
            Map.entry("sec", 1.0),
            Map.entry("second", 1.0),
            Map.entry("m", 60.0),
            Map.entry("min", 60.0),
            Map.entry("minute", 60.0),
            Map.entry("h", 3600.0),
            Map.entry("hour", 3600.0),
            Map.entry("d", 86_400.0),
            Map.entry("day", 86_400.0),
            Map.entry("w", 604_800.0),
            Map.entry("week", 604_800.0),
            Map.entry("month", 30 * 86_400.0),
            Map.entry("y", 365 * 86_400.0),
            Map.entry("year", 365 * 86_400.0));

    private static final Map<String, Double> BYTES = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("b", 1.0),
            Map.entry("byte", 1.0),
            Map.entry("kb", 1e3),
            Map.entry("mb", 1e6),
            Map.entry("gb", 1e9),
            Map.entry("tb", 1e12),
            Map.entry("kib", 1024.0),
            Map.entry("mib", 1024.0 * 1024),
            Map.entry("gib", 1024.0 * 1024 * 1024),
            Map.entry("tib", 1024.0 * 1024 * 1024 * 1024));

    private Units() {}

    /// The duration, or null if the text is none.
    public static @Nullable Duration duration(String text) {
        Double seconds = amount(text, SECONDS);
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }

    /// The number of bytes, or null if the text is none.
    public static @Nullable Long bytes(String text) {
        Double bytes = amount(text, BYTES);
        return bytes == null ? null : Long.valueOf(Math.round(bytes));
    }

    private static @Nullable Double amount(String text, Map<String, Double> units) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        Double factor = units.get(unit);
        if (factor == null && unit.endsWith("s")) {
            factor = units.get(unit.substring(0, unit.length() - 1));
        }
        return factor == null ? null : Double.valueOf(Double.parseDouble(matcher.group(1)) * factor);
    }
}
