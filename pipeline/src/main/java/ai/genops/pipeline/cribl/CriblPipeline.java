package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a pipeline as Cribl writes it into a block as ours are. The block has `id` and `conf`, or, as in a pack's
/// `conf.yml`, what stands in `conf` alone.
public final class CriblPipeline {
    private static final int MAX_CHAIN = 10;

    private final Steps steps;
    private final Section block;
    private final Map<String, Boolean> disabledGroups = new HashMap<>();

    private CriblPipeline(Section block, Steps steps) {
        this.block = block;
        this.steps = steps;
    }

    /// What a pipeline may refer to.
    public interface Around {
        /// The columns of a lookup's table in the file's order; empty if they are not known.
        List<String> columns(String lookup);

        /// Another pipeline's block, in Cribl's format; null if there is none.
        @Nullable
        Section pipeline(String id);
    }

    /// A block of ours.
    ///
    /// @param lookups what has to stand in definitions of lookups
    public record Translated(Section block, List<LookupNeed> lookups) {}

    public static boolean isCribls(Section block) {
        return block.keys().contains("conf") || block.keys().contains("functions");
    }

    /// Problems are told where `block` tells its own.
    public static Translated translate(String id, Section block, Around around) {
        var steps = new Steps(block.problems(), around);
        Block ours = new Block(block.at()).text("id", id);
        var pipeline = new CriblPipeline(block, steps);
        Section conf = pipeline.conf();
        if (conf.has("description")) {
            ours.copy("description", conf);
        } else {
            ours.copy("description", block);
        }
        pipeline.functions(conf, 0);
        pipeline.dropInternal();
        ours.text("bare_names", "attributes");
        String output = conf.text("output", "default");
        ours.blocks("processors", steps.processors());
        if (!output.equals("default") && !output.equals("devnull")) {
            Block route = new Block(conf.at("output")).text("name", "output").text("destination", output);
            ours.blocks("routes", List.of(route));
        }
        return new Translated(section(ours, block), steps.lookups());
    }

    private static Section section(Block made, Section like) {
        return new Section(made.yaml(), like.problems(), like.secrets());
    }

    private Section conf() {
        Section conf = block;
        if (block.has("conf")) {
            block.text("id", "");
            block.text("description", "");
            conf = block.section("conf");
            block.finish();
        }
        conf.text("id", "");
        conf.text("description", "");
        conf.items("streamtags"); // labels, for people
        conf.integer("asyncFuncTimeout", 1000, 0, Integer.MAX_VALUE); // nothing here is asynchronous
        return conf;
    }

    private void functions(Section conf, int depth) {
        Yaml functions = conf.find("functions");
        if (functions != null) {
            steps.use(Words.usedIn(functions));
        }
        Section groups = conf.section("groups");
        for (String group : groups.keys()) {
            Section about = groups.section(group);
            about.text("name", "");
            about.text("description", "");
            about.text("index", "");
            disabledGroups.put(group, about.flag("disabled", false));
            about.finish();
        }
        for (Section function : conf.sections("functions")) {
            String group = function.text("groupId", "");
            boolean disabled = function.flag("disabled", false) || disabledGroups.getOrDefault(group, false);
            int before = problems().count();
            int made = steps.processors().size();
            function(function, disabled, depth);
            if (disabled && problems().soften(before)) {
                steps.leaveOut(made);
                problems().note(function.at(), "this function is disabled, and left out", "");
            }
        }
        conf.find("output");
        conf.finish();
    }

    private void function(Section function, boolean disabled, int depth) {
        String id = function.text("id");
        boolean last = function.flag("final", false);
        function.text("description", "");
        boolean always = Words.isAlways(function);
        Section conf = function.section("conf");
        function.finish();
        if (id.equals("comment")) {
            return;
        }
        if (id.equals("chain")) {
            chain(function, conf, new Whole(always, last), disabled, depth);
            return;
        }
        CriblFunction known = CriblFunctions.find(id);
        if (known == null) {
            problems()
                    .error(
                            function.at("id"),
                            "the function `" + id + "` has no equivalent here",
                            CriblFunctions.advice(id));
            return;
        }
        List<Block> made = known.processors(conf, steps);
        conf.finish();
        if (!made.isEmpty()) {
            Block one = made.size() == 1
                    ? made.getFirst()
                    : Block.of("group", function.at()).blocks("processors", made);
            add(one, function, always, disabled, last);
        }
    }

    private void add(Block processor, Section function, boolean always, boolean disabled, boolean last) {
        processor.copy("description", function);
        if (!always) {
            processor.copy("filter", function);
        }
        if (disabled) {
            processor.plain("disabled", true, function.at("disabled"));
        }
        if (last) {
            processor.plain("final", true, function.at("final"));
        }
        steps.add(processor);
    }

    /// What a chain says of all functions of the other pipeline.
    private record Whole(boolean always, boolean last) {}

    /// The other pipeline's functions stand in its place, in a group if it is for some events.
    private void chain(Section function, Section conf, Whole whole, boolean disabled, int depth) {
        String other = conf.text("processor");
        conf.finish();
        Section found = steps.around().pipeline(other);
        if (disabled || other.isEmpty()) {
            return;
        }
        if (found == null) {
            problems()
                    .error(
                            conf.at("processor"),
                            "there is no pipeline `" + other + "` of Cribl's to chain",
                            "Put it beside this one.");
        } else if (depth >= MAX_CHAIN) {
            problems()
                    .error(
                            function.at(),
                            "pipelines are chained deeper than " + MAX_CHAIN,
                            "Does one lead back to itself?");
        } else {
            var inner = new CriblPipeline(found, steps);
            int before = steps.processors().size();
            inner.functions(inner.conf(), depth + 1);
            List<Block> made = List.copyOf(
                    steps.processors().subList(before, steps.processors().size()));
            if ((!whole.always || whole.last) && !made.isEmpty()) {
                steps.leaveOut(before);
                Block group = Block.of("group", function.at()).blocks("processors", made);
                add(group, function, whole.always, false, whole.last);
            }
        }
    }

    /// Cribl sends no field whose name begins with two underscores.
    private void dropInternal() {
        List<String> internal =
                steps.fields().stream().filter(name -> name.startsWith("__")).toList();
        if (internal.isEmpty()) {
            return;
        }
        for (Block processor : steps.processors()) {
            if (processor.has("final")) {
                problems()
                        .note(
                                processor.at(),
                                "an event that ends here leaves with the internal fields "
                                        + String.join(", ", internal),
                                "Remove them before, or give them names without `__`.");
            }
        }
        steps.add(Block.of("remove", block.at()).texts("fields", new ArrayList<>(internal), block.at()));
    }

    private Problems problems() {
        return steps.problems();
    }
}
