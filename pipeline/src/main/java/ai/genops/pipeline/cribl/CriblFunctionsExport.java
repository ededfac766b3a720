package ai.genops.pipeline.cribl;

import ai.genops.expression.Script;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each of our processors is among Cribl's functions.
final class CriblFunctionsExport {
    private static final int CRIBLS_ROUNDS = 10_000;

    private final Problems problems;
    private final Definitions lookups;

    /// Where lookups are defined in files of their own.
    interface Definitions {
        @Nullable
        Section find(String id);
    }

    CriblFunctionsExport(Problems problems, Definitions lookups) {
        this.problems = problems;
        this.lookups = lookups;
    }

    List<Block> of(Section processor) {
        processor.text("name", "");
        String type = processor.text("type");
        processor.flag("disabled", false);
        processor.flag("final", false);
        processor.text("description", "");
        processor.text("filter", "true");
        List<Block> functions = switch (type) {
            case "eval" -> eval(processor);
            case "lookup" -> List.of(LookupExport.of(processor, lookups));
            case "sampling" -> List.of(sampling(processor));
            case "mask" -> MaskExport.of(processor);
            case "filter" -> List.of(filter(processor));
            case "drop" -> List.of(function("drop", processor, new Block(processor.at())));
            case "keep" -> List.of(keep(processor));
            case "remove" -> List.of(remove(processor));
            case "rename" -> List.of(rename(processor));
            case "parse" -> ParseExport.parse(processor);
            case "flatten" -> List.of(ParseExport.flatten(processor));
            case "unroll" -> List.of(ParseExport.unroll(processor));
            case "aggregate" -> AggregateExport.aggregate(processor);
            case "throttle", "suppress" -> List.of(AggregateExport.throttle(processor));
            case "serialize" -> List.of(MoreExport.serialize(processor));
            case "numerify" -> List.of(MoreExport.numerify(processor));
            case "clone" -> List.of(MoreExport.copies(processor));
            case "code" -> List.of(code(processor));
            case "geoip" -> List.of(MoreExport.geoip(processor));
            case "group" -> group(processor);
            default -> none(processor, type);
        };
        if (!functions.isEmpty()) {
            processor.finish();
        }
        return functions;
    }

    private List<Block> none(Section processor, String type) {
        problems.error(
                processor.at(),
                "the processor `" + type + "` has no equivalent in Cribl",
                "Leave it here, and send Cribl what it gives.");
        return List.of();
    }

    /// A function with what all have.
    static Block function(String id, Section processor, Block conf) {
        Block function = new Block(processor.at()).text("id", id);
        function.text("filter", processor.text("filter", "true"));
        String name = processor.text("name", "");
        String description = processor.text("description", "");
        if (!name.isEmpty() || !description.isEmpty()) {
            function.text(
                    "description",
                    name.isEmpty() || description.isEmpty() ? name + description : name + ": " + description);
        }
        function.copy("disabled", processor).copy("final", processor);
        return function.put("conf", conf.yaml());
    }

    private static List<Block> eval(Section processor) {
        List<Block> add = new ArrayList<>();
        for (Yaml entry : processor.items("expressions")) {
            if (entry instanceof Yaml.Mapping mapping) {
                mapping.members()
                        .forEach((name, member) -> add.add(
                                new Block(member.at()).text("name", name).put("value", text(member.value()))));
            }
        }
        return List.of(function("eval", processor, new Block(processor.at()).blocks("add", add)));
    }

    private Block code(Section processor) {
        int most = processor.integer("max_iterations", Script.ROUNDS, 1, Script.MOST_ROUNDS);
        problems.require(
                most <= CRIBLS_ROUNDS,
                processor.at("max_iterations"),
                "`max_iterations` is " + most + ": Cribl lets loops go round " + CRIBLS_ROUNDS + " times at most",
                "Split the work, or leave it here.");
        Block conf = new Block(processor.at())
                .copy("code", processor)
                .plain("maxNumOfIterations", Math.min(most, CRIBLS_ROUNDS), processor.at("max_iterations"));
        return function("code", processor, conf);
    }

