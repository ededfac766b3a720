package ai.genops.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A replay in which each service has a clock of its own, which moves only when the service waits.
final class Bench implements AutoCloseable, Progress {
    static final Instant ANCHOR = Instant.parse("2026-05-04T09:40:00Z");

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Map<Thread, Instant> now = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private Pause onPause = _ -> {};

    Bench(Path folder) {
        this.folder = folder;
    }

    Bench onPause(Pause action) {
        onPause = action;
        return this;
    }

    /// On the calling thread's clock.
    Instant now() {
        return now.getOrDefault(Thread.currentThread(), ANCHOR);
    }

    Replay replay(URI traces) throws IOException {
        InstantSource clock = this::now;
        return new Replay(
                new Replay.Target(traces, "secret", http),
                Checkpoint.open(folder, clock.instant()),
                clock,
                this::pause,
                this);
    }

    /// Like a sleep, it ends when the thread is interrupted.
    private void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        now.put(Thread.currentThread(), now().plus(duration));
        onPause.of(duration);
    }

    @Override
    public void accepted(int spans) {}

    @Override
    public void waiting(String reason, Duration pause) {
        troubles.add(reason);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
