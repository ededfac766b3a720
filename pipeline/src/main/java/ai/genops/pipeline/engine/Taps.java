package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The taps that are open. With none, a feed pays one volatile read per record. Safe for concurrent use.
public final class Taps {
    /// Each costs the feeds what it encodes.
    public static final int MOST = 8;

    private volatile @Nullable Observer tapped;
    private final List<Tap> open = new ArrayList<>();

    /// Lets a tap see events from the next record on; false if too many are open. It closes itself again.
    public synchronized boolean open(Tap tap) {
        if (open.size() >= MOST) {
            return false;
        }
        open.add(tap);
        tap.onClose(() -> remove(tap));
        show();
        return true;
    }

    /// Ends every tap.
    public void close() {
        List<Tap> all;
        synchronized (this) {
            all = List.copyOf(open);
        }
        all.forEach(Tap::close);
    }

    private synchronized void remove(Tap tap) {
        open.remove(tap);
        show();
    }

    private void show() {
        tapped = open.isEmpty() ? null : new All(List.copyOf(open));
    }

    /// Whether somebody looks on.
    boolean areOpen() {
        return tapped != null;
    }

    /// Who looks on at the next record, besides `other`; null: nobody.
    @Nullable
    Observer observer(@Nullable Observer other) {
        Observer now = tapped;
        return now == null ? other : other == null ? now : new All(List.of(other, now));
    }

    private record All(List<? extends Observer> observers) implements Observer {
        @Override
        public void received(Event event) {
            observers.forEach(observer -> observer.received(event));
        }

        @Override
        public void before(Stage stage) {
            observers.forEach(observer -> observer.before(stage));
        }

        @Override
        public void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {
            observers.forEach(observer -> observer.after(pipeline, stage, verdict, event));
        }

        @Override
        public void made(Pipeline pipeline, Stage stage, Event event) {
            observers.forEach(observer -> observer.made(pipeline, stage, event));
        }

        @Override
        public void offered(Pipeline pipeline, RouteEdge route, RouteEdge.Outcome outcome, Event event) {
            observers.forEach(observer -> observer.offered(pipeline, route, outcome, event));
        }
    }
}
