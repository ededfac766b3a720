package ai.genops.server.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Makes the metrics' values out of samples, one after the other. One thread at a time.
final class Measures {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /// Of fewer requests no rate is told: one malformed request of one is no trend.
    private static final long LEAST_REQUESTS = 10;

    private static final Sample.Source NO_SOURCE = new Sample.Source(0, 0, 0, true);

    private final Duration silentAfter;
    private final History history = new History();
    private final Ages ages = new Ages();
    private final Map<String, Heard> heard = new HashMap<>();

    /// How much a source had accepted, and when that last grew.
    private record Heard(long accepted, long nanos) {}

    /// @param silentAfter how long a source that has had traffic may be silent before it counts as down
    Measures(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }

    Values take(Sample now) {
        history.add(now);
        ages.add(now.nanos(), now.log().next());
        Values values = new Values();
        machine(now, values);
        log(now, values);
        traffic(values);
        now.sources().forEach((id, source) -> source(id, source, now, values));
        now.destinations().forEach((id, destination) -> destination(id, destination, now, values));
        values.put(Metric.BUFFER_UTILIZATION, "", fullest(values));
        return values;
    }

    private void machine(Sample now, Values values) {
        Sample.Machine machine = now.machine();
        values.put(Metric.CPU_UTILIZATION, "", 100 * history.meanCpu(MINUTE));
        values.put(Metric.MEMORY_UTILIZATION, "", 100 * machine.heap());
        if (machine.diskFree() >= 0 && machine.diskTotal() > 0) {
            values.put(Metric.DISK_FREE, "", 100.0 * machine.diskFree() / machine.diskTotal());
            values.put(Metric.DISK_FREE_BYTES, "", machine.diskFree());
        }
        values.put(Metric.CLOCK_JUMP, "", history.clockJump());
    }

    private void log(Sample now, Values values) {
        values.put(Metric.LOG_STATUS, "", now.log().obstacle() == null ? "ok" : "refusing");
        values.put(Metric.LOG_FAILURES, "", grown(log -> log.failures()));
        values.put(Metric.CORRUPT_FRAMES, "", grown(log -> log.corruptFrames()));
        values.put(Metric.TORN_BYTES, "", grown(log -> log.tornBytes()));
        values.put(Metric.RECORDS_LOST, "", grown(log -> log.lost()));
        values.put(Metric.FAULTS, "", grown(log -> log.faults()));
        values.put(Metric.PIPELINE_LAG, "", ages.of(now.feedNext(), now.nanos()));
    }

    private double grown(ToLongFunction<Sample.Log> counter) {
        return history.growth(TEN_MINUTES, sample -> counter.applyAsLong(sample.log()));
    }

    private void traffic(Values values) {
        long refused = history.growth(FIVE_MINUTES, sample -> all(sample, Sample.Source::refused));
        long accepted = history.growth(FIVE_MINUTES, sample -> all(sample, Sample.Source::accepted));
        values.put(Metric.ERROR_RATE, "", rate(refused, refused + accepted, LEAST_REQUESTS));
        long events = history.growth(MINUTE, sample -> all(sample, Sample.Source::events));
        values.put(Metric.THROUGHPUT, "", perSecond(events));
    }

    private void source(String id, Sample.Source source, Sample now, Values values) {
        Heard before = heard.getOrDefault(id, new Heard(0, now.nanos()));
        Heard last = before.accepted() == source.accepted() ? before : new Heard(source.accepted(), now.nanos());
        heard.put(id, last);
        double silence = last.accepted() == 0 ? Double.NaN : (now.nanos() - last.nanos()) / 1e9;
        boolean silent = silence >= silentAfter.toMillis() / 1e3;
        values.put(Metric.SOURCE_STATUS, id, source.answers() && !silent ? "up" : "down");
        values.put(Metric.SOURCE_SILENCE, id, silence);
        long refused = growth(FIVE_MINUTES, id, Sample.Source::refused);
        long accepted = growth(FIVE_MINUTES, id, Sample.Source::accepted);
        values.put(Metric.SOURCE_ERROR_RATE, id, rate(refused, refused + accepted, LEAST_REQUESTS));
        values.put(Metric.SOURCE_THROUGHPUT, id, perSecond(growth(MINUTE, id, Sample.Source::events)));
    }

    private long growth(Duration window, String source, ToLongFunction<Sample.Source> counter) {
        return history.growth(
                window, sample -> counter.applyAsLong(sample.sources().getOrDefault(source, NO_SOURCE)));
    }

    private void destination(String id, Sample.Destination destination, Sample now, Values values) {
        values.subject(Scope.DESTINATION, id);
        if (destination.requests() > 0) {
            values.put(Metric.DESTINATION_STATUS, id, destination.status());
        }
        long behind = Math.max(0, now.log().next() - destination.committed());
        Long oldest = destination.oldestMillis();
        double offered = oldest == null ? 0 : Math.max(0, now.millis() - oldest) / 1e3;
        double age = behind == 0 ? 0 : ages.of(destination.committed(), now.nanos());
        values.put(Metric.DESTINATION_LAG, id, Math.max(age, offered));
        values.put(Metric.DESTINATION_LAG_RECORDS, id, behind);
        values.put(
                Metric.DESTINATION_BUFFER_UTILIZATION,
                id,
                100.0 * destination.waitingBytes() / Math.max(1, destination.limitBytes()));
        long failures = growth(id, FIVE_MINUTES, Sample.Destination::failures);
        long requests = growth(id, FIVE_MINUTES, Sample.Destination::requests);
        values.put(Metric.DELIVERY_FAILURES, id, failures);
        values.put(Metric.DELIVERY_ERROR_RATE, id, rate(failures, requests, 1));
        values.put(Metric.DEAD_LETTERS, id, growth(id, TEN_MINUTES, Sample.Destination::deadLetters));
        values.put(Metric.DEAD_LETTERS_LOST, id, growth(id, TEN_MINUTES, Sample.Destination::lettersLost));
        values.put(Metric.EVENTS_DROPPED, id, growth(id, TEN_MINUTES, Sample.Destination::dropped));
    }

    private long growth(String destination, Duration window, ToLongFunction<Sample.Destination> counter) {
        return history.growth(window, sample -> {
            Sample.Destination then = sample.destinations().get(destination);
            return then == null ? 0 : counter.applyAsLong(then);
        });
    }

    private static double fullest(Values values) {
        return values.subjects(Scope.DESTINATION).stream()
                .map(id -> values.find(Metric.DESTINATION_BUFFER_UTILIZATION, id))
                .mapToDouble(value -> value instanceof Double percent ? percent : 0)
                .max()
                .orElse(0);
    }

    private double perSecond(long events) {
        double seconds = history.seconds(MINUTE);
        return seconds > 0 ? events / seconds : Double.NaN;
    }

    private static double rate(long part, long whole, long least) {
        return whole < least ? 0 : 100.0 * part / whole;
    }

    private static long all(Sample sample, ToLongFunction<Sample.Source> counter) {
        return sample.sources().values().stream().mapToLong(counter).sum();
    }
}
