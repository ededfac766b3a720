package ai.genops.server.api;

import com.linecorp.armeria.server.Server;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// How a port of ours is closed.
public final class Stopping {
    /// How long a connection takes what its client had sent before it knew.
    public static final Duration DRAIN = Duration.ofMillis(100);

    private static final int LOOK_MS = 5;

    private Stopping() {}

    /// Takes no request any more; completes when those under way are answered and nobody is connected.
    ///
    /// The library's own promise completes when its accepting threads have ended too, two seconds later.
    public static CompletableFuture<Void> stop(Server server) {
        CompletableFuture<Void> ended = server.stop();
        return CompletableFuture.runAsync(() -> awaitClosed(server, ended), Thread::startVirtualThread);
    }

    private static void awaitClosed(Server server, CompletableFuture<Void> ended) {
        try {
            while ((!server.activePorts().isEmpty() || server.numConnections() > 0) && !ended.isDone()) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
