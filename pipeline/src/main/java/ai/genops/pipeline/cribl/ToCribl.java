package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A configuration folder of ours, or one pipeline, as a pack of Cribl's.
final class ToCribl {
    private final Conversion source;
    private final Map<String, Section> pipelines = new LinkedHashMap<>();
    private final Map<String, List<Section>> routes = new HashMap<>();
    private final Map<String, Section> lookups = new HashMap<>();
    private final List<Yaml> rows = new ArrayList<>();
    private final SortedMap<String, byte[]> made = new TreeMap<>();

    ToCribl(Conversion source) {
        this.source = source;
    }

    SortedMap<String, byte[]> files() {
        source.files().keySet().forEach(this::take);
        if (routes.containsKey("")) {
            export("", source.section(Yaml.Mapping.empty(Location.of("routes"))));
        }
        pipelines.forEach(this::export);
        if (!rows.isEmpty()) {
            Location at = rows.getFirst().at();
            Block table = new Block(at).text("id", "default").put("routes", new Yaml.Sequence(at, rows));
            made.put("default/pipelines/route.yml", Conversion.bytes(table.yaml()));
        }
        String about = "{\"name\": \"%s\", \"version\": \"1.0.0\", \"displayName\": \"%s\"}%n"
                .formatted(source.name(), source.name());
        made.put("package.json", about.getBytes(StandardCharsets.UTF_8));
        return made;
    }

    private void take(String path) {
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        boolean yaml = path.endsWith(".yaml") || path.endsWith(".yml");
        boolean top = path.indexOf('/') == path.lastIndexOf('/') && !path.matches(".*\\.test\\.ya?ml");
        if (yaml && top && (folder.equals("pipelines") || source.files().size() == 1)) {
            each(path, block -> pipelines.put(block.text("id", id(path)), block));
        } else if (yaml && top && folder.equals("routes")) {
            each(path, this::route);
        } else if (yaml && top && folder.equals("lookups")) {
            each(path, block -> lookups.put(block.text("id", id(path)), block));
        } else if (top && folder.equals("lookups")) {
            made.put("data/" + path, source.files().get(path));
        } else {
            source.problems().note(Location.of(path), "is not converted", "");
        }
    }

    private void each(String path, java.util.function.Consumer<Section> take) {
        Yaml yaml = source.yaml(path);
        List<Yaml> blocks = yaml instanceof Yaml.Sequence list ? list.items() : List.of(yaml);
        blocks.forEach(block -> take.accept(source.section(block)));
    }

    private void route(Section block) {
        if (block.keys().contains("routes")) {
            source.problems()
                    .require(
                            block.sections("routes").stream()
                                    .allMatch(row -> row.texts("outputs").isEmpty()),
                            block.at(),
                            "several `outputs` of a row have no equivalent in Cribl",
                            "Write a row for each, with `final: false` for all but the last.");
            rows.addAll(block.items("routes"));
        } else {
            routes.computeIfAbsent(block.text("pipeline", ""), _ -> new ArrayList<>())
                    .add(block);
        }
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    }

    private void export(String id, Section block) {
        var exported = CriblExport.translate(id, block, routes.getOrDefault(id, List.of()), lookups::get);
        exported.pipelines()
                .forEach((name, conf) -> made.put("default/pipelines/" + name + "/conf.yml", Conversion.bytes(conf)));
        rows.addAll(exported.rows());
    }
}
