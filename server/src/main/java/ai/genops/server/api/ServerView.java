package ai.genops.server.api;

import ai.genops.log.Log;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.load.Configuration;
import ai.genops.server.replay.Replays;
import ai.genops.source.receive.OtlpStats;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What of a running server is shown.
public record ServerView(
        String version,
        Configuration configuration,
        Log log,
        Feeds feeds,
        Replays replays,
        List<Source> sources,
        Path dataFolder,
        Instant startedAt,
        AppendTimes appendTimes,
        InstantSource clock) {
    public record Source(String id, OtlpStats stats) {}
}
