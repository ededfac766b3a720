package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Replaces what `rules` find in `fields`, at every depth, and in what the fields were computed from.
final class MaskFunction implements CriblFunction {
    @Override
    public List<Block> processors(Section conf, Steps steps) {
        steps.refuse(conf, "flags", Set.of(), "Use an `eval` with a filter.");
        conf.integer("depth", 5, 1, 1000); // here all of a field is masked
        List<String> names = new ArrayList<>();
        for (String name : conf.has("fields") ? conf.texts("fields") : List.of("_raw")) {
            place(name, names, steps);
        }
        boolean scratch = !names.isEmpty() && names.stream().allMatch(name -> name.startsWith("__"));
        List<Block> rules = new ArrayList<>();
        for (Section rule : conf.sections("rules")) {
            if (!rule.flag("disabled", false)) {
                rules.add(rule(rule, scratch, steps).texts("fields", names, conf.at("fields")));
            }
            rule.finish();
        }
        return rules.isEmpty() ? List.of() : List.of(Block.of("mask", conf.at()).blocks("rules", rules));
    }

    /// `_raw` is the whole event.
    private static void place(String name, List<String> names, Steps steps) {
        List<String> fields = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        if (name.equals("_raw") || name.equals("*")) {
            names.add("*");
        } else if (name.startsWith("resource[") || (Words.isOwn(name) && !name.equals("attributes"))) {
            names.add(name);
        } else {
            steps.sort(List.of(name), fields, attributes);
            if (!name.contains("*") || steps.fields().stream().anyMatch(field -> fits(name, field))) {
                names.addAll(fields);
            }
            attributes.forEach(attribute -> names.add("attributes['" + attribute + "']"));
        }
    }

    private static boolean fits(String pattern, String field) {
        return field.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    }

    /// @param editsScratch whether it is about fields alone that never leave
    private static Block rule(Section rule, boolean editsScratch, Steps steps) {
        JsRegex regex = JsRegex.read(rule, "matchRegex", steps);
        boolean anchored = regex.pattern().startsWith("^") || regex.pattern().endsWith("$");
        if (!regex.isGlobal() && !anchored) {
            steps.problems()
                    .note(
                            rule.at("matchRegex"),
                            "without the flag g only the first place of each text is masked",
                            "Write the flag to mask all.");
        }
        boolean computes = rule.find("replaceExpr") instanceof Yaml.Scalar text
                && !text.text().isBlank();
        Block ours = new Block(rule.at()).put("pattern", Block.scalar(regex.unnamed(), rule.at("matchRegex")));
        if (!regex.isGlobal()) {
            ours.plain("first_only", true, rule.at("matchRegex"));
        }
        if (editsScratch) {
            ours.plain("sources", false, rule.at());
        }
        return computes ? ours.copy("replacement_expression", "replaceExpr", rule) : ours;
    }
}
