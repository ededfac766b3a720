package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Set;

/// Our `parse`, `flatten` and `unroll` as Cribl's functions.
final class ParseExport {
    private ParseExport() {}

    static List<Block> parse(Section processor) {
        String format = processor.text("format");
        if (!Set.of("json", "key_value", "csv", "regex").contains(format)) {
            processor
                    .problems()
                    .error(
                            processor.at("format"),
                            "`parse` with `format: " + format + "` has no equivalent in Cribl",
                            "Set the field with `C.Time.strptime` in an `eval`.");
            return List.of();
        }
        refuse(processor, "prefix", "Rename afterwards.");
        Block conf = new Block(processor.at());
        if (format.equals("regex")) {
            refuse(processor, "into", "Leave it out: each group is a field.");
            conf.text("source", processor.text("source"))
                    .text("regex", MaskExport.regex(processor.text("pattern"), ""));
            processor.texts("fields");
            return List.of(CriblFunctionsExport.function(
                    "regex_extract", processor, conf.plain("overwrite", true, processor.at())));
        }
        conf.text("mode", "extract").text("srcField", processor.text("source"));
        switch (format) {
            case "key_value" -> {
                conf.text("type", "kvp");
                refuse(processor, "delimiter", "Cribl's parser takes `key=value` with spaces between.");
                refuse(processor, "pair_delimiter", "Cribl's parser takes `key=value` with spaces between.");
            }
            case "csv" ->
                conf.text("type", "delim")
                        .texts("fields", processor.texts("columns"), processor.at("columns"))
                        .text("delimChar", processor.text("delimiter", ","))
                        .text("quoteChar", processor.text("quote", "\""));
            default -> conf.text("type", "json");
        }
        if (processor.has("fields")) {
            conf.texts("keep", processor.texts("fields"), processor.at("fields"));
        }
        return List.of(CriblFunctionsExport.function("serde", processor, conf.copy("dstField", "into", processor)));
    }

    static Block flatten(Section processor) {
        refuse(processor, "resource", "Leave it out.");
        refuse(processor, "max_names", "Leave it out.");
        refuse(processor, "lists", "Leave it out.");
        List<String> names = CriblFunctionsExport.names(processor);
        Block conf = new Block(processor.at())
                .texts("fields", names.isEmpty() ? List.of("attributes") : names, processor.at())
                .text("delimiter", processor.text("separator", "."))
                .plain("depth", processor.integer("max_depth", 10, 1, 100), processor.at());
        return CriblFunctionsExport.function("flatten", processor, conf);
    }

    static Block unroll(Section processor) {
        refuse(processor, "index", "Leave it out.");
        refuse(processor, "max_parts", "Leave it out.");
        Block conf = new Block(processor.at())
                .text("srcExpr", processor.text("source"))
                .text("dstField", processor.text("into"));
        return CriblFunctionsExport.function("unroll", processor, conf);
    }

    private static void refuse(Section processor, String key, String hint) {
        processor
                .problems()
                .require(!processor.has(key), processor.at(key), "`" + key + "` has no equivalent in Cribl", hint);
    }
}
