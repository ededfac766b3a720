package ai.genops.observability.dashboard;

import static ai.genops.observability.dashboard.Json.object;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The colours of a single value by ranges, as Studio and as Simple XML have them. Studio: an option, as
 * {@code "majorColor": "> majorValue | rangeValue(majorColorEditorConfig)"}, names a list in {@code context} of {@code from}
 * (inclusive), {@code to} (exclusive) and {@code value}, of which the first that fits counts. Simple XML: bounds and one colour
 * more than these, where a value at a bound belongs below it.
 *
 * <p>What was read from Studio has the option {@link #OF} besides those of Simple XML; with it a value at a bound belongs
 * above it, and a range without a colour has the colour {@code none}. Sources: Splunk's Dashboard Studio, "Dynamic options
 * syntax formatting functions"; Simple XML Reference, "single".
 */
final class StudioRanges {
    /** Which of Studio's figures the ranges are of: {@code majorValue} or {@code trendValue}. */
    static final String OF = "rangeValueOf";

    private static final Pattern RANGES =
            Pattern.compile(">\\s*(?<of>majorValue|trendValue)\\s*\\|\\s*rangeValue\\(\\s*(?<list>\\w+)\\s*\\)\\s*");
    private static final String NO_COLOR = "none";
    private static final String GOOD = "#53A051";
    private static final String BAD = "#DC4E41";
    private static final String USUAL_BOUNDS = "0,30,70,100";
    private static final String USUAL_COLORS = "#53A051,#0877A6,#F8BE34,#F1813F,#DC4E41";
    private static final Map<String, String> NAMED =
            Map.of("green", "#53A051", "blue", "#0877A6", "yellow", "#F8BE34", "orange", "#F1813F", "red", "#DC4E41");

    private StudioRanges() {}

    /**
     * Adds to {@code kept} what Simple XML calls these colours, if there are any.
     *
     * @return what of them is not understood; null if nothing
     */
    static @Nullable String read(Map<?, ?> options, Map<?, ?> context, Map<String, String> kept) {
        String figure = rule(options.get("majorColor"));
        String ground = rule(options.get("backgroundColor"));
        String rule = figure.isEmpty() ? ground : figure;
        if (rule.isEmpty()) {
            return null;
        }
        Matcher parts = RANGES.matcher(rule);
        List<Range> ranges = parts.matches() ? ranges(context.get(parts.group("list"))) : List.of();
        if (ranges.isEmpty()) {
            return "its colours (`" + rule + "`) are left out";
        }
        kept.put(OF, parts.group("of"));
        kept.put("useColors", "1");
        kept.put("colorMode", figure.isEmpty() ? "block" : "none");
        List<BigDecimal> bounds = bounds(ranges);
        kept.put("rangeValues", quoted(bounds.stream().map(BigDecimal::toPlainString), ""));
        kept.put("rangeColors", quoted(colors(bounds, ranges), "\""));
        return null;
    }

    private static String rule(@Nullable Object option) {
        return option instanceof String text && text.startsWith(">") ? text : "";
    }

    /** From {@code from} on, to below {@code to}; null: no end. */
    private record Range(
            @Nullable BigDecimal from, @Nullable BigDecimal to, String color) {
        /** {@code least}: null for what is below every bound. */
        boolean holds(@Nullable BigDecimal least) {
            return least == null
                    ? from == null
                    : (from == null || from.compareTo(least) <= 0) && (to == null || to.compareTo(least) > 0);
        }
    }

    private static List<Range> ranges(@Nullable Object list) {
        List<Range> ranges = new ArrayList<>();
        for (Object one : list instanceof List<?> all ? all : List.of()) {
            if (one instanceof Map<?, ?> range && range.get("value") instanceof String color) {
                ranges.add(new Range(number(range.get("from")), number(range.get("to")), hex(color)));
            }
        }
        return ranges;
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof BigDecimal number ? number : null;
    }

    private static List<BigDecimal> bounds(List<Range> ranges) {
        var bounds = new TreeSet<BigDecimal>();
        for (Range range : ranges) {
            if (range.from() != null) {
                bounds.add(range.from());
            }
            if (range.to() != null) {
                bounds.add(range.to());
            }
        }
        return List.copyOf(bounds);
    }

    /** Below the first bound, then from each on. */
    private static Stream<String> colors(List<BigDecimal> bounds, List<Range> ranges) {
        List<String> colors = new ArrayList<>();
        colors.add(color(null, ranges));
        bounds.forEach(bound -> colors.add(color(bound, ranges)));
        return colors.stream();
    }

    private static String color(@Nullable BigDecimal least, List<Range> ranges) {
        return ranges.stream()
                .filter(range -> range.holds(least))
                .map(Range::color)
                .findFirst()
                .orElse(NO_COLOR);
    }

    private static String quoted(Stream<String> values, String quote) {
        return "[" + String.join(",", values.map(value -> quote + value + quote).toList()) + "]";
    }

    /**
     * Adds to {@code visual} and {@code options} what Studio calls a panel's colours. A value at a bound of Simple XML has the
     * colour of the range above it there: Studio has no other bounds.
     */
    static void write(Panel panel, Map<String, Object> visual, Map<String, Object> options) {
        Map<String, String> has = panel.options();
        if (!List.of("1", "true").contains(has.getOrDefault("useColors", "").toLowerCase(Locale.ROOT))) {
            return;
        }
        String option = has.getOrDefault("colorMode", "").equals("block") ? "backgroundColor" : "majorColor";
        String list = option + "EditorConfig";
        boolean byTrend =
                !has.containsKey(OF) && has.getOrDefault("colorBy", "").equals("trend");
        options.put(
                option,
                "> " + (byTrend ? "trendValue" : has.getOrDefault(OF, "majorValue")) + " | rangeValue(" + list + ")");
        visual.put("context", object(list, byTrend ? trend(has) : ranges(has)));
    }

    private static List<Object> trend(Map<String, String> has) {
        boolean inverse = has.getOrDefault("trendColorInterpretation", "").equals("inverse");
        return List.of(
                object("to", 0, "value", inverse ? GOOD : BAD), object("from", 0, "value", inverse ? BAD : GOOD));
    }

    private static List<Object> ranges(Map<String, String> has) {
        List<Double> bounds = values(has.getOrDefault("rangeValues", USUAL_BOUNDS))
                .filter(StudioRanges::isNumber)
                .map(Double::valueOf)
                .toList();
        List<String> colors =
                values(has.getOrDefault("rangeColors", USUAL_COLORS)).toList();
        List<Object> ranges = new ArrayList<>();
        for (int i = 0; i <= bounds.size() && !colors.isEmpty(); i++) {
            String color = hex(colors.get(Math.min(i, colors.size() - 1)));
            if (!color.equals(NO_COLOR)) {
                Map<String, Object> range = object();
                if (i > 0) {
                    range.put("from", plain(bounds.get(i - 1)));
                }
                if (i < bounds.size()) {
                    range.put("to", plain(bounds.get(i)));
                }
                range.put("value", color);
                ranges.add(range);
            }
        }
        return ranges;
    }

    /** {@code [0, 30]}, {@code ["0x53a051","red"]}, or the same without brackets. */
    private static Stream<String> values(String list) {
        return Stream.of(list.replaceAll("^\\s*\\[|]\\s*$", "").split(","))
                .map(value -> value.strip().replaceAll("^[\"']|[\"']$", ""))
                .filter(value -> !value.isEmpty());
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,2})?");
    }

    private static Object plain(Double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9 ? (Object) number.intValue() : number;
    }

    private static String hex(String color) {
        String digits = color.replaceFirst("^(0x|#)", "");
        return digits.matches("[0-9a-fA-F]{6}")
                ? "#" + digits.toUpperCase(Locale.ROOT)
                : NAMED.getOrDefault(color.toLowerCase(Locale.ROOT), NO_COLOR);
    }
}
