package ai.genops.pipeline.config;

import java.time.Duration;

/// Refreshes secrets again and again, on a thread of its own, until it is closed.
public final class SecretRefresh implements AutoCloseable {
    private final Thread thread;

    SecretRefresh(Secrets secrets, Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("the interval must be longer than 0");
        }
        thread = Thread.ofVirtual().name("secrets").start(() -> run(secrets, interval));
    }

    private static void run(Secrets secrets, Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                secrets.refresh();
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
