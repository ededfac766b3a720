package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Functions that need but a few lines.
final class SmallFunctions {
    private SmallFunctions() {}

    static List<Block> drop(Section conf, Steps steps) {
        return List.of(Block.of("drop", conf.at()));
    }

    /// A rate of N keeps one in N. Cribl drops the others; here they are marked, and destinations that take all get
    /// them.
    static List<Block> sampling(Section conf, Steps steps) {
        List<Block> rules = new ArrayList<>();
        boolean forAll = false;
        for (Section rule : conf.sections("rules")) {
            int rate = rule.integer("rate", 1, 1, Integer.MAX_VALUE);
            Object share = BigDecimal.ONE
                    .divide(BigDecimal.valueOf(rate), MathContext.DECIMAL64)
                    .stripTrailingZeros();
            boolean always = Words.isAlways(rule);
            if (!forAll) {
                rules.add(
                        always
                                ? new Block(rule.at()).plain("default", share, rule.at("rate"))
                                : new Block(rule.at())
                                        .copy("condition", "filter", rule)
                                        .plain("sample_rate", share, rule.at("rate")));
            } else {
                steps.problems().note(rule.at(), "no event reaches this rule: the one before is for all", "");
            }
            forAll |= always;
            rule.finish();
        }
        if (!forAll && !rules.isEmpty()) {
            rules.add(new Block(conf.at()).plain("default", 1, conf.at()));
        }
        return List.of(Block.of("sampling", conf.at()).blocks("rules", rules));
    }

    static List<Block> rename(Section conf, Steps steps) {
        steps.refuse(conf, "baseFields", Set.of(), "Name the inner fields in full under `rename`.");
        conf.text("wildcardDepth", ""); // of renameExpr, which renames attributes as they are
        Block fields = new Block(conf.at("rename"));
        Block attributes = new Block(conf.at("rename"));
        for (Section pair : conf.sections("rename")) {
            String old = pair.text("currentName");
            String name = pair.text("newName");
            pair.finish();
            if (steps.isField(old)) {
                fields.put(old, Block.scalar(name, pair.at("newName")));
                steps.set(name);
            } else {
                attributes.put(Steps.attribute(old), Block.scalar(Steps.attribute(name), pair.at("newName")));
            }
        }
        Block rename = Block.of("rename", conf.at());
        if (!fields.isEmpty()) {
            rename.put("fields", fields.yaml());
        }
        if (!attributes.isEmpty()) {
            rename.put("attributes", attributes.yaml());
        }
        List<Block> renames = new ArrayList<>();
        if (!fields.isEmpty() || !attributes.isEmpty()) {
            renames.add(rename);
        }
        String expression = conf.text("renameExpr", "");
        if (!expression.isBlank()) {
            renames.addAll(renamedBy(expression, conf, steps));
        }
        return renames;
    }

    /// All attributes at once: they are set aside under their new names, taken away, and set again.
    private static List<Block> renamedBy(String expression, Section conf, Steps steps) {
        var at = conf.at("renameExpr");
        for (String field : steps.fields()) {
            if (!field.startsWith("_")) {
                steps.problems()
                        .note(
                                at,
                                "`renameExpr` renames what an event arrives with, not what the pipeline sets: `" + field
                                        + "` keeps its name",
                                "List it under `rename`.");
                break;
            }
        }
        String parsed = steps.scratch();
        Block aside = new Block(at).text(parsed, Members.renamed("attributes", expression));
        return List.of(
                Block.of("eval", at).blocks("expressions", List.of(aside)),
                Block.of("remove", at).texts("attributes", List.of("*"), at),
                Block.of("parse", at).text("source", parsed).text("format", "json"));
    }

    static List<Block> flatten(Section conf, Steps steps) {
        steps.refuse(conf, "prefix", Set.of(), "Rename afterwards.");
        List<String> fields = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        List<String> names = conf.texts("fields");
        steps.sort(names.isEmpty() ? List.of("*") : names, fields, attributes);
        Block flatten = Block.of("flatten", conf.at())
                .text("separator", conf.text("delimiter", "_"))
                .plain("max_depth", conf.integer("depth", 5, 1, 100), conf.at("depth"));
        if (!fields.isEmpty() && !steps.fields().isEmpty()) {
            flatten.texts("fields", fields, conf.at("fields"));
        }
        if (!attributes.isEmpty()) {
            flatten.texts("attributes", attributes, conf.at("fields"));
        }
        return List.of(flatten);
    }

    /// Of several events that are allowed, the period begins with the first here, with the last in Cribl.
    static List<Block> suppress(Section conf, Steps steps) {
        conf.text("cacheIdleTimeoutPeriods", ""); // here a key is known for two periods
        conf.text("numEventsIdleTimeoutTrigger", "");
        steps.refuse(conf, "dropEventsMode", Set.of("true"), "What is suppressed is dropped here, and counted.");
        conf.text("keyExpr");
        int seconds = conf.integer("suppressPeriodSec", 30, 1, Integer.MAX_VALUE);
        Block throttle = Block.of("throttle", conf.at())
                .plain("allow", conf.integer("allow", 1, 1, Integer.MAX_VALUE), conf.at("allow"))
                .text("per", seconds + "s")
                .text("count_field", "suppressCount")
                .plain("max_keys", conf.integer("maxCacheSize", 50_000, 1, 10_000_000), conf.at("maxCacheSize"));
        if (conf.find("keyExpr") instanceof Yaml.Scalar key) {
            throttle.put("key", steps.expression(key));
        }
        steps.set("suppressCount");
        return List.of(throttle);
    }

    static List<Block> unroll(Section conf, Steps steps) {
        Block unroll = Block.of("unroll", conf.at());
        conf.text("srcExpr");
        String into = conf.text("dstField", "_raw");
        if (conf.find("srcExpr") instanceof Yaml.Scalar source) {
            unroll.put("source", source);
        }
        steps.set(into);
        return List.of(unroll.put("into", Block.scalar(into, conf.at("dstField"))));
    }
}
