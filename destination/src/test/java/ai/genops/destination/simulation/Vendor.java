package ai.genops.destination.simulation;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.destination.delivery.HealthCheck;
import ai.genops.destination.delivery.Price;
import ai.genops.destination.delivery.RateLimit;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.delivery.Undeliverable;
import ai.genops.pipeline.Destination.Takes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The other side of one destination: what it is like, what it has taken, and what it was told. It lives on when the
/// server dies.
final class Vendor {
    /// How it is, from the seed.
    ///
    /// @param each whether it judges every event for itself
    /// @param bisects whether it refuses a request with something bad in it as too large, until it is alone
    /// @param most events it takes at once
    /// @param keepsBatches whether it knows a repetition by its batch
    record Nature(boolean each, boolean bisects, int most, boolean keepsBatches, DeliverySettings settings) {
        static Nature of(Random random) {
            int couriers = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
            int batchEvents = 1 + random.nextInt(12);
            var batching = new Batching(
                    random.nextBoolean() ? 1000 : 1 + random.nextInt(6),
                    batchEvents,
                    random.nextBoolean() ? 1_000_000 : 200,
                    Duration.ofMillis(1 + random.nextInt(3000)),
                    random.nextBoolean(),
                    couriers);
            var retry = new Retry(random.nextInt(4), Duration.ofMillis(100), Duration.ofSeconds(20), 2, Set.of());
            var health = new HealthCheck(Duration.ofSeconds(10), Duration.ofSeconds(5), 1 + random.nextInt(4));
            var limit = random.nextInt(6) > 0 ? null : new RateLimit(5 + random.nextInt(20), random.nextBoolean());
            var undeliverable = new Undeliverable(random.nextInt(5) > 0, random.nextInt(5) > 0);
            var price = new Price(null, null);
            var settings = new DeliverySettings(batching, retry, Takes.ALL, health, limit, undeliverable, price);
            return new Nature(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(3) > 0 ? Integer.MAX_VALUE : 1 + random.nextInt(4),
                    random.nextBoolean(),
                    settings);
        }
    }

    /// What all requests of a batch have in common.
    private record BatchName(long first, long next, long millis) {}

    /// An event was in one batch, and came in another.
    private record Move(long event, BatchName before, BatchName after, int life) {}

    /// An event taken in.
    private static final class Taken {
        private int life;
        /// Whether the server of that life was told.
        private boolean told;
    }

    final String id;
    final Nature nature;
    private final Facts facts;
    private final Map<Long, Taken> taken = new HashMap<>();
    private final Set<Long> judged = new HashSet<>();
    private final Set<Long> expired = new HashSet<>();
    private final Map<Long, BatchName> batchOf = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final Map<String, List<Long>> eventsOf = new HashMap<>();
    private long arrivals;
    /// Requests that come to nothing, of all.
    double trouble;
    boolean down;
    /// Whether it takes now what it refused for good before.
    boolean mended;
    /// In bytes of the log, how far the server may be behind before it gives up what it has for this one; 0: it waits.
    long mostLag;
    /// Records that the server says it gave up, in all lives but the present one.
    long givenUp;

    Vendor(String id, Nature nature, Facts facts) {
        this.id = id;
        this.nature = nature;
        this.facts = facts;
    }

    long arrivals() {
        return arrivals;
    }

    /// Before anything may become of a request: its name stands for its events.
    void offered(Request request, List<Long> events, int number) {
        String life = request.isSentAgain() ? number + ", again" : Integer.toString(number);
        String name = nature.keepsBatches ? request.id() : request.id() + " in life " + life;
        var before = eventsOf.putIfAbsent(name, events);
        facts.require(before == null || before.equals(events), "%s: %s means %s and %s", id, name, before, events);
        if (nature.keepsBatches && !request.isSentAgain()) { // dead letters keep the name of their first attempt
            var batch = new BatchName(request.firstOffset(), request.nextOffset(), request.batchMillis());
            for (long event : events) {
                var other = batchOf.put(event, batch);
                if (other != null && !other.equals(batch)) {
                    moves.add(new Move(event, other, batch, number));
                }
            }
        }
    }

    /// In the end, when it is known what was lost: only a batch that has lost a record may be cut otherwise. Then a
    /// repetition is known by its events alone.
    void settle() {
        for (Move move : moves) {
            var before = move.before;
            facts.require(
                    (mostLag > 0 && givenUp > 0) || facts.wasLost(before.first, before.next, move.life),
                    "%s: event %d was in %s and is in %s",
                    id,
                    move.event,
                    before,
                    move.after);
        }
    }

    void take(long event, int life, boolean again) {
        arrivals++;
        var before = taken.computeIfAbsent(event, _ -> new Taken());
        facts.require(
                again || !(before.told && before.life == life),
                "%s: event %d comes again though it was taken",
                id,
                event);
        before.life = life;
        before.told = false;
    }

    /// The answer that all of them are taken is on its way to a server that is there.
    void told(List<Long> events) {
        events.forEach(event -> taken.computeIfAbsent(event, _ -> new Taken()).told = true);
    }

    void refused(long event) {
        judged.add(event);
    }

    void expired(long event) {
        expired.add(event);
    }

    /// Whether it has been done with an event as far as this side goes.
    boolean has(long event) {
        return taken.containsKey(event) || expired.contains(event);
    }

    boolean wasRefused(long event) {
        return judged.contains(event);
    }
}
