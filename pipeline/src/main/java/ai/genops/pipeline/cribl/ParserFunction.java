package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a text apart. Names that are known (`keep`, `fields`, groups) become fields; all others attributes, and of
/// these fields too that expressions of the pipeline use.
final class ParserFunction implements CriblFunction {
    private static final int BASIC_COLUMNS = 7;
    private static final List<String> LOG_COLUMNS = List.of(
            "(?<%s>\\S+)",
            "(?<%s>\\S+)",
            "(?<%s>\\S+)",
            "\\[(?<%s>[^\\]]*)\\]",
            "\"(?<%s>(?:[^\"\\\\]|\\\\.)*)\"",
            "(?<%s>\\S+)",
            "(?<%s>\\S+)",
            "\"(?<%s>(?:[^\"\\\\]|\\\\.)*)\"",
            "\"(?<%s>(?:[^\"\\\\]|\\\\.)*)\"");
    private static final List<String> TYPES = List.of("json", "kvp", "csv", "delim", "regex", "clf");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        String mode = conf.choice("mode", "extract", List.of("extract", "reserialize"));
        String type = conf.text("type");
        if (!TYPES.contains(type)) {
            steps.refuse(
                    conf.at("type"),
                    "a parser of type `" + type + "` has no equivalent here",
                    type.equals("grok")
                            ? CriblFunctions.advice("grok")
                            : "There are " + String.join(", ", TYPES) + ".");
            conf.keys().forEach(conf::find); // of a type that is not known here, so are its keys
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
            case "clf" -> commonLog(conf, parse, steps);
            default -> parse.text("format", "json");
        }
        return mode.equals("reserialize")
                ? writtenAnew(conf, type, source, parse, steps)
                : target(conf, source, parse, steps);
    }

    /// The text is taken apart and written again with what stays.
    private static List<Block> writtenAnew(Section conf, String type, Yaml.Scalar source, Block parse, Steps steps) {
        String parsed = steps.scratch();
        Block serialize = Block.of("serialize", conf.at())
                .text("filter", parsed + " != null")
                .text("source", filtered(conf, parsed));
        List<String> columns =
                conf.texts("fields").stream().filter(name -> stays(conf, name)).toList();
        SerializeFunction.form(conf, type, serialize, columns, steps);
        String named = conf.text("dstField", "");
        String into = named.isEmpty() ? Steps.attribute(source.text()) : named;
        steps.set(into);
        return List.of(parse.text("into", parsed), serialize.text("into", into));
    }

    private static String filtered(Section conf, String object) {
        return Members.filtered(object, conf.texts("keep"), conf.texts("remove"), conf.text("fieldFilterExpr", ""));
    }

    /// Whether names decide what stays that are not known beforehand.
    private static boolean isFiltered(Section conf) {
        boolean columns = !conf.texts("fields").isEmpty();
        return !conf.text("fieldFilterExpr", "").isBlank()
                || (!columns
                        && (!conf.texts("remove").isEmpty()
                                || conf.texts("keep").stream().anyMatch(name -> name.contains("*"))));
    }

    private static void keyValue(Section conf, Block parse, Steps steps) {
        parse.text("format", "key_value");
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

    /// The Common Log Format, and the combined one: columns between spaces, quotes or brackets.
    private static void commonLog(Section conf, Block parse, Steps steps) {
        List<String> columns = conf.texts("fields");
        StringBuilder pattern = new StringBuilder("^");
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            String value = LOG_COLUMNS.get(Math.min(i, LOG_COLUMNS.size() - 1)).formatted(column);
            pattern.append(i == 0 ? value : i < BASIC_COLUMNS ? " " + value : "(?: " + value + ")?");
        }
        steps.problems()
                .require(
                        !columns.isEmpty() && columns.size() <= LOG_COLUMNS.size(),
                        conf.at("fields"),
                        "a line of the Common Log Format has 1 to " + LOG_COLUMNS.size() + " columns",
                        "List their names in `fields`.");
        parse.text("format", "regex").text("pattern", pattern.toString());
    }

    private static List<Block> target(Section conf, Yaml.Scalar source, Block parse, Steps steps) {
        String into = conf.text("dstField", "");
        boolean ofRaw = source.text().equals("_raw") && conf.text("type").equals("json") && !steps.isField("_raw");
        boolean clean = conf.flag("cleanFields", false);
        if ((isFiltered(conf) || clean) && !(ofRaw && into.isEmpty())) {
            return filtered(conf, clean, into, parse, steps);
        }
        List<String> known = known(conf, into, steps);
        if (!into.isEmpty()) {
            steps.set(into);
            return List.of(parse.put("into", Block.scalar(into, conf.at("dstField"))));
        }
        if (ofRaw) {
            return ofRaw(conf, known, steps);
        }
        if (!known.isEmpty()) {
            known.forEach(steps::set);
            return List.of(parse.texts("fields", known, conf.at()));
        }
        Block fields = fromAttributes(conf, steps.missing(), steps);
        return fields == null ? List.of(parse) : List.of(parse, fields);
    }

    /// What stays is known only when the text has been taken apart.
    private static List<Block> filtered(Section conf, boolean clean, String into, Block parse, Steps steps) {
        String parsed = steps.scratch();
        String members = filtered(conf, parsed);
        String named = clean ? Members.renamed(members, "name.replace(/\\W/g, '_')") : members;
        List<Block> made = new ArrayList<>(List.of(parse.text("into", parsed)));
        if (!into.isEmpty()) {
            made.add(Block.of("eval", conf.at())
                    .blocks("expressions", List.of(new Block(conf.at("dstField")).text(into, named))));
            steps.set(into);
            return made;
        }
        made.add(Block.of("parse", conf.at()).text("source", named).text("format", "json"));
        return made;
    }

    /// The names that are wanted, as far as they are known beforehand: of the columns, those that `keep` has
    /// or `remove` has not.
    private static List<String> known(Section conf, String into, Steps steps) {
        List<String> columns = conf.texts("fields");
        List<String> keep = conf.texts("keep");
        if (columns.isEmpty() || !into.isEmpty()) {
            steps.refuse(conf, "remove", Set.of(), "Remove it in an `eval`: these are the event's attributes.");
            steps.refuse(
                    conf, "fieldFilterExpr", Set.of(), "Remove it in an `eval`: these are the event's attributes.");
            if (keep.stream().anyMatch(name -> name.contains("*"))) {
                steps.refuse(conf.at("keep"), "a `*` in `keep` has no equivalent here", "List the names.");
            }
            return keep;
        }
        return columns.stream().filter(name -> stays(conf, name)).toList();
    }

    private static boolean stays(Section conf, String name) {
        List<String> keep = conf.texts("keep");
        List<String> remove = conf.texts("remove");
        return (fits(keep, name) || !fits(remove, name)) && (keep.isEmpty() || !remove.isEmpty() || fits(keep, name));
    }

    private static boolean fits(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> name.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E"));
    }

    /// `_raw` is written from the event: what its JSON would give are the attributes.
    private static List<Block> ofRaw(Section conf, List<String> known, Steps steps) {
        Block fields = fromAttributes(conf, known.isEmpty() ? steps.missing() : known, steps);
        if (fields == null) {
            steps.problems()
                    .note(
                            conf.at(),
                            "this parser has nothing to do: an event arrives taken apart, and `_raw` is made of it",
                            "To parse the text of a log record, write `srcField: body`.");
            return List.of();
        }
        return List.of(fields);
    }

    private static @Nullable Block fromAttributes(Section conf, List<String> names, Steps steps) {
        List<Block> expressions = new ArrayList<>();
        for (String name : names) {
            expressions.add(new Block(conf.at()).text(name, "attributes['" + name + "']"));
            steps.set(name);
        }
        return expressions.isEmpty() ? null : Block.of("eval", conf.at()).blocks("expressions", expressions);
    }
}
