package ai.genops.server.api;

import ai.genops.server.backup.Backups;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How backups go, for Prometheus, by the place they go to.
final class BackupMetrics {
    private final Backups backups;
    private final MultiGauge succeeded;
    private final MultiGauge failing;

    BackupMetrics(MeterRegistry registry, Backups backups) {
        this.backups = backups;
        succeeded = MultiGauge.builder("genops.backup.last.success.timestamp.seconds")
                .description("When the last backup succeeded, in seconds since 1970")
                .register(registry);
        failing = MultiGauge.builder("genops.backup.failing")
                .description("1 if the last attempt failed, else 0")
                .register(registry);
    }

    /// To be called before a scrape.
    void refresh() {
        List<MultiGauge.Row<?>> times = new ArrayList<>();
        List<MultiGauge.Row<?>> failures = new ArrayList<>();
        for (Backups.Last last : backups.lasts()) {
            Tags to = Tags.of("to", last.to());
            Instant made = last.madeAt();
            if (made != null) {
                times.add(MultiGauge.Row.of(to, made.toEpochMilli() / 1e3));
            }
            failures.add(MultiGauge.Row.of(to, last.error().isEmpty() ? 0 : 1));
        }
        succeeded.register(times, true);
        failing.register(failures, true);
    }
}
