package ai.genops.server.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The samples of the last minutes, for metrics that are taken over a window. Everything counted before the
/// first sample was counted since the start, so it belongs to the window the first sample is in.
final class History {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(Sample sample) {
        samples.addLast(sample);
        // One is kept from before the window: the window's increase is counted from there.
        while (samples.size() > 2 && isBefore(second(), sample, LONGEST)) {
            samples.removeFirst();
        }
    }

    /// How much a counter has grown within the window that ends with the last sample.
    long growth(Duration window, ToLongFunction<Sample> counter) {
        Sample last = samples.getLast();
        Sample base = base(window);
        return Math.max(0, counter.applyAsLong(last) - (base == null ? 0 : counter.applyAsLong(base)));
    }

    /// Seconds that [#growth] is counted over; 0 with fewer than two samples.
    double seconds(Duration window) {
        Sample base = base(window);
        Sample from = base == null ? samples.getFirst() : base;
        return (samples.getLast().nanos() - from.nanos()) / 1e9;
    }

    double meanCpu(Duration window) {
        Sample last = samples.getLast();
        return samples.stream()
                .filter(sample -> !isBefore(sample, last, window))
                .mapToDouble(sample -> sample.machine().cpu())
                .filter(cpu -> !Double.isNaN(cpu))
                .average()
                .orElse(Double.NaN);
    }

    /// The largest step, in seconds, of the machine's clock between two samples against the time that had passed.
    double clockJump() {
        double most = 0;
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null && !isBefore(sample, samples.getLast(), LONGEST)) {
                double passed = (sample.nanos() - before.nanos()) / 1e9;
                double shown = (sample.millis() - before.millis()) / 1e3;
                most = Math.max(most, Math.abs(shown - passed));
            }
            before = sample;
        }
        return most;
    }

    /// The last sample from before the window; null if the server started within it.
    private @Nullable Sample base(Duration window) {
        Sample base = null;
        for (Sample sample : samples) {
            if (!isBefore(sample, samples.getLast(), window)) {
                break;
            }
            base = sample;
        }
        return base;
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }

    private static boolean isBefore(Sample sample, Sample last, Duration window) {
        return last.nanos() - sample.nanos() >= window.toNanos();
    }
}
