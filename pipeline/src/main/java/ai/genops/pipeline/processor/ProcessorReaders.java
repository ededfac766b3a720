package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The processors by the `type` of their block.
public final class ProcessorReaders {
    /// Reads one processor's block, telling its problems, and defines the fields it sets.
    interface Reader {
        Processor read(Section block, PipelineScope scope);
    }

    private static final String GROUP = "group";
    private static final String TAIL = "tail_sampling";

    private static final Map<String, Reader> BY_TYPE = Map.ofEntries(
            Map.entry("aggregate", new AggregateReader()),
            Map.entry("budget", new BudgetReader()),
            Map.entry("chain", new ChainReader()),
            Map.entry("clone", new CloneReader()),
            Map.entry("code", new CodeReader()),
            Map.entry("eval", new EvalReader()),
            Map.entry("geoip", new GeoIpReader()),
            Map.entry("lookup", new LookupReader()),
            Map.entry("mask", new MaskReader()),
            Map.entry("sampling", new SamplingReader()),
            Map.entry("filter", new FilterReader()),
            Map.entry("drop", new DropReader()),
            Map.entry("keep", new KeepReader()),
            Map.entry("remove", new RemoveReader()),
            Map.entry("rename", new RenameReader()),
            Map.entry("parse", new ParseReader()),
            Map.entry("flatten", new FlattenReader()),
            Map.entry("numerify", new NumerifyReader()),
            Map.entry("serialize", new SerializeReader()),
            Map.entry("unroll", new UnrollReader()),
            Map.entry("redact", new RedactReader()),
            Map.entry("otel", new ConventionsReader()),
            Map.entry("cost", new PricingReader()),
            Map.entry("dedup", new DedupReader()),
            Map.entry("throttle", new ThrottleReader()),
            Map.entry("suppress", new ThrottleReader()),
            Map.entry(TAIL, new TailSamplingReader()),
            Map.entry("adaptive_sampling", new AdaptiveSamplingReader()));

    private ProcessorReaders() {}

    public static Set<String> types() {
        Set<String> types = new TreeSet<>(BY_TYPE.keySet());
        types.add(GROUP);
        return types;
    }

    public static Processor read(Section block, PipelineScope scope) {
        return read(block, scope, 0);
    }

    /// `depth`: in how many groups it stands.
    static Processor read(Section block, PipelineScope scope, int depth) {
        String name = block.text("name", "");
        block.text("description", "");
        String type = block.text("type");
        boolean disabled = block.flag("disabled", false);
        boolean last = block.flag("final", false);
        boolean filtered = block.has("filter");
        Condition filter = filter(block, scope, name.isEmpty() ? type : name);
        Reader reader = reader(type, depth);
        if (reader == null) {
            if (!type.isEmpty()) {
                block.problems()
                        .error(
                                block.at("type"),
                                "`type` is `" + type + "`, which is no processor",
                                Names.didYouMean(type, types()));
            }
            return Processor.NOTHING;
        }
        scope.behindChain(block.at(), type);
        if (last) {
            scope.endsEarly(block.at("final"));
        }
        Processor processor = scope.under(filtered || disabled, () -> reader.read(block, scope));
        processor = scope.ownFields().shownAfter(processor);
        block.finish();
        if (last && processor.splitter() != null) {
            block.problems()
                    .error(
                            block.at("final"),
                            "`final` cannot stand at `" + type
                                    + "`: its parts would pass no processor, and neither would it",
                            "Put it at the processor that should be the last.");
        }
        if (type.equals(TAIL)) {
            goesOnBehind(block, last, depth);
        }
        if (disabled) {
            return Processor.NOTHING;
        }
        return !filtered && !last ? processor : new Step(filter, processor, last);
    }

    /// What it holds back goes on behind it, or behind the group it is in.
    private static void goesOnBehind(Section block, boolean last, int depth) {
        block.problems()
                .require(
                        !last,
                        block.at("final"),
                        "`final` cannot stand at a tail_sampling: what it held back goes on behind it, what comes later"
                                + " would not",
                        "Put it last, or `final` at the processor behind it.");
        block.problems()
                .require(
                        depth == 0,
                        block.at(),
                        "`tail_sampling` cannot stand in a group: what it held back would pass the rest of it by",
                        "Put it beside the group, with a filter.");
    }

    private static @Nullable Reader reader(String type, int depth) {
        return type.equals(GROUP) ? new GroupReader(depth) : BY_TYPE.get(type);
    }

    private static Condition filter(Section block, PipelineScope scope, String decides) {
        Yaml filter = block.find("filter");
        if (filter instanceof Yaml.Scalar source) {
            return scope.condition(source, decides, "This processor does nothing.");
        }
        block.problems()
                .require(filter == null, block.at("filter"), "`filter` must be an expression", "Write it as text.");
        return Condition.ALWAYS;
    }
}
