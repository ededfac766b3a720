package ai.genops.server.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server as its counters show it, which a test makes up, with a clock that it moves.
final class World implements InstantSource {
    static final long START_MILLIS = 1_763_600_000_000L;

    double cpu = 0.1;
    double heap = 0.2;
    long diskFree = 50_000;
    long next = 1;
    long feedNext = 1;

    @Nullable
    String obstacle;

    long failures;
    long torn;
    long corrupt;
    long lost;
    long faults;
    long accepted;
    long refused;
    long events;
    boolean answers = true;
    String status = "up";
    long requests = 1;
    long failed;
    long deadLetters;
    long lettersLost;
    long committed = 1;
    long waitingBytes;
    long dropped;
    private long nanos = Long.MAX_VALUE - 1_000; // which wraps around, as nanoTime may
    private long millis = START_MILLIS;

    void pass(Duration time) {
        nanos += time.toNanos();
        millis += time.toMillis();
    }

    void setClock(Duration ahead) {
        millis += ahead.toMillis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    Sample sample() {
        SortedMap<String, Sample.Source> sources = new TreeMap<>();
        sources.put("otlp", new Sample.Source(accepted, refused, events, answers));
        SortedMap<String, Sample.Destination> destinations = new TreeMap<>();
        destinations.put(
                "lake",
                new Sample.Destination(
                        status,
                        requests,
                        failed,
                        deadLetters,
                        lettersLost,
                        committed,
                        waitingBytes,
                        1000,
                        dropped,
                        null));
        return new Sample(
                nanos,
                millis,
                new Sample.Machine(cpu, heap, diskFree, 100_000),
                new Sample.Log(next, obstacle, failures, torn, corrupt, lost, faults),
                feedNext,
                sources,
                destinations);
    }
}
