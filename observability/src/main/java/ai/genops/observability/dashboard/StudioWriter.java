package ai.genops.observability.dashboard;

import static ai.genops.observability.dashboard.Json.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the definition that Splunk's Dashboard Studio takes in its source view. */
public final class StudioWriter {
    private static final int COLUMNS = 1200;
    private static final int LOW = 150;
    private static final int HIGH = 320;

    private StudioWriter() {}

    /** The JSON document. */
    public static String write(Dashboard dashboard) {
        Map<String, Object> visuals = new LinkedHashMap<>();
        Map<String, Object> sources = new LinkedHashMap<>();
        Map<String, Object> inputs = new LinkedHashMap<>();
        List<Object> structure = new ArrayList<>();
        int number = 0;
        for (Grid place : Grid.of(dashboard, COLUMNS, LOW, HIGH)) {
            number++;
            String viz = "viz_" + number;
            String source = "ds_" + number;
            visuals.put(viz, visual(place.panel(), source));
            sources.put(source, source(place.panel()));
            structure.add(object(
                    "item",
                    viz,
                    "type",
                    "block",
                    "position",
                    object("x", place.x(), "y", place.y(), "w", place.width(), "h", place.height())));
        }
        dashboard.inputs().forEach(input -> inputs.put("input_" + input.token(), input(input)));
        return Json.write(object(
                "title",
                dashboard.title(),
                "description",
                dashboard.description(),
                "visualizations",
                visuals,
                "dataSources",
                sources,
                "inputs",
                inputs,
                "layout",
                object(
                        "type",
                        "grid",
                        "options",
                        object("width", COLUMNS),
                        "structure",
                        structure,
                        "globalInputs",
                        List.copyOf(inputs.keySet()))));
    }

    private static Object visual(Panel panel, String source) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (panel.visual() == Visual.SINGLE && !panel.unit().isEmpty()) {
            options.put("unit", panel.unit());
            options.put("unitPosition", panel.options().getOrDefault("unitPosition", "after"));
            options.put("numberPrecision", precision(panel));
        }
        if (panel.options().containsKey("charting.chart.stackMode")) {
            options.put("stackMode", panel.options().get("charting.chart.stackMode"));
        }
        Map<String, Object> visual = object(
                "type",
                panel.visual().studio,
                "title",
                panel.title(),
                "dataSources",
                object("primary", source),
                "options",
                options);
        if (panel.visual() == Visual.SINGLE) {
            StudioRanges.write(panel, visual, options);
        }
        return visual;
    }

    /** Digits behind the point. */
    private static int precision(Panel panel) {
        String form = panel.options().getOrDefault("numberPrecision", "0");
        int point = form.indexOf('.');
        return point < 0 ? 0 : form.length() - point - 1;
    }

    private static Object source(Panel panel) {
        return object(
                "type", "ds.search",
                "name", panel.title(),
                "options",
                        object(
                                "query", panel.query().spl(),
                                "queryParameters",
                                        object(
                                                "earliest", panel.query().earliest(),
                                                "latest", panel.query().latest())));
    }

    private static Object input(Input input) {
        Map<String, Object> options =
                object("token", input.token(), "defaultValue", String.join(",", input.defaults()));
        if (!input.choices().isEmpty()) {
            options.put(
                    "items",
                    input.choices().stream()
                            .map(choice -> object("label", choice.label(), "value", choice.value()))
                            .toList());
        }
        String type = input.type().equals("time") ? "timerange" : input.type();
        return object("type", "input." + type, "title", input.label(), "options", options);
    }
}
