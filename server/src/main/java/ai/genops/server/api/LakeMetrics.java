package ai.genops.server.api;

import ai.genops.lake.KeeperStats;
import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeException;
import ai.genops.lake.LakeReport;
import ai.genops.lake.LakeStats;
import ai.genops.search.partial.PartialAggregates;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// What each dataset of the lake holds, and whether its upkeep works. The lake is asked once for all of a scrape.
final class LakeMetrics {
    private static final long FRESH_MILLIS = 2_000;

    private final ServerView view;
    private final MeterRegistry registry;
    private LakeReport last = new LakeReport(java.util.List.of(), java.util.List.of());
    private long asked;

    LakeMetrics(ServerView view, MeterRegistry registry) {
        this.view = view;
        this.registry = registry;
    }

    void bind() {
        Set<String> datasets = new TreeSet<>();
        view.configuration().destinations().values().forEach(destination -> {
            if (destination instanceof LakeDestination lake) {
                lake.lakeStats().datasets().stream()
                        .map(LakeStats.OfDataset::name)
                        .forEach(datasets::add);
            }
        });
        for (String dataset : datasets) {
            gauge("genops.lake.live.rows", "Rows in the database", dataset, LakeReport.OfDataset::liveRows);
            gauge("genops.lake.file.rows", "Rows in data files", dataset, LakeReport.OfDataset::fileRows);
            gauge("genops.lake.file.bytes", "Bytes of data files", dataset, LakeReport.OfDataset::fileBytes);
            gauge("genops.lake.files", "Data files", dataset, LakeReport.OfDataset::files);
            Gauge.builder("genops.lake.upkeep.failing", this, metrics -> metrics.isFailing(dataset) ? 1 : 0)
                    .description("Whether rolling, compacting or retention fails")
                    .tags("dataset", dataset)
                    .strongReference(true)
                    .register(registry);
        }
        FunctionCounter.builder("genops.lake.rolled.rows", view, of ->
                        (double) of.keeper().stats().rolledRows())
                .description("Rows moved into data files")
                .register(registry);
        partials();
    }

    private void partials() {
        Gauge.builder("genops.lake.partials.bytes", view, of ->
                        (double) of.partials().stats().bytes())
                .description("Memory for what files contribute to searches that are asked again")
                .register(registry);
        files("partials", PartialAggregates.Stats::filesSpared);
        files("rows", PartialAggregates.Stats::filesRead);
    }

    private void files(String from, ToLongFunction<PartialAggregates.Stats> value) {
        FunctionCounter.builder("genops.lake.searched.files", view, of ->
                        (double) value.applyAsLong(of.partials().stats()))
                .description("Files in the time of searches that add up, by what was read of them")
                .tags("from", from)
                .register(registry);
    }

    private void gauge(String name, String help, String dataset, ToLongFunction<LakeReport.OfDataset> value) {
        Gauge.builder(name, this, metrics -> (double) metrics.value(dataset, value))
                .description(help)
                .tags("dataset", dataset)
                .strongReference(true)
                .register(registry);
    }

    private long value(String dataset, ToLongFunction<LakeReport.OfDataset> value) {
        return report().datasets().stream()
                .filter(one -> one.name().equals(dataset))
                .mapToLong(value)
                .sum();
    }

    private boolean isFailing(String dataset) {
        KeeperStats.OfDataset kept = view.keeper().stats().datasets().get(dataset);
        return kept != null && !kept.error().isEmpty();
    }

    private synchronized LakeReport report() {
        long now = view.clock().millis();
        if (view.lake().isOpen() && (now < asked || now - asked > FRESH_MILLIS)) {
            try {
                last = LakeReport.of(view.lake());
                asked = now;
            } catch (LakeException e) {
                // What was known last is told; the lake's destination says what is wrong.
            }
        }
        return last;
    }
}
