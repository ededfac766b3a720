package ai.genops.demo;

import java.time.Duration;

/// What came of sending a batch.
sealed interface Answer {
    /// The server has it: it answered 200 and refused no span.
    record Accepted() implements Answer {}

    /// Not now: no connection, no answer in time, 408, 429 or 5xx. Whether the server has the batch is unknown.
    ///
    /// @param pause how long the server asks to wait (`Retry-After`); zero if it does not say
    record Unavailable(String reason, Duration pause) implements Answer {}

    /// Never: the server will not take this batch however often it is sent.
    record Refused(String reason) implements Answer {}
}
