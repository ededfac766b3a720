package ai.genops.pipeline.config;

import java.time.Duration;

/// Refreshes secrets again and again, on a thread of its own, until it is closed.
public final class SecretRefresh implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Thread thread;

    SecretRefresh(Secrets secrets, Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("the interval must be longer than 0");
        }
        thread = Thread.ofVirtual().name("secrets").start(() -> run(secrets, interval));
    }

    private static void run(Secrets secrets, Duration interval) {
        try {
            Duration left = interval;
            Duration pause = FIRST_PAUSE;
            while (true) {
                boolean pending = !secrets.pending().isEmpty();
                Duration next = pending && pause.compareTo(left) < 0 ? pause : left;
                Thread.sleep(next);
                left = left.minus(next);
                pause = pending ? doubled(pause) : FIRST_PAUSE;
                if (left.isZero()) {
                    secrets.refresh();
                    left = interval;
                } else {
                    secrets.fetchPending();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private static Duration doubled(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
