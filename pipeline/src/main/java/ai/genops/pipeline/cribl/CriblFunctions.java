package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cribl's functions by their ids. `comment` and `chain` are the pipeline's own matter.
final class CriblFunctions {
    private static final Map<String, CriblFunction> BY_ID = Map.ofEntries(
            Map.entry("eval", new EvalFunction()),
            Map.entry("aggregation", new AggregationFunction()),
            Map.entry("suppress", SmallFunctions::suppress),
            Map.entry("lookup", new LookupFunction()),
            Map.entry("drop", SmallFunctions::drop),
            Map.entry("mask", new MaskFunction()),
            Map.entry("sampling", SmallFunctions::sampling),
            Map.entry("regex_extract", new RegexFunction()),
            Map.entry("serde", new ParserFunction()),
            Map.entry("parser", new ParserFunction()),
            Map.entry("rename", SmallFunctions::rename),
            Map.entry("flatten", SmallFunctions::flatten),
            Map.entry("unroll", SmallFunctions::unroll),
            Map.entry("clone", MoreFunctions::copies),
            Map.entry("numerify", MoreFunctions::numerify),
            Map.entry("geoip", MoreFunctions::geoip),
            Map.entry("dynamic_sampling", MoreFunctions::dynamicSampling),
            Map.entry("auto_timestamp", new TimestampFunction()),
            Map.entry("serialize", new SerializeFunction()),
            Map.entry("code", new CodeFunction()));

    /// What to use for those that have no equivalent.
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("aggregate_metrics", "Use `aggregation`, or aggregate in search (`stats`)."),
            Map.entry("rollup_metrics", "Use `aggregation`, or aggregate in search (`stats`)."),
            Map.entry("dns_lookup", "Nothing in a pipeline asks the network: use a `lookup`."),
            Map.entry("redis", "Nothing in a pipeline asks the network: use a `lookup`."),
            Map.entry("grok", "Use `regex_extract` with named groups."),
            Map.entry("json_unroll", "Use `unroll` with `srcExpr` and `dstField`."),
            Map.entry("tee", "Route to a destination `file`."),
            Map.entry("xml_unroll", "Take XML apart before it is sent."));

    private CriblFunctions() {}

    static @Nullable CriblFunction find(String id) {
        return BY_ID.get(id);
    }

    static String advice(String id) {
        String known = ADVICE.get(id);
        return known != null ? known : Names.didYouMean(id, BY_ID.keySet());
    }
}
