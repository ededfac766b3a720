package ai.genops.destination.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Who runs when, and what time it is. Everything that runs is a virtual thread of a [Machine]; all of them run on
/// the one thread that calls [#step], one at a time, until they wait for something. Who is next is decided by chance
/// from the seed; time passes only when nobody can run. So a seed is a run, to the last step.
final class Schedule {
    private record Ready(Machine machine, Runnable run) {}

    /// Something that happens at a time, unless it is cancelled.
    static final class Alarm {
        private final long nanos;
        private final long number;
        private final Runnable rings;
        private boolean cancelled;

        private Alarm(long nanos, long number, Runnable rings) {
            this.nanos = nanos;
            this.number = number;
            this.rings = rings;
        }

        void cancel() {
            cancelled = true;
        }
    }

    private final Thread driver = Thread.currentThread();
    private final Random random;
    private final List<Ready> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.nanos).thenComparingLong(alarm -> alarm.number));
    private long nanos;
    private long alarmsSet;
    private long steps;
    /// Of who was chosen at every step: two runs of a seed have to agree on it.
    private long trace;

    Schedule(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    long nanos() {
        return nanos;
    }

    long steps() {
        return steps;
    }

    long trace() {
        return trace;
    }

    Alarm in(Duration time, Runnable rings) {
        Alarm alarm = new Alarm(nanos + Math.max(0, time.toNanos()), alarmsSet++, rings);
        alarms.add(alarm);
        return alarm;
    }

    void add(Machine machine, Runnable run) {
        if (!Thread.currentThread().isVirtual() && Thread.currentThread() != driver) {
            throw new AssertionError("a thread of the JDK interferes: a monitor is held while something waits");
        }
        ready.add(new Ready(machine, run));
    }

    /// Lets one thread run until it waits; false if nobody ever will again.
    boolean step() {
        while (ready.isEmpty()) {
            Alarm next = alarms.poll();
            if (next == null) {
                return false;
            }
            if (!next.cancelled) {
                nanos = Math.max(nanos, next.nanos);
                next.rings.run();
            }
        }
        int chosen = random.nextInt(ready.size());
        Ready next = ready.get(chosen);
        Ready last = ready.removeLast();
        if (chosen < ready.size()) {
            ready.set(chosen, last);
        }
        steps++;
        trace = 31 * (31 * trace + chosen) + nanos;
        if (next.machine.isUp()) {
            next.run.run();
        }
        return true;
    }
}
