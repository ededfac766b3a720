package ai.genops.pipeline.engine;

/// What the feeds have met since the start: `records` read for the first time and the `events` in them; records
/// no decoder understood; acknowledged records the log had lost before they were read; events on which a
/// pipeline or destination failed in a way nobody foresaw, which is a fault of ours.
public record FeedStats(long records, long events, long undecodable, long missing, long faults) {}
