package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shows events on their way to somebody outside. It never makes them wait: what the viewer has not taken in time is
/// bounded, and what comes beyond is skipped and counted, without being encoded. Safe for concurrent use.
public final class Tap implements Observer, AutoCloseable {
    static final int MOST_EVENTS = 1000;
    static final long MOST_BYTES = 1 << 20;

    /// Where it looks, with the events it wants there.
    private final Map<TapPoint, Condition> points;

    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition arrived = lock.newCondition();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final JsonBuffer json = new JsonBuffer(1024);
    private long bytes;
    private long skipped;
    private boolean closed;
    private Runnable onClose = () -> {};

    /// What a viewer takes at a time.
    ///
    /// @param events each as one JSON object in UTF-8
    /// @param skipped events that were lost to the viewer since the last time, after these
    public record Taken(List<byte[]> events, long skipped) {}

    public Tap(Map<TapPoint, Condition> points) {
        this.points = Map.copyOf(points);
    }

    @Override
    public void received(Event event) {
        Condition wanted = points.get(new TapPoint.Source());
        if (wanted != null) {
            show(event, wanted);
        }
    }

    @Override
    public void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {
        Condition wanted = points.get(new TapPoint.After(pipeline, stage.name()));
        if (wanted != null && verdict == Verdict.KEEP) {
            show(event, wanted);
        }
    }

    /// What a processor makes leaves it as much as what it lets through.
    @Override
    public void made(Pipeline pipeline, Stage stage, Event event) {
        after(pipeline, stage, Verdict.KEEP, event);
    }

    @Override
    public void offered(Pipeline pipeline, RouteEdge route, RouteEdge.Outcome outcome, Event event) {
        if (outcome == RouteEdge.Outcome.SENT) {
            Condition wanted =
                    points.get(new TapPoint.To(pipeline, route.destination().id()));
            if (wanted != null) {
                show(event, wanted);
            }
        }
    }

    /// Waits for events, at most for a while; null when the tap is closed.
    public @Nullable Taken take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && skipped == 0 && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            if (closed) {
                return null;
            }
            var taken = new Taken(List.copyOf(waiting), skipped);
            waiting.clear();
            bytes = 0;
            skipped = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        onClose.run();
    }

    void onClose(Runnable action) {
        onClose = action;
    }

    private void show(Event event, Condition wanted) {
        int randoms = event.randoms();
        boolean shown = wanted.test(event);
        event.rewind(randoms);
        if (!shown) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (waiting.size() >= MOST_EVENTS || bytes >= MOST_BYTES) {
                skipped++;
                return;
            }
            json.clear();
            EventJson.write(event, json);
            waiting.add(json.toBytes());
            bytes += json.size();
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }
}
