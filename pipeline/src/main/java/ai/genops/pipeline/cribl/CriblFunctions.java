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
            Map.entry("unroll", SmallFunctions::unroll));

    /// What to use for those that have no equivalent.
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("aggregate_metrics", "Use `aggregation`, or aggregate in search (`stats`)."),
            Map.entry("rollup_metrics", "Use `aggregation`, or aggregate in search (`stats`)."),
            Map.entry(
                    "auto_timestamp",
                    "An event's time is the one it was sent with; `parse` with `format: timestamp`" + " sets a field."),
            Map.entry("clone", "Add a row with `final: false` and a pipeline of its own to the table of routes."),
            Map.entry("code", "Write what it computes as expressions of an `eval`."),
            Map.entry("dns_lookup", "Nothing in a pipeline asks the network: use a `lookup`."),
            Map.entry("redis", "Nothing in a pipeline asks the network: use a `lookup`."),
            Map.entry("dynamic_sampling", "Use the processor `adaptive_sampling` in our own format."),
            Map.entry("geoip", "Use the processor `geoip` in our own format, which adds single fields."),
            Map.entry("grok", "Use `regex_extract` with named groups."),
            Map.entry("json_unroll", "Use `unroll` with `srcExpr` and `dstField`."),
            Map.entry("numerify", "Name the fields in an `eval`: `Number(x)`."),
            Map.entry(
                    "serialize",
                    "Destinations write events as they need; a text is made by `JSON.stringify` in an" + " `eval`."),
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
