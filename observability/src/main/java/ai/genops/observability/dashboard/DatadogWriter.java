package ai.genops.observability.dashboard;

import static ai.genops.observability.dashboard.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a dashboard for Datadog's API ({@code POST /api/v1/dashboard}), on the metrics that our destination sends. What
 * metrics cannot answer stands there as a note that says so.
 */
public final class DatadogWriter {
    private static final int COLUMNS = 12;
    private static final int LOW = 2;
    private static final int HIGH = 4;

    private DatadogWriter() {}

    /** The JSON document. */
    public static String write(Dashboard dashboard) {
        List<Object> widgets = new ArrayList<>();
        for (Grid place : Grid.of(dashboard, COLUMNS, LOW, HIGH)) {
            widgets.add(object(
                    "definition", definition(place.panel()),
                    "layout",
                            object("x", place.x(), "y", place.y(), "width", place.width(), "height", place.height())));
        }
        return Json.write(object(
                "title",
                dashboard.title(),
                "description",
                dashboard.description(),
                "layout_type",
                "ordered",
                "reflow_type",
                "fixed",
                "widgets",
                widgets));
    }

    private static Map<String, Object> definition(Panel panel) {
        if (panel.query().datadog().isEmpty()) {
            return object(
                    "type",
                    "note",
                    "content",
                    panel.title() + ": metrics do not hold this. Search for it:\n\n    "
                            + panel.query().spl().replace("\n", "\n    "));
        }
        return object(
                "type", panel.visual().datadog,
                "title", panel.title(),
                "requests", List.of(request(panel)));
    }

    private static Map<String, Object> request(Panel panel) {
        return switch (panel.visual()) {
            case SINGLE -> object("q", panel.query().datadog(), "aggregator", aggregator(panel));
            case BAR -> object("q", "top(" + panel.query().datadog() + ", 10, '" + aggregator(panel) + "', 'desc')");
            case PIE -> sunburst(panel);
            case COLUMN, LINE, AREA -> object("q", panel.query().datadog(), "display_type", display(panel.visual()));
            case TABLE, EVENTS -> object("q", panel.query().datadog(), "aggregator", aggregator(panel), "limit", 100);
        };
    }

    private static Map<String, Object> sunburst(Panel panel) {
        return object(
                "response_format", "scalar",
                "formulas", List.of(object("formula", "query1")),
                "queries",
                        List.of(object(
                                "data_source",
                                "metrics",
                                "name",
                                "query1",
                                "query",
                                panel.query().datadog(),
                                "aggregator",
                                aggregator(panel))));
    }

    /** Counts add up over the time shown; of a level the last one is shown. */
    private static String aggregator(Panel panel) {
        return panel.query().datadog().contains("as_count") ? "sum" : "last";
    }

    private static String display(Visual visual) {
        return switch (visual) {
            case AREA -> "area";
            case COLUMN -> "bars";
            default -> "line";
        };
    }
}
