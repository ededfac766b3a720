package ai.genops.destination.delivery;

import ai.genops.destination.delivery.Traffic.Trouble;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.Failures;
import ai.genops.pipeline.DestinationStats;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/// What came of requests. Safe for concurrent use; changed per request, not per event.
final class Counters {
    private final InstantSource clock;
    private long delivered;
    private long rejected;
    private long expired;
    private long dropped;
    private long bytes;
    private long batches;
    private long retries;
    private long requests;
    private long bytesBefore;
    private long bytesSent;
    private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
    private long redelivered;
    private long redeliveredBytes;
    private String lastError = "";
    private String lastFailure = "";
    private long lastFailureMillis;

    Counters(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void attempted(Traffic traffic, Outcome outcome) {
        requests += traffic.requests();
        bytesBefore += traffic.bytesBefore();
        bytesSent += traffic.bytesSent();
        traffic.troubles().forEach((trouble, count) -> troubles.merge(trouble, count, Long::sum));
        if (outcome instanceof Outcome.Failed failed) {
            error(failed.reason());
        }
    }

    synchronized void delivered(Request request) {
        delivered += request.events();
        bytes += request.bytes();
        batches++;
        lastError = "";
    }

    synchronized void rejected(int events, String reason) {
        rejected += events;
        error(reason);
    }

    /// Refused for good, and not kept.
    synchronized void dropped(int events, String reason) {
        rejected(events, reason);
        dropped += events;
    }

    synchronized void expired(int events, String reason) {
        expired += events;
        error(reason);
    }

    synchronized void failed(String reason) {
        error(reason);
    }

    /// Dead letters that got through after all: their events were counted as `rejected` and remain so.
    synchronized void redelivered(Request request) {
        redelivered += request.events();
        redeliveredBytes += request.bytes();
    }

    private void error(String reason) {
        lastError = reason;
        lastFailure = reason;
        lastFailureMillis = clock.millis();
    }

    synchronized void retried() {
        retries++;
    }

    synchronized DestinationStats stats(long written) {
        return new DestinationStats(written, delivered, rejected, expired, bytes, batches, retries, lastError);
    }

    synchronized DeliveryStats stats(Gate gate, long lettersLost, long oldestMillis, Price price) {
        return new DeliveryStats(
                gate.health(),
                gate.pace(lastFailure, lastFailureMillis),
                requests,
                failures(),
                bytesBefore,
                bytesSent,
                dropped,
                lettersLost,
                gate.concurrency(),
                oldestMillis == Long.MAX_VALUE ? null : Long.valueOf(oldestMillis),
                price.cost(bytes + redeliveredBytes, delivered + redelivered));
    }

    private Failures failures() {
        return new Failures(
                count(Trouble.TOO_MANY),
                count(Trouble.SERVER),
                count(Trouble.CLIENT),
                count(Trouble.TIMEOUT),
                count(Trouble.CONNECT),
                count(Trouble.OTHER));
    }

    private long count(Trouble trouble) {
        return troubles.getOrDefault(trouble, 0L);
    }
}
