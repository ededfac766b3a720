package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.function.LongSupplier;

/// Takes the time of processors. One thread.
final class StageTimer implements Observer {
    private final LongSupplier nanoTime;
    private long since;

    StageTimer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Whether the records' hash chooses this one: one in 64, whatever the rhythm in which clients send.
    static boolean isDue(long offset) {
        return ((offset + 1) * 0x9E3779B97F4A7C15L) >>> 58 == 0;
    }

    @Override
    public void before(Stage stage) {
        since = nanoTime.getAsLong();
    }

    @Override
    public void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {
        stage.took(nanoTime.getAsLong() - since);
    }
}