    /// Cribl's expressions are texts.
    private static Yaml text(Yaml value) {
        return value instanceof Yaml.Scalar scalar ? Block.scalar(scalar.text().strip(), scalar.at()) : value;
    }

    private Block sampling(Section processor) {
        List<Block> rules = new ArrayList<>();
        for (Section rule : processor.sections("rules")) {
            boolean isDefault = rule.has("default");
            String key = isDefault ? "default" : "sample_rate";
            double rate = rule.number(key, 1);
            long in = rate > 0 ? Math.round(1 / rate) : 0;
            problems.require(
                    in > 0 && Math.abs(1.0 / in - rate) < 1e-9,
                    rule.at(key),
                    "a share of " + rule.text(key, "") + " has no equivalent: Cribl keeps one in N",
                    rate == 0 ? "Drop these events there with a `drop`." : "Write 1, 0.5, 0.1 or another 1/N.");
            rules.add(new Block(rule.at())
                    .text("filter", isDefault ? "true" : rule.text("condition", "true"))
                    .plain("rate", Math.max(1, in), rule.at(key)));
        }
        problems.note(
                processor.at(),
                "Cribl drops what sampling leaves out, for destinations that take all as well",
                "Give these a row without sampling there.");
        return function("sampling", processor, new Block(processor.at()).blocks("rules", rules));
    }

    private static Block filter(Section processor) {
        String others = "!(" + processor.text("condition") + ")";
        String when = processor.text("filter", "true");
        return function("drop", processor, new Block(processor.at()))
                .text("filter", when.equals("true") ? others : "(" + when + ") && " + others);
    }

    private static Block keep(Section processor) {
        Block conf = new Block(processor.at())
                .texts("keep", names(processor), processor.at())
                .texts("remove", List.of("*"), processor.at());
        return function("eval", processor, conf);
    }

    private static Block remove(Section processor) {
        List<String> all = names(processor);
        Block conf = new Block(processor.at())
                .texts(
                        "keep",
                        all.stream()
                                .filter(name -> name.startsWith("!"))
                                .map(name -> name.substring(1))
                                .toList(),
                        processor.at())
                .texts(
                        "remove",
                        all.stream().filter(name -> !name.startsWith("!")).toList(),
                        processor.at());
        return function("eval", processor, conf);
    }

    static List<String> names(Section processor) {
        List<String> names = new ArrayList<>(processor.texts("fields"));
        processor.texts("attributes").stream()
                .map(CriblFunctionsExport::attribute)
                .forEach(names::add);
        processor
                .problems()
                .require(
                        processor.texts("resource").isEmpty(),
                        processor.at("resource"),
                        "attributes of the resource have no equivalent in this function",
                        "");
        return List.copyOf(names);
    }

    private static String attribute(String name) {
        return name.startsWith("!") ? "!attributes['" + name.substring(1) + "']" : "attributes['" + name + "']";
    }

    private static Block rename(Section processor) {
        List<Block> pairs = new ArrayList<>();
        for (String place : List.of("fields", "attributes", "resource")) {
            Section names = processor.section(place);
            for (String old : names.keys()) {
                String shown = place.equals("fields") ? old : place + "['" + old + "']";
                pairs.add(new Block(names.at(old))
                        .text("currentName", shown)
                        .text(
                                "newName",
                                place.equals("fields") ? names.text(old) : place + "['" + names.text(old) + "']"));
                processor
                        .problems()
                        .require(
                                !old.contains("*") && !place.equals("resource"),
                                names.at(old),
                                "`" + shown + "` has no equivalent in Cribl's rename",
                                "Name each attribute.");
            }
        }
        return function("rename", processor, new Block(processor.at()).blocks("rename", pairs));
    }

    private List<Block> group(Section processor) {
        problems.require(
                !processor.has("filter") && !processor.flag("final", false) && !processor.flag("disabled", false),
                processor.at(),
                "a group with a `filter`, `final` or `disabled` has no equivalent in Cribl",
                "Give them to the processors in it.");
        List<Block> functions = new ArrayList<>();
        for (Section inner : processor.sections("processors")) {
            functions.addAll(of(inner));
        }
        return functions;
    }
}
