package ai.genops.server;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was started, in order; closed in the opposite order, when a server ends and where its start fails half-way.
final class Closing implements AutoCloseable {
    private final Deque<Runnable> closing = new ArrayDeque<>();

    /// Has this done at the end, before all that was said earlier.
    void add(Runnable close) {
        closing.push(close);
    }

    /// Does all of it, also where some of it fails; the first failure is thrown at the end. A second call does nothing.
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!closing.isEmpty()) {
            try {
                closing.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
