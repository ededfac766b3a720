package ai.genops.server.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// Whether a source takes connections, asked from outside as a client would: at every interval, and down only after as
/// many failures in a row as its `Health Check` says. Each question is asked by a thread of its own.
public final class SourceProbe {
    private final List<InetSocketAddress> ports;
    private final Duration interval;
    private final Duration timeout;
    private final int threshold;
    private long askedNanos;
    private boolean asked;
    private volatile boolean asking;
    private volatile int failures;

    /// @param ports all of which have to answer
    public SourceProbe(List<InetSocketAddress> ports, Duration interval, Duration timeout, int threshold) {
        this.ports = List.copyOf(ports);
        this.interval = interval;
        this.timeout = timeout;
        this.threshold = threshold;
    }

    boolean answers() {
        return failures < threshold;
    }

    /// Asks, if it is time and the last question is answered.
    void tick(long nanos) {
        if (asking || (asked && nanos - askedNanos < interval.toNanos())) {
            return;
        }
        asked = true;
        askedNanos = nanos;
        asking = true;
        Thread.ofVirtual().name("probe").start(this::ask);
    }

    private void ask() {
        int failed = failures;
        try {
            failed = ports.stream().allMatch(this::takesConnections) ? 0 : Math.min(failed + 1, threshold);
        } finally {
            failures = failed;
            asking = false;
        }
    }

    private boolean takesConnections(InetSocketAddress port) {
        try (Socket socket = new Socket()) {
            socket.connect(port, Math.clamp(timeout.toMillis(), 1, 60_000));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
