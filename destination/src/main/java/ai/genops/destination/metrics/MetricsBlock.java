package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The key `metrics` of a destination: what is measured of each event. Without it, or without `mappings` in it, the
/// default metrics are.
public final class MetricsBlock {
    private final Section block;
    private final Naming naming;
    private final List<Mapping> mappings;

    private MetricsBlock(Section block, Naming naming, List<Mapping> mappings) {
        this.block = block;
        this.naming = naming;
        this.mappings = List.copyOf(mappings);
    }

    public static MetricsBlock read(DestinationBlock block, Naming naming) {
        Section metrics = block.section().section("metrics");
        var reader = new MappingReader(block, metrics, naming);
        List<Mapping> own = metrics.sections("mappings").stream()
                .map(reader::mapping)
                .filter(mapping -> !mapping.metric().name().isEmpty())
                .toList();
        List<Mapping> mappings = own;
        if (!metrics.has("mappings")) {
            mappings =
                    reader.withTags(DefaultMetrics.all(naming, block.section().at()));
        }
        metrics.finish();
        var read = new MetricsBlock(block.section(), naming, mappings);
        read.checkNames();
        return read;
    }

    /// The metrics by their names as sent.
    public Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        mappings.forEach(mapping -> metrics.put(mapping.metric().name(), mapping.metric()));
        return metrics;
    }

    /// How events of a route are measured. Names that nothing sets which leads here are among the problems then.
    public Encoder encoder(Route route, Redaction redaction) {
        return new RouteMetrics(route, block.problems(), block.secrets(), redaction).encoder(mappings, naming);
    }

    private void checkNames() {
        Map<String, Metric> first = new LinkedHashMap<>();
        for (Mapping mapping : mappings) {
            Metric same = first.putIfAbsent(mapping.metric().name(), mapping.metric());
            if (same != null && !same.equals(mapping.metric())) {
                String text = "two mappings send `" + same.name() + "`, with different types or units";
                block.problems().error(mapping.at(), text, "Give one of the two another name.");
            }
        }
    }
}
