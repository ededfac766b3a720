package ai.genops.observability.dashboard;

import java.util.Locale;

/** How a panel shows its rows, with the names of the products that know it. */
public enum Visual {
    SINGLE("splunk.singlevalue", "stat", "query_value"),
    TABLE("splunk.table", "table", "query_table"),
    EVENTS("splunk.events", "table", "query_table"),
    PIE("splunk.pie", "piechart", "sunburst"),
    BAR("splunk.bar", "barchart", "toplist"),
    COLUMN("splunk.column", "barchart", "timeseries"),
    LINE("splunk.line", "timeseries", "timeseries"),
    AREA("splunk.area", "timeseries", "timeseries");

    final String studio;
    final String grafana;
    final String datadog;

    Visual(String studio, String grafana, String datadog) {
        this.studio = studio;
        this.grafana = grafana;
        this.datadog = datadog;
    }

    /** Is it one of Simple XML's {@code <chart>}? */
    public boolean isChart() {
        return compareTo(PIE) >= 0;
    }

    /** Does its first column hold time? */
    boolean isOverTime() {
        return this == COLUMN || this == LINE || this == AREA;
    }

    /** Its name in {@code charting.chart}, or its element's. */
    String splunk() {
        return this == EVENTS ? "event" : name().toLowerCase(Locale.ROOT);
    }
}
