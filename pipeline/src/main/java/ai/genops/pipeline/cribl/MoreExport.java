package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our `serialize`, `numerify`, `clone` and `geoip` as Cribl's functions.
final class MoreExport {
    private static final Pattern TEXT = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");

    private MoreExport() {}

    static Block serialize(Section processor) {
        String format = processor.text("format", "json");
        Block conf = new Block(processor.at())
                .text("type", format.equals("json") ? "json" : format.equals("csv") ? "delim" : "kvp")
                .text("dstField", processor.text("into", "_raw"));
        if (processor.find("source") instanceof Yaml.Scalar source) {
            conf.put("srcField", source);
        }
        if (format.equals("csv")) {
            CriblFunctionsExport.names(processor);
            conf.texts("fields", processor.texts("columns"), processor.at("columns"))
                    .text("delimChar", processor.text("delimiter", ","))
                    .text("quoteChar", processor.text("quote", "\""));
        } else {
            List<String> names = CriblFunctionsExport.names(processor);
            conf.texts("fields", names.isEmpty() ? List.of("*") : names, processor.at())
                    .plain("cleanFields", processor.flag("plain_names", false), processor.at());
            conf.copy("pairDelimiter", "pair_delimiter", processor).copy("delimiter", processor);
        }
        return CriblFunctionsExport.function("serialize", processor, conf);
    }

    static Block numerify(Section processor) {
        List<String> ignored = new ArrayList<>();
        for (String name : CriblFunctionsExport.names(processor)) {
            processor
                    .problems()
                    .require(
                            name.startsWith("!") || name.equals("*") || name.equals("attributes['*']"),
                            processor.at(),
                            "`" + name + "` has no equivalent in Cribl's numerify, which takes all but some fields",
                            "Name what to leave out, with `!` before it.");
            if (name.startsWith("!")) {
                ignored.add(name.substring(1));
            }
        }
        String rounding = processor.text("rounding", "none");
        Block conf = new Block(processor.at())
                .texts("ignoreFields", ignored, processor.at())
                .copy("filterExpr", "where", processor)
                .text("format", rounding.equals("round") ? "fix" : rounding)
                .plain("digits", processor.integer("digits", 0, 0, 20), processor.at("digits"));
        return CriblFunctionsExport.function("numerify", processor, conf);
    }

    static Block copies(Section processor) {
        List<Block> clones = new ArrayList<>();
        for (Section copy : processor.sections("copies")) {
            Block clone = new Block(copy.at());
            for (Yaml entry : copy.items("expressions")) {
                if (entry instanceof Yaml.Mapping pairs) {
                    pairs.members().forEach((name, member) -> clone.text(name, text(member, processor)));
                }
            }
            clones.add(clone);
        }
        return CriblFunctionsExport.function("clone", processor, new Block(processor.at()).blocks("clones", clones));
    }

    private static String text(Yaml.Member member, Section processor) {
        String expression =
                member.value() instanceof Yaml.Scalar scalar ? scalar.text().strip() : "";
        Matcher text = TEXT.matcher(expression);
        boolean plain = text.matches();
        processor
                .problems()
                .require(
                        plain,
                        member.at(),
                        "`" + expression + "` has no equivalent in Cribl, whose clones have plain texts",
                        "Set it in an `eval` behind the clone.");
        return plain ? (text.group(1) == null ? text.group(2) : text.group(1)) : "";
    }

    static Block geoip(Section processor) {
        Section added = processor.section("add_fields");
        String into = added.keys().stream().findFirst().orElse("geoip");
        processor
                .problems()
                .require(
                        added.keys().size() == 1 && added.text(into, "").equals("*"),
                        processor.at("add_fields"),
                        "Cribl's geoip puts all that the database says into one field",
                        "Write `add_fields: {geoip: '*'}`, and set single fields in an `eval`.");
        processor.section("default_values").keys();
        Block conf = new Block(processor.at())
                .text("file", processor.text("database") + ".mmdb")
                .text("inField", processor.text("match_field"))
                .text("outField", into);
        return CriblFunctionsExport.function("geoip", processor, conf);
    }
}
