package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Functions that are a processor of ours under another name.
final class MoreFunctions {
    private MoreFunctions() {}

    /// Each clone has the fields that it names, with these values as they are written.
    static List<Block> copies(Section conf, Steps steps) {
        List<Block> copies = new ArrayList<>();
        for (Section clone : conf.sections("clones")) {
            List<Block> expressions = new ArrayList<>();
            for (String name : clone.keys()) {
                String text = clone.text(name, "").replace("\\", "\\\\").replace("'", "\\'");
                expressions.add(new Block(clone.at(name)).text(name, "'" + text + "'"));
                steps.set(name);
            }
            copies.add(new Block(clone.at()).blocks("expressions", expressions));
        }
        return List.of(Block.of("clone", conf.at()).blocks("copies", copies));
    }

    static List<Block> numerify(Section conf, Steps steps) {
        conf.text("depth", ""); // here all of a field
        List<String> names = new ArrayList<>();
        conf.texts("ignoreFields").forEach(name -> names.add("!" + name));
        List<String> fields = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        names.add("*");
        steps.sort(names, fields, attributes);
        fields.removeIf(name -> !name.contains("*") && !steps.isField(name.substring(1)));
        Block numerify = Block.of("numerify", conf.at()).texts("attributes", attributes, conf.at());
        if (!steps.fields().isEmpty()) {
            numerify.texts("fields", fields, conf.at());
        }
        String where = conf.text("filterExpr", "").strip();
        if (!where.isEmpty() && !where.equals("true")) {
            numerify.put("where", Block.scalar(where, conf.at("filterExpr")));
        }
        String format = conf.choice("format", "none", List.of("none", "fix", "floor", "ceil"));
        int digits = conf.integer("digits", 2, 0, 20);
        if (!format.equals("none")) {
            numerify.text("rounding", format.equals("fix") ? "round" : format);
            numerify.plain("digits", format.equals("fix") ? digits : 0, conf.at("digits"));
        }
        return List.of(numerify);
    }

    /// All that the database says, in one field.
    static List<Block> geoip(Section conf, Steps steps) {
        steps.refuse(conf, "outFieldMappings", Set.of(), "Set single fields in an `eval`: `geoip.country.iso_code`.");
        String file = conf.text("file");
        String id = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.mmdb$", "");
        List<Block> lookups = new ArrayList<>();
        lookups.add(geoip(conf, "inField", "ip", conf.text("outField", "geoip"), id, steps));
        for (Section more : conf.sections("additionalFields")) {
            lookups.add(geoip(more, "extraInField", "", more.text("extraOutField"), id, steps));
            more.finish();
        }
        return lookups;
    }

    private static Block geoip(Section from, String key, String otherwise, String into, String id, Steps steps) {
        Yaml.Scalar address = from.find(key) instanceof Yaml.Scalar name ? name : Block.scalar(otherwise, from.at());
        Block all = new Block(from.at()).text(into, "*");
        Block geoip = Block.of("geoip", from.at())
                .text("database", id)
                .put("match_field", steps.expression(address))
                .put("add_fields", all.yaml());
        steps.set(into);
        return geoip;
    }

    /// Cribl keeps the logarithm or the square root of what a period had; here about as many events as are never left
    /// out there.
    static List<Block> dynamicSampling(Section conf, Steps steps) {
        String mode = conf.text("mode", "log");
        int period = conf.integer("samplePeriod", 30, 1, 86_400);
        int least = conf.integer("minEvents", 30, 1, Integer.MAX_VALUE);
        int most = conf.integer("maxSampleRate", 100, 1, 1_000_000);
        steps.problems()
                .note(
                        conf.at("mode"),
                        "`mode: " + mode + "` becomes a steady number: of each key about " + least + " events in "
                                + period + " s are kept, and at least one in " + most,
                        "Write another `target` in our own format if that is too many or too few.");
        Block sampling = Block.of("adaptive_sampling", conf.at())
                .text("target", least + "/" + period + "s")
                .text("window", period + "s")
                .plain("min_rate", BigDecimal.ONE.divide(BigDecimal.valueOf(most), MathContext.DECIMAL64), conf.at());
        if (conf.find("keyExpr") instanceof Yaml.Scalar key) {
            sampling.put("group_by", new Yaml.Sequence(key.at(), List.of(steps.expression(key))));
        }
        return List.of(sampling);
    }
}
