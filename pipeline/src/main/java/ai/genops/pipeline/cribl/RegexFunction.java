package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Named groups become fields; with the flag g lists of all that is found.
final class RegexFunction implements CriblFunction {
    private static final Pattern PAIR = Pattern.compile("_(NAME|KEY|VALUE)_(\\d+)");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        return processors(conf, "source", steps);
    }

    /// @param source the key with the field to look at
    static List<Block> processors(Section conf, String source, Steps steps) {
        String naming = conf.text("fieldNameExpression", "");
        int most = conf.integer("iterations", 100, 1, 100_000);
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
            if (section != conf) {
                section.finish();
            }
            if (regex.isGlobal() || isNamedByText(regex)) {
                processors.addAll(
                        global(section, section.text("regex"), regex, new Found(from.text(), most, naming), steps));
                continue;
            }
            steps.problems()
                    .require(
                            naming.isBlank(),
                            conf.at("fieldNameExpression"),
                            "`fieldNameExpression` has no equivalent where the groups have names",
                            "Give the groups the names that the fields are to have.");
            processors.add(Block.of("parse", section.at("regex"))
                    .put("source", from)
                    .text("format", "regex")
                    .put("pattern", Block.scalar(regex.pattern(), section.at("regex")))
                    .texts("fields", regex.names(), section.at("regex")));
            regex.names().forEach(steps::set);
        }
        return processors;
    }

    /// @param text the expression that is looked at
    /// @param naming makes a field's name of one that the text gives
    private record Found(String text, int most, String naming) {
        /// All that is found, as an expression.
        String all(String literal, boolean global) {
            int slash = literal.lastIndexOf('/');
            boolean isLiteral = literal.startsWith("/") && slash > 0;
            String pattern = isLiteral ? literal.substring(0, slash + 1) : "/" + literal.replace("/", "\\/") + "/";
            String flags = isLiteral ? literal.substring(slash + 1) : "";
            return "[...String(" + text + " ?? '').matchAll(" + pattern + flags.replace("g", "") + "g)].slice(0, "
                    + (global ? most : 1) + ")";
        }
    }

    private static boolean isNamedByText(JsRegex regex) {
        return regex.names().stream().anyMatch(name -> PAIR.matcher(name).matches());
    }

    /// All places: a group that is found several times gives a list. Of pairs `_NAME_0`, `_VALUE_0` the text gives the
    /// name, so they become attributes.
    private static List<Block> global(Section section, String literal, JsRegex regex, Found found, Steps steps) {
        String all = found.all(literal, regex.isGlobal());
        List<Block> made = new ArrayList<>();
        List<Block> named = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (String name : regex.names()) {
            var pair = PAIR.matcher(name);
            if (!pair.matches()) {
                String before = steps.isField(name) ? " ?? " + name : "";
                named.add(new Block(section.at("regex"))
                        .text(
                                name,
                                "[" + all + ".map(m => m.groups." + name + ").filter(x => x != null)]"
                                        + ".map(x => x.length > 1 ? x : x[0])[0]" + before));
                steps.set(name);
            } else if (!pair.group(1).equals("VALUE")) {
                String value = "m.groups._VALUE_" + pair.group(2);
                pairs.add("[" + Members.named("m.groups." + name, value, found.naming()) + ", " + value + "]");
            }
        }
        if (!named.isEmpty()) {
            made.add(Block.of("eval", section.at("regex")).blocks("expressions", named));
        }
        if (!pairs.isEmpty()) {
            String object = "Object.fromEntries(" + all + ".flatMap(m => [" + String.join(", ", pairs)
                    + "]).filter(p => p[0] != null && p[1] != null))";
            made.add(Block.of("parse", section.at("regex"))
                    .put("source", Block.scalar(object, section.at("regex")))
                    .text("format", "json"));
        }
        return made;
    }

    private static void check(Section section, JsRegex regex, boolean overwrite, Steps steps) {
        for (String name : regex.names()) {
            if (steps.isField(name) && !overwrite) {
                steps.refuse(
                        section.at("regex"),
                        "`" + name + "` is set already; Cribl would make a list of both",
                        "Write `overwrite: true`, or give the group another name.");
            }
        }
    }
}
