package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pack, or files of one, as a configuration folder of ours: `pipelines/`, `routes/`, `lookups/`, `samples/`.
final class FromCribl {
    private static final Pattern PIPELINE = Pattern.compile("(?:.*/)?pipelines/([^/]+)/conf\\.ya?ml");
    private static final Pattern ROUTES = Pattern.compile("(?:.*/)?pipelines/route\\.ya?ml");
    private static final Pattern LOOKUP = Pattern.compile("(?:.*/)?data/lookups/([^/]+\\.(?:csv|csv\\.gz|mmdb|json))");
    private static final Pattern SAMPLE = Pattern.compile("(?:.*/)?data/samples/([^/]+)");
    private static final Pattern VARIABLES = Pattern.compile("(?:.*/)?(?:default|local)/(?:cribl/)?vars\\.ya?ml");
    private static final Pattern QUOTED = Pattern.compile("(['\"`])([^'\"`\\\\]*)\\1");
    private static final List<String> PLAIN_TYPES = List.of("string", "number", "boolean", "any");
    private static final List<String> VARIABLE_TYPES =
            List.of("string", "number", "boolean", "any", "array", "object", "expression", "encryptedString", "secret");
    private static final Pattern ABOUT =
            Pattern.compile("(?:.*/)?(?:package\\.json|README\\.md|LICENSE|default/pack\\.ya?ml|.*\\.png|.*\\.svg)");

    private final Conversion source;
    private final Map<String, Section> pipelines = new LinkedHashMap<>();
    private final SortedMap<String, byte[]> made = new TreeMap<>();
    private final Block variables = new Block(Location.of("vars.yml"));

    FromCribl(Conversion source) {
        this.source = source;
    }

    SortedMap<String, byte[]> files() {
        // `local` after `default`: what somebody changed counts
        source.files().keySet().forEach(this::take);
        pipelines.forEach(this::pipeline);
        if (!variables.isEmpty()) {
            Block expressions = new Block(variables.at()).put("variables", variables.yaml());
            Block server = new Block(variables.at()).put("expressions", expressions.yaml());
            made.put("server.yaml", Conversion.bytes(server.yaml()));
        }
        return made;
    }

    private void take(String path) {
        Matcher pipeline = PIPELINE.matcher(path);
        Matcher lookup = LOOKUP.matcher(path);
        Matcher sample = SAMPLE.matcher(path);
        if (pipeline.matches()) {
            pipelines.put(pipeline.group(1), source.section(source.yaml(path)));
        } else if (ROUTES.matcher(path).matches()) {
            table(source.yaml(path));
        } else if (VARIABLES.matcher(path).matches()) {
            variables(source.section(source.yaml(path)));
        } else if (lookup.matches()) {
            made.put("lookups/" + lookup.group(1), source.files().get(path));
        } else if (sample.matches()) {
            made.put("samples/" + sample.group(1), source.files().get(path));
        } else if (source.files().size() == 1) {
            single(path);
        } else if (!ABOUT.matcher(path).matches()) {
            source.problems().note(Location.of(path), "is not converted", "Sources and destinations are written anew.");
        }
    }

    /// What `C.vars` holds stands in `server.yaml` here.
    private void variables(Section file) {
        for (String name : file.keys()) {
            Section variable = file.section(name);
            String type = variable.choice("type", "string", VARIABLE_TYPES);
            boolean plain = variable.find("value") instanceof Yaml.Scalar && PLAIN_TYPES.contains(type);
            source.problems()
                    .require(
                            plain,
                            variable.at("value"),
                            "the variable `" + name + "` of type `" + type + "` has no equivalent here",
                            "A variable is a text, a number, true or false.");
            if (plain && variable.find("value") instanceof Yaml.Scalar value) {
                boolean isText = type.equals("string") || type.equals("any");
                variables.put(
                        name,
                        isText
                                ? unquoted(value)
                                : new Yaml.Scalar(
                                        value.at(), value.at(), value.text().strip(), true));
            }
        }
    }

    /// A variable is an expression there: a text may stand in quotes of its own.
    private static Yaml.Scalar unquoted(Yaml.Scalar value) {
        Matcher quoted = QUOTED.matcher(value.text().strip());
        return quoted.matches() ? Block.scalar(quoted.group(2), value.at()) : value;
    }

    private void single(String path) {
        Section block = source.section(source.yaml(path));
        if (CriblPipeline.isCribls(block)) {
            pipelines.put(block.text("id", source.name()), block);
        } else if (block.keys().contains("routes")) {
            table(source.yaml(path));
        } else {
            source.problems().error(block.at(), "is neither a pipeline nor a table of routes of Cribl's", "");
        }
    }

    /// A table is read as it is, but for names of fields that here are attributes.
    private void table(Yaml table) {
        source.section(table).sections("routes").forEach(CriblRows::check);
        Yaml ours = table;
        if (table instanceof Yaml.Mapping rows && !Words.usedIn(table).isEmpty()) {
            ours = new Block(table.at())
                    .copyAll(rows)
                    .text("bare_names", "attributes")
                    .yaml();
        }
        made.put("routes/" + source.name() + ".yaml", Conversion.bytes(ours));
    }

    private void pipeline(String id, Section block) {
        var translated = CriblPipeline.translate(id, block, new CriblPipeline.Around() {
            @Override
            public List<String> columns(String lookup) {
                return columnsOf(lookup);
            }

            @Override
            public @Nullable Section pipeline(String other) {
                return pipelines.get(other);
            }
        });
        Block ours = new Block(block.at());
        for (String key : translated.block().keys()) {
            ours.copy(key, translated.block());
        }
        made.put("pipelines/" + id + ".yaml", Conversion.bytes(ours.yaml()));
        translated.lookups().forEach(this::define);
    }

    private List<String> columnsOf(String lookup) {
        for (String path : source.files().keySet()) {
            if (path.endsWith("data/lookups/" + lookup + ".csv")) {
                String text = new String(source.files().getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
                return List.of(text.lines().findFirst().orElse("").split(",", -1));
            }
        }
        return List.of();
    }

    /// How rows are found stands in the lookup's definition here, for all who use it.
    private void define(LookupNeed need) {
        String path = "lookups/" + need.id() + ".yaml";
        if (need.isPlain()) {
            return;
        }
        Block definition = new Block(need.at())
                .text("id", need.id())
                .text("file", need.file())
                .texts("key_field", need.columns(), need.at())
                .text("match_type", need.match())
                .plain("case_sensitive", !need.ignoreCase(), need.at())
                .text("matches", need.matches());
        byte[] bytes = Conversion.bytes(definition.yaml());
        byte[] before = made.put(path, bytes);
        source.problems()
                .require(
                        before == null || java.util.Arrays.equals(before, bytes),
                        need.at(),
                        "two functions look up in `" + need.id() + "` in different ways",
                        "Make a copy of the table for one of them.");
    }
}
