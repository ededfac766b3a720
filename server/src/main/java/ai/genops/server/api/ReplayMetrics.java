package ai.genops.server.api;

import ai.genops.pipeline.DestinationStats;
import ai.genops.server.replay.ReplayFigures;
import ai.genops.server.replay.ReplayJob;
import ai.genops.server.replay.Replays;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How replays go, for Prometheus: those that run and the last that ended. Series come and go with them.
final class ReplayMetrics {
    private final Replays replays;
    private final MultiGauge states;
    private final MultiGauge records;
    private final MultiGauge done;
    private final MultiGauge created;
    private final MultiGauge missing;
    private final MultiGauge events;

    ReplayMetrics(MeterRegistry registry, Replays replays) {
        this.replays = replays;
        states = gauge(registry, "state", "1 for the state a replay is in, 0 for the others");
        records = gauge(registry, "records", "Records of the log a replay reads");
        done = gauge(registry, "done.records", "Records a destination of a replay is done with");
        created = gauge(registry, "created.events", "Events its records gave, since the server's start");
        missing = gauge(registry, "missing.records", "Records that were no longer there, since the server's start");
        events = gauge(registry, "events", "Events of a replay by outcome, since the server's start");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String help) {
        return MultiGauge.builder("genops.replay." + name).description(help).register(registry);
    }

    /// To be called before a scrape.
    void refresh() {
        List<MultiGauge.Row<?>> ofStates = new ArrayList<>();
        List<MultiGauge.Row<?>> ofRecords = new ArrayList<>();
        List<MultiGauge.Row<?>> ofDone = new ArrayList<>();
        List<MultiGauge.Row<?>> ofCreated = new ArrayList<>();
        List<MultiGauge.Row<?>> ofMissing = new ArrayList<>();
        List<MultiGauge.Row<?>> ofEvents = new ArrayList<>();
        for (ReplayFigures figures : replays.figures()) {
            Tags tags = Tags.of("replay", Integer.toString(figures.job().id()));
            for (ReplayJob.State state : ReplayJob.State.values()) {
                String label = state.name().toLowerCase(Locale.ROOT);
                ofStates.add(row(tags.and("state", label), figures.job().state() == state ? 1 : 0));
            }
            ofRecords.add(row(tags, figures.job().range().count()));
            ofCreated.add(row(tags, figures.created()));
            ofMissing.add(row(tags, figures.missing()));
            for (ReplayFigures.Share share : figures.shares()) {
                Tags of = tags.and("destination", share.destination());
                ofDone.add(row(of, share.records()));
                events(of, share.events(), ofEvents);
            }
        }
        states.register(ofStates, true);
        records.register(ofRecords, true);
        done.register(ofDone, true);
        created.register(ofCreated, true);
        missing.register(ofMissing, true);
        events.register(ofEvents, true);
    }

    private static void events(Tags tags, DestinationStats stats, List<MultiGauge.Row<?>> rows) {
        rows.add(row(tags.and("outcome", "delivered"), stats.delivered()));
        rows.add(row(tags.and("outcome", "rejected"), stats.rejected()));
        rows.add(row(tags.and("outcome", "expired"), stats.expired()));
        rows.add(row(tags.and("outcome", "pending"), stats.pending()));
    }

    private static MultiGauge.Row<?> row(Tags tags, long value) {
        return MultiGauge.Row.of(tags, value);
    }
}
