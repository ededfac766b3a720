package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.Parse.Target;
import ai.genops.pipeline.processor.parse.Columns;
import ai.genops.pipeline.processor.parse.Groups;
import ai.genops.pipeline.processor.parse.JsonObjects;
import ai.genops.pipeline.processor.parse.KeyValues;
import ai.genops.pipeline.processor.parse.TextParser;
import ai.genops.pipeline.processor.parse.Timestamps;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Reads `source`, its `format` with the keys of that format, and where the values go: `fields`, `into`, or attributes
/// under a `prefix`.
final class ParseReader implements ProcessorReaders.Reader {
    private static final List<String> FORMATS = List.of("json", "key_value", "regex", "csv", "timestamp");

    @Override
    public Processor read(Section block, PipelineScope scope) {
        String format = block.choice("format", "", FORMATS);
        block.problems()
                .require(
                        block.has("format"), block.at(), "`format` is missing", "One of " + String.join(", ", FORMATS));
        if (!(block.find("source") instanceof Yaml.Scalar source)) {
            block.problems()
                    .error(
                            block.at("source"),
                            "`source` must be an expression for the text to parse",
                            "Such as `body` or `attributes['message']`.");
            return Processor.NOTHING;
        }
        String label = block.text("name", "parse " + format);
        Value value = scope.value(source, label).value();
        Failures failures = scope.failures(label, source.text().strip(), source.at());
        if (format.equals("timestamp")) {
            return new ParseTime(value, timestamps(block), into(block, scope, label, Type.NUMBER), failures);
        }
        TextParser parser = parser(format, block);
        return new Parse(value, parser, target(block, scope, label, parser), failures);
    }

    private static TextParser parser(String format, Section block) {
        return switch (format) {
            case "key_value" ->
                new KeyValues(delimiter(block, "pair_delimiter", " "), delimiter(block, "delimiter", "="));
            case "regex" -> groups(block);
            case "csv" -> columns(block);
            default -> new JsonObjects();
        };
    }

    private static Groups groups(Section block) {
        String text = block.text("pattern");
        try {
            var groups = Groups.of(text);
            block.problems()
                    .require(
                            !groups.names().isEmpty(),
                            block.at("pattern"),
                            "this pattern has no named group",
                            "Name what to take: `(?<user>\\w+)`.");
            return groups;
        } catch (PatternSyntaxException e) {
            block.problems()
                    .error(
                            block.at("pattern"),
                            "is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1)
                                    + " of `" + text + "`",
                            "Names of groups have only letters, digits and `_`. In YAML, put it in single quotes.");
            return Groups.of("(?!)");
        }
    }

    private static Columns columns(Section block) {
        List<String> names = block.texts("columns");
        block.problems()
                .require(
                        !names.isEmpty() && names.size() <= TextParser.MAX_NAMES,
                        block.at("columns"),
                        "`columns` must name 1 to " + TextParser.MAX_NAMES + " columns",
                        "In their order; `_` for one to leave out.");
        return new Columns(names, character(block, "delimiter", ","), character(block, "quote", "\""));
    }

    static char character(Section block, String key, String otherwise) {
        String text = delimiter(block, key, otherwise);
        block.problems()
                .require(
                        text.length() == 1,
                        block.at(key),
                        "`" + key + "` must be one character, is `" + text + "`",
                        "A tab is \"\\t\", in double quotes.");
        return text.charAt(0);
    }

    /// Not stripped, unlike other texts: a space or tab is what is often meant.
    static String delimiter(Section block, String key, String otherwise) {
        return block.find(key) instanceof Yaml.Scalar scalar && !scalar.text().isEmpty() ? scalar.text() : otherwise;
    }

    private static Timestamps timestamps(Section block) {
        List<String> formats = block.has("formats") ? block.texts("formats") : List.of("auto");
        ZoneId zone = zone(block);
        for (String format : formats) {
            try {
                new Timestamps(List.of(format), zone);
            } catch (IllegalArgumentException e) {
                block.problems()
                        .error(
                                block.at("formats"),
                                "`" + format + "` is no format of times: " + e.getMessage(),
                                "There are auto, iso8601, epoch_s, epoch_ms, epoch_us, epoch_ns, strptime's "
                                        + "(%Y-%m-%d) and Java's (uuuu-MM-dd).");
                return new Timestamps(List.of(), zone);
            }
        }
        return new Timestamps(formats, zone);
    }

    static ZoneId zone(Section block) {
        String name = block.text("time_zone", "UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            block.problems()
                    .error(
                            block.at("time_zone"),
                            "`time_zone` is `" + name + "`, which is unknown",
                            Names.didYouMean(
                                    name, ZoneId.getAvailableZoneIds().size() < 5 ? List.of() : nearest(name)));
            return ZoneId.of("UTC");
        }
    }

    /// The zones that share a beginning with a wrong name: all six hundred would help nobody.
    private static List<String> nearest(String name) {
        String begin = name.substring(0, Math.min(3, name.length()));
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.startsWith(begin))
                .limit(400)
                .toList();
    }

    private static Target target(Section block, PipelineScope scope, String label, TextParser parser) {
        block.problems()
                .require(
                        !(block.has("fields") && block.has("into")),
                        block.at("into"),
                        "`fields` and `into` exclude each other",
                        "`fields` sets a field for each name, `into` one that holds all.");
        String prefix = block.text("prefix", "");
        boolean toFields = block.has("fields") || block.has("into");
        block.problems()
                .require(
                        !(toFields && block.has("prefix")),
                        block.at("prefix"),
                        "`prefix` is for attributes; with `fields` or `into` there are none",
                        "Leave one of the two out.");
        if (block.has("into")) {
            return new Target.Whole(into(block, scope, label, Type.OBJECT));
        }
        if (!block.has("fields")) {
            return new Target.AttributesUnder(prefix);
        }
        List<String> names = block.texts("fields");
        known(block, names, parser);
        int[] slots = names.stream()
                .mapToInt(name -> {
                    scope.copySources(label, name);
                    return scope.define(name, Type.ANY, block.at("fields"));
                })
                .toArray();
        return new Target.FieldsOf(names.toArray(String[]::new), slots);
    }

    /// Groups and columns have names that are known now.
    private static void known(Section block, List<String> names, TextParser parser) {
        List<String> given = parser instanceof Groups groups
                ? groups.names()
                : parser instanceof Columns columns ? columns.names() : names;
        for (String name : names) {
            block.problems()
                    .require(
                            given.contains(name),
                            block.at("fields"),
                            "`" + name + "` is among `fields`, but nothing gives it",
                            Names.didYouMean(name, given));
        }
    }

    private static int into(Section block, PipelineScope scope, String label, Type type) {
        String field = block.text("into");
        if (field.isEmpty()) {
            return 0;
        }
        scope.copySources(label, field);
        return scope.define(field, type, block.at("into"));
    }
}
