package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Our `lookup` as Cribl's.
final class LookupExport {
    private LookupExport() {}

    static Block of(Section processor, CriblFunctionsExport.Definitions lookups) {
        String id = processor.text("lookup_table");
        Section definition = lookups.find(id);
        String file = definition == null ? id + ".csv" : definition.text("file", id + ".csv");
        Block conf = new Block(processor.at()).text("file", file.substring(file.lastIndexOf('/') + 1));
        how(definition, conf);
        List<String> columns = processor.texts("match_column");
        if (columns.isEmpty() && definition != null) {
            columns = definition.texts("key_field");
        }
        List<Block> in = new ArrayList<>();
        List<String> fields = processor.texts("match_field");
        for (int i = 0; i < fields.size(); i++) {
            Block pair = new Block(processor.at("match_field")).text("eventField", fields.get(i));
            if (i < columns.size() && !columns.get(i).equals(fields.get(i))) {
                pair.text("lookupField", columns.get(i));
            }
            in.add(pair);
        }
        conf.blocks("inFields", in).blocks("outFields", outputs(processor));
        return CriblFunctionsExport.function("lookup", processor, conf);
    }

    private static void how(@Nullable Section definition, Block conf) {
        conf.text("matchMode", definition == null ? "exact" : definition.text("match_type", "exact"));
        if (definition == null) {
            return;
        }
        if (!definition.flag("case_sensitive", true)) {
            conf.plain("ignoreCase", true, definition.at("case_sensitive"));
        }
        String type = definition.text("match_type", "exact");
        definition
                .problems()
                .require(
                        List.of("exact", "cidr", "regex").contains(type),
                        definition.at("match_type"),
                        "`match_type: " + type + "` has no equivalent in Cribl",
                        "There are exact, cidr and regex.");
        matches(definition, conf);
    }

    private static void matches(Section definition, Block conf) {
        String matches = definition.text("matches", "first");
        switch (matches) {
            case "first" -> {}
            case "longest" -> conf.put("matchType", Block.scalar("specific", definition.at("matches")));
            case "all" -> conf.put("matchType", Block.scalar("all", definition.at("matches")));
            default ->
                definition
                        .problems()
                        .error(
                                definition.at("matches"),
                                "`matches: " + matches + "` has no equivalent in Cribl, which takes the first row",
                                "Sort the table so that the row that is wanted stands first.");
        }
    }

    private static List<Block> outputs(Section processor) {
        Section defaults = processor.section("default_values");
        List<Block> outputs = new ArrayList<>();
        for (Yaml item : processor.items("add_fields")) {
            switch (item) {
                case Yaml.Scalar name ->
                    outputs.add(output(name.text().strip(), name.text().strip(), item, defaults));
                case Yaml.Mapping pairs ->
                    pairs.members().forEach((field, member) -> {
                        if (member.value() instanceof Yaml.Scalar column) {
                            outputs.add(output(field, column.text().strip(), item, defaults));
                        }
                    });
                case Yaml.Sequence _ -> {}
            }
        }
        return outputs;
    }

    private static Block output(String field, String column, Yaml item, Section defaults) {
        Block output = new Block(item.at()).text("lookupField", column).text("eventField", field);
        if (defaults.find(field) instanceof Yaml.Scalar value) {
            output.put("defaultValue", value);
        }
        return output;
    }
}
