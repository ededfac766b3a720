package ai.genops.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends the replay when the process is told to stop, and the process with status 0 then.
final class Stop {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Thread replaying;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Stop(Thread replaying) {
        this.replaying = replaying;
    }

    /// SIGTERM and SIGINT interrupt the calling thread. What the server has is in the checkpoint at any time, so there
    /// is nothing else to save.
    static Stop onSignal() {
        var stop = new Stop(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(stop::shutDown, "stop"));
        return stop;
    }

    /// So does the end of the process with this number.
    void onEndOf(long parent) {
        CompletableFuture<?> end = ProcessHandle.of(parent)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        var _ = end.thenRun(replaying::interrupt);
    }

    /// The replay has ended; the process may exit with a status of its own.
    void replayEnded() {
        ended.countDown();
    }

    private void shutDown() {
        if (ended.getCount() == 0) {
            return;
        }
        replaying.interrupt();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // The process ends in any case.
        }
        // The status of a process that ends by a signal would be 143.
        Runtime.getRuntime().halt(0);
    }
}
