package ai.genops.server.api;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeKeeper;
import ai.genops.log.Log;
import ai.genops.observability.dashboard.DashboardFolder;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.load.Configuration;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.server.backup.Backups;
import ai.genops.server.edit.Edits;
import ai.genops.server.replay.Replays;
import ai.genops.server.trial.Preview;
import ai.genops.source.hec.HecStats;
import ai.genops.source.receive.OtlpStats;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What of a running server is shown.
///
/// @param works the configuration it works with now, and the feeds at work
public record ServerView(
        String version,
        Supplier<Works> works,
        Log log,
        Replays replays,
        Lake lake,
        LakeKeeper keeper,
        Backups backups,
        List<Source> sources,
        List<Collector> collectors,
        Path dataFolder,
        Instant startedAt,
        AppendTimes appendTimes,
        InstantSource clock,
        DashboardFolder dashboards,
        Preview preview,
        Edits edits,
        PartialAggregates partials) {
    public record Source(String id, OtlpStats stats) {}

    /// Splunk's HTTP Event Collector as a source.
    ///
    /// @param sourcetypes by token: what it files events under that name none
    public record Collector(String id, HecStats stats, Map<String, String> sourcetypes) {}

    public record Works(Configuration configuration, Feeds feeds) {}

    Configuration configuration() {
        return works.get().configuration();
    }

    Feeds feeds() {
        return works.get().feeds();
    }
}
