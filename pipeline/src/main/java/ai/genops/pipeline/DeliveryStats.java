package ai.genops.pipeline;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How the deliveries of a destination go, since its start, beside what [DestinationStats] counts.
///
/// @param requests attempts that were sent off
/// @param failures those that did not succeed, by class
/// @param bytesBefore of requests' bodies as they were put together
/// @param bytesSent of the same, after compression
/// @param dropped events, of those counted as `rejected`, that were not kept as dead letters because the destination
///     is configured so
/// @param lettersLost dead letters that went because there were more than are kept
/// @param concurrency most requests under way at a time, as the other side bears now
/// @param oldestAppendedMillis when the oldest event not done with was appended to the log, in milliseconds since
///     1970; null if there is none. Only of events that were offered; what is still in the log is newer
/// @param cost of what was delivered, also of dead letters sent again, by the destination's prices, in dollars; null
///     if it has none
public record DeliveryStats(
        Health health,
        Pace pace,
        long requests,
        Failures failures,
        long bytesBefore,
        long bytesSent,
        long dropped,
        long lettersLost,
        int concurrency,
        @Nullable Long oldestAppendedMillis,
        @Nullable BigDecimal cost) {
    /// Of a destination that delivers nothing over a network.
    public static final DeliveryStats NONE = new DeliveryStats(
            new Health(State.HEALTHY, 0, 0, 0, ""),
            new Pace(null, 0, 0, 0, 0, "", 0),
            0,
            new Failures(0, 0, 0, 0, 0, 0),
            0,
            0,
            0,
            0,
            1,
            null,
            null);

    /// [#NONE], but for how its attempts go.
    public static DeliveryStats of(Health health, Pace pace) {
        return new DeliveryStats(health, pace, 0, NONE.failures, 0, 0, 0, 0, 1, null, null);
    }

    /// Whether the other side takes what it is sent.
    ///
    /// @param sinceMillis when the state began, in milliseconds since 1970; 0: at its start
    /// @param consecutiveFailures attempts that have failed since the last that did not
    /// @param lastSuccessMillis when the other side last answered for good, in milliseconds since 1970; 0: never
    /// @param lastError why the last attempt failed; empty if it did not
    public record Health(
            State state, long sinceMillis, int consecutiveFailures, long lastSuccessMillis, String lastError) {}

    /// What attempts wait for, and what went wrong last.
    ///
    /// @param paused null unless people have paused it
    /// @param underWay requests that have no answer yet
    /// @param nextAttemptMillis there is no attempt before this, in milliseconds since 1970; 0: none is waited for
    /// @param rateLimitWaits attempts that had to wait for the configured rate
    /// @param retryAfterWaits times the other side said how long to wait
    /// @param lastFailure why an event or attempt last failed or was refused, in the other side's words; unlike
    ///     [Health#lastError] it stays when the other side takes events again; empty if there was none
    /// @param lastFailureMillis when that was, in milliseconds since 1970; 0: never
    public record Pace(
            @Nullable Paused paused,
            int underWay,
            long nextAttemptMillis,
            long rateLimitWaits,
            long retryAfterWaits,
            String lastFailure,
            long lastFailureMillis) {}

    /// People have stopped deliveries for a while.
    ///
    /// @param sinceMillis in milliseconds since 1970
    /// @param by who, as they call themselves
    public record Paused(long sinceMillis, String by, String reason) {}

    /// `HEALTHY`: the last attempt succeeded, or there was none. `RETRYING`: some have failed. `UNHEALTHY`: as many
    /// as its threshold have, and one request at a time finds out whether it is back.
    public enum State {
        HEALTHY,
        RETRYING,
        UNHEALTHY
    }

    /// Attempts that did not succeed.
    ///
    /// @param tooMany HTTP 429
    /// @param server HTTP 5xx
    /// @param client HTTP 4xx but 429
    /// @param timeout no complete answer in time
    /// @param connect no connection
    /// @param other everything else
    public record Failures(long tooMany, long server, long client, long timeout, long connect, long other) {}
}
