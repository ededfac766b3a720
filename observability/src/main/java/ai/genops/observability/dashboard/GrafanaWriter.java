package ai.genops.observability.dashboard;

import static ai.genops.observability.dashboard.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a dashboard for Grafana. What our metrics in Prometheus can answer is asked there; the rest, tables of single
 * events above all, is asked of our search by the Infinity data source. Both data sources are chosen in two variables.
 */
public final class GrafanaWriter {
    private static final int COLUMNS = 24;
    private static final int LOW = 4;
    private static final int HIGH = 9;
    private static final Object PROMETHEUS = object("type", "prometheus", "uid", "${prometheus}");
    private static final Object SEARCH = object("type", "yesoreyeram-infinity-datasource", "uid", "${genops}");

    private GrafanaWriter() {}

    /** The JSON document. */
    public static String write(Dashboard dashboard) {
        List<Object> panels = new ArrayList<>();
        for (Grid place : Grid.of(dashboard, COLUMNS, LOW, HIGH)) {
            panels.add(panel(place, panels.size() + 1));
        }
        String from = dashboard.inputs().stream()
                .filter(input -> input.type().equals("time"))
                .map(input -> input.defaults().get(0))
                .findFirst()
                .orElse("-24h");
        return Json.write(object(
                "uid",
                "genops-" + dashboard.id(),
                "title",
                dashboard.title(),
                "description",
                dashboard.description(),
                "tags",
                List.of("genops"),
                "schemaVersion",
                39,
                "editable",
                true,
                "refresh",
                "1m",
                "time",
                object("from", "now" + from, "to", "now"),
                "templating",
                object(
                        "list",
                        List.of(
                                variable("prometheus", "Prometheus", "prometheus"),
                                variable("genops", "GenOps search", "yesoreyeram-infinity-datasource"))),
                "panels",
                panels));
    }

    private static Object variable(String name, String label, String plugin) {
        return object("name", name, "label", label, "type", "datasource", "query", plugin);
    }

    private static Object panel(Grid place, int id) {
        Panel panel = place.panel();
        boolean metrics = !panel.query().prometheus().isEmpty();
        return object(
                "id", id,
                "title", panel.title(),
                "type", panel.visual().grafana,
                "gridPos", object("x", place.x(), "y", place.y(), "w", place.width(), "h", place.height()),
                "datasource", metrics ? PROMETHEUS : SEARCH,
                "targets", List.of(metrics ? promql(panel) : search(panel)),
                "fieldConfig", object("defaults", defaults(panel), "overrides", List.of()),
                "options", options(panel));
    }

    private static Object promql(Panel panel) {
        boolean overTime = panel.visual().isOverTime();
        return object(
                "refId",
                "A",
                "datasource",
                PROMETHEUS,
                "expr",
                panel.query().prometheus(),
                "legendFormat",
                "__auto",
                "instant",
                !overTime,
                "range",
                overTime);
    }

    /** Of the picker's time, in epoch seconds, which our search reads as well. */
    private static Object search(Panel panel) {
        Query query = panel.query();
        return object(
                "refId", "A",
                "datasource", SEARCH,
                "type", "csv",
                "source", "url",
                "parser", "backend",
                "format", "table",
                "url", "/api/search",
                "url_options",
                        object(
                                "method", "POST",
                                "headers", List.of(object("key", "Accept", "value", "text/csv")),
                                "body_type", "raw",
                                "body_content_type", "application/json",
                                "data",
                                        Json.line(object(
                                                "query", query.spl(),
                                                "earliest", seconds(query.earliest()),
                                                "latest", seconds(query.latest())))));
    }

    private static String seconds(String time) {
        return Tokens.time(time, "${__from:date:seconds}", "${__to:date:seconds}");
    }

    private static Map<String, Object> defaults(Panel panel) {
        return switch (panel.unit()) {
            case "$" -> object("unit", "currencyUSD");
            case "%" -> object("unit", "percent", "min", 0);
            default -> object("unit", "short");
        };
    }

    private static Map<String, Object> options(Panel panel) {
        return switch (panel.visual()) {
            case SINGLE, PIE -> object("reduceOptions", object("calcs", List.of("lastNotNull"), "values", false));
            case BAR, COLUMN -> object("orientation", panel.visual() == Visual.BAR ? "horizontal" : "vertical");
            case TABLE, EVENTS, LINE, AREA -> object();
        };
    }
}
