package ai.genops.observability.validate;

import java.time.Duration;

/**
 * How long a validation waits, so that it ends whatever the other side does.
 *
 * @param connect for a name to be resolved, a connection, and TLS: each
 * @param answer for a whole answer to one request
 * @param arrival for an event to be found by a search, or acknowledged
 */
public record Limits(Duration connect, Duration answer, Duration arrival) {
    /** The largest part of an answer that is read. */
    static final int ANSWER_BYTES = 65_536;

    /** Five seconds to connect, ten for an answer, thirty for an event to be found. */
    public static final Limits USUAL =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Limits {
        if (connect.toMillis() <= 0 || answer.toMillis() <= 0 || arrival.toMillis() <= 0) {
            throw new IllegalArgumentException("limits must be a millisecond or longer");
        }
    }
}
