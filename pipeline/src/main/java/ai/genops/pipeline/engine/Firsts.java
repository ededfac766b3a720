package ai.genops.pipeline.engine;

/// From which record on a reading of some records is the first, so that it counts.
final class Firsts {
    private final long record;
    private final long[] ofPipelines;

    /// @param record the first that nobody has read
    /// @param ofPipelines the same for each pipeline of a program, in its order
    Firsts(long record, long[] ofPipelines) {
        this.record = record;
        this.ofPipelines = ofPipelines;
    }

    boolean isFirst(long offset) {
        return offset >= record;
    }

    boolean isFirst(int pipeline, long offset) {
        return offset >= ofPipelines[pipeline];
    }
}
