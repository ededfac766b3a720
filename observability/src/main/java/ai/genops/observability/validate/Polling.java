package ai.genops.observability.validate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;

/** Asks again until something is so. */
final class Polling {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** One question. */
    interface Question {
        boolean ask() throws IOException;
    }

    private Polling() {}

    /**
     * Asks every half second until the limit has passed, and once at least; whether it came to be so. A clock that
     * stands still does not make it go on: it asks no more often than pauses fit into the limit.
     */
    static boolean until(Duration limit, InstantSource clock, Question question) throws IOException {
        long end = clock.millis() + limit.toMillis();
        for (long left = limit.dividedBy(PAUSE); left >= 0; left--) {
            if (question.ask()) {
                return true;
            }
            if (left == 0 || clock.millis() >= end) {
                return false;
            }
            pause();
        }
        return false;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
