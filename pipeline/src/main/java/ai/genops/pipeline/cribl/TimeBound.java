package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The earliest or latest time that is allowed: `-420weeks`, `+1week`, `now` of when the log took the event, or
/// a date.
final class TimeBound {
    private static final Pattern RELATIVE = Pattern.compile("([+-]?)\\s*(\\d{1,6})\\s*([a-z]+)");
    private static final long DAY = 86_400_000;
    private static final Map<String, Long> MILLIS = Map.ofEntries(
            Map.entry("s", 1_000L),
            Map.entry("sec", 1_000L),
            Map.entry("second", 1_000L),
            Map.entry("m", 60_000L),
            Map.entry("min", 60_000L),
            Map.entry("minute", 60_000L),
            Map.entry("h", 3_600_000L),
            Map.entry("hr", 3_600_000L),
            Map.entry("hour", 3_600_000L),
            Map.entry("d", DAY),
            Map.entry("day", DAY),
            Map.entry("w", 7 * DAY),
            Map.entry("week", 7 * DAY),
            Map.entry("mon", 30 * DAY),
            Map.entry("month", 30 * DAY),
            Map.entry("y", 365 * DAY),
            Map.entry("year", 365 * DAY));

    private TimeBound() {}

    /// ` && `, the comparison and the bound in milliseconds; empty where none is said.
    static String of(Section conf, String key, String comparison, Steps steps) {
        String given = conf.text(key, "").strip();
        if (given.isEmpty()) {
            return "";
        }
        String bound = bound(given.toLowerCase(Locale.ROOT));
        steps.problems()
                .require(
                        bound != null,
                        conf.at(key),
                        "`" + key + "` is `" + given + "`, which is no time",
                        "Write it as -420weeks, +1day, now or 2026-01-31.");
        return bound == null ? "" : " && " + comparison + bound;
    }

    private static @Nullable String bound(String text) {
        if (text.equals("now")) {
            return "Date.now()";
        }
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            String unit = relative.group(3);
            Long millis = MILLIS.getOrDefault(unit, MILLIS.get(unit.replaceFirst("s$", "")));
            boolean past = relative.group(1).equals("-");
            return millis == null
                    ? null
                    : "Date.now() " + (past ? "- " : "+ ") + Long.parseLong(relative.group(2)) * millis;
        }
        try {
            return String.valueOf(
                    text.length() <= "2026-01-31".length()
                            ? LocalDate.parse(text)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                                    .toEpochMilli()
                            : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                                    .toInstant()
                                    .toEpochMilli());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
