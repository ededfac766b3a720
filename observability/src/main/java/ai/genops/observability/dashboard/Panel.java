package ai.genops.observability.dashboard;

import java.util.Map;

/**
 * One question and how its answer is shown.
 *
 * @param options as Simple XML names them, and {@code rangeValueOf} where Studio's ranges are meant; those of a product that
 * has no such option are left out there
 * @param drilldown what a click does
 */
public record Panel(String title, Visual visual, Query query, Map<String, String> options, Drilldown drilldown) {
    public Panel {
        options = Map.copyOf(options);
    }

    /** Without a drilldown of its own. */
    public Panel(String title, Visual visual, Query query, Map<String, String> options) {
        this(title, visual, query, options, Drilldown.NONE);
    }

    static Panel of(String title, Visual visual, Query query) {
        return new Panel(title, visual, query, Map.of());
    }

    Panel with(String option, String value) {
        var more = new java.util.HashMap<>(options);
        more.put(option, value);
        return new Panel(title, visual, query, more, drilldown);
    }

    /** An amount of money. */
    Panel dollars() {
        return with("unit", "$").with("unitPosition", "before").with("numberPrecision", "0.00");
    }

    /** From 0 to 100. */
    Panel percent() {
        return with("unit", "%").with("unitPosition", "after").with("numberPrecision", "0.0");
    }

    /** Before or behind the number; empty: none. */
    String unit() {
        return options.getOrDefault("unit", "");
    }
}
