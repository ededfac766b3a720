package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a pipeline of ours into Cribl's: its functions, and a row of the table of routes for each of its routes, with
/// the pipeline's filters. A route with a filter of its own, which asks for what the pipeline has set, gets a pipeline
/// that chains this one and drops the others.
final class CriblExport {
    private static final Set<String> ROUTE =
            Set.of("id", "name", "description", "destination", "filter", "enabled", "pipeline");

    private final String id;
    private final Section block;
    private final Problems problems;
    private final CriblFunctionsExport functions;
    private final Map<String, Yaml.Mapping> pipelines = new LinkedHashMap<>();
    private final List<Yaml> rows = new ArrayList<>();

    private CriblExport(String id, Section block, CriblFunctionsExport.Definitions lookups) {
        this.id = id;
        this.block = block;
        this.problems = block.problems();
        this.functions = new CriblFunctionsExport(problems, lookups);
    }

    /// @param pipelines what stands in their `conf`, by their ids
    record Exported(Map<String, Yaml.Mapping> pipelines, List<Yaml> rows) {}

    /// @param added routes that stand in files of their own
    static Exported translate(String id, Section block, List<Section> added, CriblFunctionsExport.Definitions lookups) {
        var export = new CriblExport(id, block, lookups);
        export.translate(added);
        return new Exported(export.pipelines, export.rows);
    }

    private void translate(List<Section> added) {
        block.text("id", "");
        block.text("description", "");
        block.text("bare_names", ""); // there they are the event's fields, always
        boolean enabled = block.flag("enabled", true);
        String filter = filter();
        List<Block> made = new ArrayList<>();
        for (Section processor : block.sections("processors")) {
            made.addAll(functions.of(processor));
        }
        if (!id.isEmpty()) {
            pipelines.put(id, conf(made));
        }
        List<Section> routes = new ArrayList<>(block.sections("routes"));
        routes.addAll(added);
        for (Section route : routes) {
            route(route, filter, enabled);
        }
        block.finish();
    }

    private Yaml.Mapping conf(List<Block> made) {
        Location at = block.at();
        return new Block(at)
                .text("output", "default")
                .put("groups", Yaml.Mapping.empty(at))
                .plain("asyncFuncTimeout", 1000, at)
                .copy("description", block)
                .blocks("functions", made)
                .yaml();
    }

    private String filter() {
        List<String> filters = new ArrayList<>();
        for (Section section : block.sections("filters")) {
            filters.add(section.text("expression"));
        }
        return filters.isEmpty()
                ? "true"
                : filters.size() == 1 ? filters.getFirst() : "(" + String.join(") && (", filters) + ")";
    }

    private void route(Section route, String filter, boolean enabled) {
        String name = route.has("name") ? route.text("name") : route.text("id");
        for (String key : route.keys()) {
            problems.require(
                    ROUTE.contains(key),
                    route.at(key),
                    "`" + key + "` of a route has no equivalent in Cribl",
                    "Set it at the destination there.");
        }
        String row = id.isEmpty() ? name : id + "-" + name;
        String pipeline = id.isEmpty() ? "passthru" : id;
        String own = route.text("filter", "true");
        boolean onReceived = id.isEmpty();
        if (!own.equals("true") && !onReceived) {
            pipelines.put(row, chained(route, own));
            pipeline = row;
        }
        Block made = new Block(route.at())
                .text("id", row)
                .text("name", row)
                .text("filter", onReceived ? own : filter)
                .text("pipeline", pipeline)
                .text("output", route.text("destination"))
                .plain("final", false, route.at());
        if (!enabled || !route.flag("enabled", true)) {
            made.plain("disabled", true, route.at());
        }
        rows.add(made.copy("description", route).yaml());
    }

    private Yaml.Mapping chained(Section route, String own) {
        Block chain = function(route.at(), "chain")
                .put("conf", new Block(route.at()).text("processor", id).yaml());
        Block drop = function(route.at(), "drop")
                .text("filter", "!(" + own + ")")
                .put("conf", Yaml.Mapping.empty(route.at()));
        return conf(List.of(chain, drop));
    }

    private static Block function(Location at, String id) {
        return new Block(at).text("id", id).text("filter", "true");
    }
}
