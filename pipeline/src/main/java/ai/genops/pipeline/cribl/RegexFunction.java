package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Named groups become fields.
final class RegexFunction implements CriblFunction {
    @Override
    public List<Block> processors(Section conf, Steps steps) {
        return processors(conf, "source", steps);
    }

    /// @param source the key with the field to look at
    static List<Block> processors(Section conf, String source, Steps steps) {
        steps.refuse(conf, "fieldNameExpression", Set.of(), "Rename afterwards.");
        conf.text("iterations", ""); // of the flag g
        boolean overwrite = conf.flag("overwrite", false);
        Yaml.Scalar from = conf.find(source) instanceof Yaml.Scalar name
                ? steps.expression(name)
                : Block.scalar("_raw", conf.at());
        List<Section> regexes = new ArrayList<>(List.of(conf));
        regexes.addAll(conf.sections("regexList"));
        List<Block> processors = new ArrayList<>();
        for (Section section : regexes) {
            JsRegex regex = JsRegex.read(section, "regex", steps);
            check(section, regex, overwrite, steps);
            processors.add(Block.of("parse", section.at("regex"))
                    .put("source", from)
                    .text("format", "regex")
                    .put("pattern", Block.scalar(regex.pattern(), section.at("regex")))
                    .texts("fields", regex.names(), section.at("regex")));
            regex.names().forEach(steps::set);
            if (section != conf) {
                section.finish();
            }
        }
        return processors;
    }

    private static void check(Section section, JsRegex regex, boolean overwrite, Steps steps) {
        if (regex.isGlobal()) {
            steps.refuse(
                    section.at("regex"),
                    "the flag g, for a list of all that is found, has no equivalent here",
                    "Use an `eval`: `[...text.matchAll(/…/g)].map(m => m[1])`.");
        }
        for (String name : regex.names()) {
            if (name.startsWith("_NAME_") || name.startsWith("_VALUE_")) {
                steps.refuse(
                        section.at("regex"),
                        "names that the text itself gives (`" + name + "`) have no equivalent here",
                        "Use a parser of type kvp.");
            } else if (steps.isField(name) && !overwrite) {
                steps.refuse(
                        section.at("regex"),
                        "`" + name + "` is set already; Cribl would make a list of both",
                        "Write `overwrite: true`, or give the group another name.");
            }
        }
    }
}
