package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the row whose `lookupField`s are the event's `eventField`s, and adds `outFields`.
final class LookupFunction implements CriblFunction {
    @Override
    public List<Block> processors(Section conf, Steps steps) {
        String file = conf.text("file");
        String id = id(file);
        if (file.endsWith(".mmdb")) {
            steps.refuse(conf.at("file"), "`" + file + "` is a MaxMind database", CriblFunctions.advice("geoip"));
        }
        boolean addToEvent = conf.flag("addToEvent", false);
        List<String> before = List.copyOf(steps.fields());
        conf.flag("dbLookup", false); // how Cribl holds the table
        conf.text("reloadPeriodSec", ""); // a file that has changed is read again
        Block lookup = Block.of("lookup", conf.at()).put("lookup_table", Block.scalar(id, conf.at("file")));
        List<Yaml> events = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Section pair : conf.sections("inFields")) {
            String field = pair.text("eventField");
            columns.add(pair.text("lookupField", field));
            if (pair.find("eventField") instanceof Yaml.Scalar name) {
                events.add(steps.expression(name));
            }
            pair.finish();
        }
        Location at = conf.at("inFields");
        lookup.put("match_field", new Yaml.Sequence(at, events)).texts("match_column", columns, at);
        outputs(conf, id, columns, lookup, steps);
        steps.need(new LookupNeed(
                id,
                file.substring(file.lastIndexOf('/') + 1),
                List.copyOf(columns),
                conf.choice("matchMode", "exact", List.of("exact", "cidr", "regex")),
                conf.flag("ignoreCase", false),
                matches(conf),
                conf.at("file")));
        return addToEvent ? List.of(lookup, toRaw(conf, outputs(conf, before, steps), steps)) : List.of(lookup);
    }

    private static List<String> outputs(Section conf, List<String> before, Steps steps) {
        List<String> named = conf.sections("outFields").stream()
                .map(output -> output.text("eventField", output.text("lookupField")))
                .toList();
        return named.isEmpty()
                ? steps.fields().stream().filter(name -> !before.contains(name)).toList()
                : named;
    }

    /// ` name=value` of each that was found, at the end of the event's text.
    private static Block toRaw(Section conf, List<String> fields, Steps steps) {
        String pairs = fields.stream()
                .map(field -> "['" + field + "', __e['" + field + "']]")
                .collect(Collectors.joining(", "));
        String raw = "_raw + [" + pairs + "].filter(e => e[1] != null).map(e => ' ' + e[0] + '=' + e[1]).join('')";
        steps.set("_raw");
        return Block.of("eval", conf.at("addToEvent"))
                .blocks("expressions", List.of(new Block(conf.at("addToEvent")).text("_raw", raw)));
    }

    /// The most specific network is found in any case.
    private static String matches(Section conf) {
        boolean regex = conf.text("matchMode", "exact").equals("regex");
        return switch (conf.choice("matchType", "first", List.of("first", "specific", "all"))) {
            case "all" -> "all";
            case "specific" -> regex ? "longest" : "first";
            default -> "first";
        };
    }

    private static void outputs(Section conf, String id, List<String> keys, Block lookup, Steps steps) {
        List<Yaml> added = new ArrayList<>();
        Block defaults = new Block(conf.at("outFields"));
        for (Section output : conf.sections("outFields")) {
            String column = output.text("lookupField");
            String field = output.text("eventField", column);
            added.add(new Block(output.at()).text(field, column).yaml());
            if (output.find("defaultValue") instanceof Yaml.Scalar value
                    && !value.text().isEmpty()) {
                defaults.put(field, value);
            }
            steps.set(field);
            output.finish();
        }
        if (added.isEmpty()) {
            for (String column : steps.around().columns(id)) {
                if (!keys.contains(column)) {
                    added.add(Block.scalar(column, conf.at("file")));
                    steps.set(column);
                }
            }
        }
        if (!added.isEmpty()) {
            lookup.put("add_fields", new Yaml.Sequence(conf.at("outFields"), added));
        }
        if (!defaults.isEmpty()) {
            lookup.put("default_values", defaults.yaml());
        }
    }

    private static String id(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.replaceFirst("(\\.csv|\\.json|\\.ndjson|\\.mmdb)?(\\.gz)?$", "");
    }
}
