package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formats of `strftime` as Splunk writes them, in the engine's letters, which are C's.
public final class TimeFormat {
    private static final Map<String, String> DIFFERENT = Map.of(
            "%T", "%H:%M:%S",
            "%F", "%Y-%m-%d",
            "%D", "%m/%d/%y",
            "%R", "%H:%M",
            "%e", "%-d",
            "%3N", "%g",
            "%N", "%n",
            "%6N", "%f",
            "%Q", "%g",
            "%3Q", "%g");
    private static final Pattern LETTER = Pattern.compile("%\\d?[A-Za-z%]");

    private TimeFormat() {}

    /// Offset and name of a zone are part of the text: the engine's times have none.
    static String ofZone(String format, Args args) {
        if (!format.contains("%z") && !format.contains("%Z")) {
            return format;
        }
        ZoneId zone = args.planning().zone();
        if (!zone.getRules().isFixedOffset()) {
            throw args.planning()
                    .error(
                            args.at(),
                            "`strftime` knows no %%z and %%Z in a zone with summer time".formatted(),
                            "Write the zone's name.");
        }
        String offset = zone.getRules().getOffset(Instant.EPOCH).getId().replace(":", "");
        return format.replace("%z", offset.equals("Z") ? "+0000" : offset).replace("%Z", zone.getId());
    }

    /// The parts of a format before, between and behind its `%s`, seconds since 1970, which the engine does not know.
    static List<String> aroundSeconds(String format) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (Matcher letter = LETTER.matcher(format); letter.find(); ) {
            if (letter.group().equals("%s")) {
                parts.add(format.substring(from, letter.start()));
                from = letter.end();
            }
        }
        parts.add(format.substring(from));
        return parts;
    }

    public static String translate(String format) {
        return LETTER.matcher(format)
                .replaceAll(found ->
                        DIFFERENT.getOrDefault(found.group(), found.group()).replace("\\", "\\\\"));
    }
}
