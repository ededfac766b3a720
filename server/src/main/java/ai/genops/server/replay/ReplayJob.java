package ai.genops.server.replay;

import java.util.List;

/// A replay as it is written down.
///
/// @param id numbered from 1 within a data folder; never given twice
/// @param createdMillis since 1970
/// @param note why it failed, or what else is to be known; empty if nothing
public record ReplayJob(
        int id,
        long createdMillis,
        ReplayRange range,
        List<String> destinations,
        List<String> pipelines,
        State state,
        String note) {
    /// `RUNNING` survives restarts; the others are ends.
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    ReplayJob with(State end, String why) {
        return new ReplayJob(id, createdMillis, range, destinations, pipelines, end, why);
    }

    /// Of its checkpoint for one destination, among the log's consumers.
    String consumer(String destination) {
        return CONSUMERS + id + "/" + destination;
    }

    /// Whether a consumer of the log is one of this replay.
    boolean owns(String consumer) {
        return consumer.startsWith(consumer(""));
    }

    /// What the names of all replays' checkpoints begin with.
    static final String CONSUMERS = "replay/";
}
