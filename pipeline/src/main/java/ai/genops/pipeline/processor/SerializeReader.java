package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.parse.TextParser;
import ai.genops.pipeline.processor.parse.Written;
import java.util.Arrays;
import java.util.List;

/// Reads what to write (`attributes` and `fields`, all if nothing is named, or `source`), in which `format`, and
/// `into` which field.
final class SerializeReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        String label = block.text("name", "serialize");
        String into = block.text("into", "_raw");
        Serialize.Members members = members(block, scope, label);
        Written form = form(block);
        Failures failures = scope.failures(label, "serialize", block.at());
        if (members instanceof Serialize.Members.Named) {
            scope.readsEverything(into);
        } else {
            scope.copySources(label, into);
        }
        return new Serialize(members, form, scope.define(into, Type.TEXT, block.at("into")), failures);
    }

    private static Serialize.Members members(Section block, PipelineScope scope, String label) {
        NamePatterns attributes = NameLists.read(block, "attributes");
        NamePatterns fields = NameLists.read(block, "fields");
        NameLists.fieldsAreSet(block, scope);
        boolean named = !attributes.isEmpty() || !fields.isEmpty();
        if (block.find("source") instanceof Yaml.Scalar source) {
            block.problems()
                    .require(
                            !named,
                            block.at("source"),
                            "`source` excludes `attributes` and `fields`",
                            "Write either an object or what of the event is meant.");
            return new Serialize.Members.Of(scope.value(source, label).value());
        }
        if (!named) {
            attributes = fields = new NamePatterns(List.of("*"));
        }
        int[] slots = fields.slots(scope.fields());
        List<String> names = scope.fields().names();
        return new Serialize.Members.Named(
                attributes, Arrays.stream(slots).mapToObj(names::get).toArray(String[]::new), slots);
    }

    private static Written form(Section block) {
        String format = block.choice("format", "json", List.of("json", "key_value", "csv"));
        return switch (format) {
            case "key_value" ->
                new Written.Pairs(
                        ParseReader.delimiter(block, "pair_delimiter", " "),
                        ParseReader.delimiter(block, "delimiter", "="),
                        block.flag("plain_names", false));
            case "csv" -> {
                List<String> columns = block.texts("columns");
                block.problems()
                        .require(
                                !columns.isEmpty() && columns.size() <= TextParser.MAX_NAMES,
                                block.at("columns"),
                                "`columns` must name 1 to " + TextParser.MAX_NAMES + " columns",
                                "In their order.");
                yield new Written.Line(
                        columns,
                        ParseReader.character(block, "delimiter", ","),
                        ParseReader.character(block, "quote", "\""));
            }
            default -> new Written.Json(block.flag("plain_names", false));
        };
    }
}
