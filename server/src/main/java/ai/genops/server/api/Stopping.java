package ai.genops.server.api;

import com.linecorp.armeria.server.Server;
import java.util.concurrent.CompletableFuture;

/// How a port of ours is closed.
public final class Stopping {
    private static final int LOOK_MS = 5;

    private Stopping() {}

    /// Takes no request any more; completes when those under way are answered and the ports are free.
    ///
    /// The library's own promise completes when its accepting threads have ended too, two seconds later.
    public static CompletableFuture<Void> stop(Server server) {
        CompletableFuture<Void> ended = server.stop();
        return CompletableFuture.runAsync(() -> awaitPorts(server, ended), Thread::startVirtualThread);
    }

    private static void awaitPorts(Server server, CompletableFuture<Void> ended) {
        try {
            while (!server.activePorts().isEmpty() && !ended.isDone()) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
