package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes a text apart. Names that are known (`keep`, `fields`, groups) become fields; all others attributes, and of
/// these fields too that expressions of the pipeline use.
final class ParserFunction implements CriblFunction {
    private static final List<String> TYPES = List.of("json", "kvp", "csv", "delim", "regex");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        String mode = conf.text("mode", "extract");
        if (!mode.equals("extract")) {
            steps.refuse(
                    conf.at("mode"),
                    "`mode: " + mode + "` has no equivalent: a parser here only extracts",
                    "Extract, and remove what is not to be sent.");
        }
        String type = conf.text("type");
        if (!TYPES.contains(type)) {
            steps.refuse(
                    conf.at("type"),
                    "a parser of type `" + type + "` has no equivalent here",
                    type.equals("grok") ? CriblFunctions.advice("grok") : "There are " + String.join(", ", TYPES) + ".");
            return List.of();
        }
        if (type.equals("regex")) {
            return RegexFunction.processors(conf, "srcField", steps);
        }
        Yaml.Scalar source = conf.find("srcField") instanceof Yaml.Scalar name
                ? steps.expression(name)
                : Block.scalar("_raw", conf.at());
        Block parse = Block.of("parse", conf.at()).put("source", source);
        switch (type) {
            case "kvp" -> keyValue(conf, parse, steps);
            case "csv", "delim" -> columns(conf, type, parse, steps);
            default -> parse.text("format", "json");
        }
        return target(conf, source, parse, steps);
    }

    private static void keyValue(Section conf, Block parse, Steps steps) {
        parse.text("format", "key_value");
        steps.refuse(conf, "cleanFields", Set.of("false"), "Rename afterwards.");
        steps.refuse(conf, "allowedKeyChars", Set.of(), "Use a `regex_extract`.");
        steps.refuse(conf, "allowedValueChars", Set.of(), "Use a `regex_extract`.");
    }

    private static void columns(Section conf, String type, Block parse, Steps steps) {
        parse.text("format", "csv").texts("columns", conf.texts("fields"), conf.at("fields"));
        if (conf.texts("fields").isEmpty()) {
            steps.refuse(conf.at(), "columns without names have no equivalent here", "List their names in `fields`.");
        }
        if (type.equals("delim")) {
            parse.copy("delimiter", "delimChar", conf).copy("quote", "quoteChar", conf);
            steps.refuse(conf, "escapeChar", Set.of("\\"), "A quote within quotes is written twice.");
            steps.refuse(conf, "nullValue", Set.of("-"), "Set what holds it to null in an `eval`.");
        }
    }

    private static List<Block> target(Section conf, Yaml.Scalar source, Block parse, Steps steps) {
        steps.refuse(conf, "remove", Set.of(), "List what to `keep`, or remove it in an `eval`.");
        steps.refuse(conf, "fieldFilterExpr", Set.of(), "List what to `keep`.");
        List<String> keep = conf.texts("keep");
        List<String> columns = conf.texts("fields");
        String into = conf.text("dstField", "");
        if (keep.stream().anyMatch(name -> name.contains("*"))) {
            steps.refuse(conf.at("keep"), "a `*` in `keep` has no equivalent here", "List the names.");
        }
        if (!into.isEmpty()) {
            steps.set(into);
            return List.of(parse.put("into", Block.scalar(into, conf.at("dstField"))));
        }
        List<String> known = keep.isEmpty() ? columns : keep;
        if (!known.isEmpty()) {
            return List.of(fields(parse, known, conf, steps));
        }
        return source.text().equals("_raw") ? ofRaw(conf, parse, steps) : ofText(conf, parse, steps);
    }

    private static Block fields(Block parse, List<String> names, Section conf, Steps steps) {
        names.forEach(steps::set);
        return parse.texts("fields", names, conf.at());
    }

    /// `_raw` is written from the event: what it would give is there already, but for names that expressions use.
    private static List<Block> ofRaw(Section conf, Block parse, Steps steps) {
        List<String> missing = steps.missing();
        if (missing.isEmpty()) {
            steps.problems()
                    .note(
                            conf.at(),
                            "this parser has nothing to do: an event arrives taken apart, and `_raw` is made of it",
                            "To parse the text of a log record, write `srcField: body`.");
            return List.of();
        }
        return List.of(fields(parse, missing, conf, steps));
    }

    private static List<Block> ofText(Section conf, Block parse, Steps steps) {
        List<Block> expressions = new ArrayList<>();
        for (String name : steps.missing()) {
            expressions.add(new Block(conf.at()).text(name, "attributes['" + name + "']"));
            steps.set(name);
        }
        return expressions.isEmpty()
                ? List.of(parse)
                : List.of(parse, Block.of("eval", conf.at()).blocks("expressions", expressions));
    }
}
