package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import java.util.Map;
import java.util.Set;

/// The processors by the `type` of their block.
public final class ProcessorReaders {
    /// Reads one processor's block, telling its problems, and defines the fields it sets.
    interface Reader {
        Processor read(Section block, PipelineScope scope);
    }

    private static final Map<String, Reader> BY_TYPE = Map.of(
            "eval", new EvalReader(),
            "geoip", new GeoIpReader(),
            "lookup", new LookupReader(),
            "mask", new MaskReader(),
            "sampling", new SamplingReader());

    private static final Processor NOTHING = _ -> Processor.Verdict.KEEP;

    private ProcessorReaders() {}

    public static Set<String> types() {
        return BY_TYPE.keySet();
    }

    public static Processor read(Section block, PipelineScope scope) {
        block.text("name", "");
        block.text("description", "");
        String type = block.text("type");
        Reader reader = BY_TYPE.get(type);
        if (reader == null) {
            if (!type.isEmpty()) {
                block.problems()
                        .error(
                                block.at("type"),
                                "`type` is `" + type + "`, which is no processor",
                                Names.didYouMean(type, types()));
            }
            return NOTHING;
        }
        Processor processor = reader.read(block, scope);
        block.finish();
        return processor;
    }
}
