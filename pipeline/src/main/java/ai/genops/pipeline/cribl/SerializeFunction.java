package ai.genops.pipeline.cribl;

import ai.genops.event.Own;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes one text of fields, `_raw` unless another is named.
final class SerializeFunction implements CriblFunction {
    private static final List<String> TYPES = List.of("json", "kvp", "csv", "delim");
    private static final List<String> ALL = List.of("!_*", "!cribl*", "*");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        Block serialize = Block.of("serialize", conf.at());
        String type = conf.text("type", "json");
        List<String> names = conf.texts("fields");
        List<Block> before = new ArrayList<>();
        form(conf, type, serialize, names, steps);
        if (conf.find("srcField") instanceof Yaml.Scalar source
                && !source.text().isBlank()) {
            String object = Members.filtered(steps.expression(source).text(), names, List.of(), "");
            serialize.put("source", Block.scalar(object, source.at()));
        } else {
            names.forEach(name -> own(name, before, conf, steps));
            List<String> fields = new ArrayList<>();
            List<String> attributes = new ArrayList<>();
            steps.sort(names.isEmpty() ? ALL : names, fields, attributes);
            fields.removeIf(name -> !name.contains("*") && !steps.isField(name.replaceFirst("^!", "")));
            if (!fields.isEmpty() && !steps.fields().isEmpty()) {
                serialize.texts("fields", fields, conf.at("fields"));
            }
            if (!attributes.isEmpty()) {
                serialize.texts("attributes", attributes, conf.at("fields"));
            }
        }
        String into = conf.text("dstField", "_raw");
        steps.set(into);
        before.add(serialize.text("into", into));
        return before;
    }

    /// How the text is written, of this function and of a parser that writes its text anew.
    static void form(Section conf, String type, Block serialize, List<String> columns, Steps steps) {
        if (!TYPES.contains(type)) {
            steps.refuse(
                    conf.at("type"),
                    "a text of type `" + type + "` has no equivalent here",
                    "There are " + String.join(", ", TYPES) + ".");
        }
        boolean clean = conf.flag("cleanFields", false);
        switch (type) {
            case "csv", "delim" -> {
                serialize.text("format", "csv").texts("columns", columns, conf.at("fields"));
                if (type.equals("delim")) {
                    serialize.copy("delimiter", "delimChar", conf).copy("quote", "quoteChar", conf);
                    steps.refuse(conf, "escapeChar", Set.of("\\"), "A quote within quotes is written twice.");
                    steps.refuse(conf, "nullValue", Set.of("-"), "Set what holds it to null in an `eval`.");
                }
            }
            case "kvp" -> {
                serialize.text("format", "key_value");
                serialize.copy("pair_delimiter", "pairDelimiter", conf).copy("delimiter", "delimiter", conf);
            }
            default -> serialize.text("format", "json");
        }
        if (clean && !type.equals("csv") && !type.equals("delim")) {
            serialize.plain("plain_names", true, conf.at("cleanFields"));
        }
    }

    /// What an event of HEC is filed under is neither a field nor an attribute until it is made one.
    private static void own(String name, List<Block> before, Section conf, Steps steps) {
        Own own = Own.ofWord(name);
        if (own != null && own != Own.RAW && !own.isOpenTelemetrys() && !steps.isField(name)) {
            Block set = new Block(conf.at("fields")).text(name, name);
            before.add(Block.of("eval", conf.at("fields")).blocks("expressions", List.of(set)));
            steps.set(name);
        }
    }
}
