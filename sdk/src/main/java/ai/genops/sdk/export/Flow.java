package ai.genops.sdk.export;

import java.util.concurrent.atomic.AtomicInteger;

/** How many spans wait: let in by the gate, let out by the exporter. */
final class Flow {
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    Flow(int most) {
        this.most = most;
    }

    boolean enter() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    void leave(int spans) {
        waiting.addAndGet(-spans);
    }

    int waiting() {
        return waiting.get();
    }
}
