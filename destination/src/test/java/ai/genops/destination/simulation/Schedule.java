package ai.genops.destination.simulation;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who runs when, and what time it is. Everything that runs is a virtual thread of a [Machine]; all of them run on
/// the one thread that calls [#step], one at a time, until they wait for something. Who is next is decided by chance
/// from the seed; time passes only when nobody can run. So a seed is a run, to the last step.
@SuppressWarnings("ReferenceEquality") // a thread is itself alone
final class Schedule {
    private record Ready(Machine machine, Thread thread, Runnable run) {}

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
    private final BlockingQueue<Runnable> unblocked = new LinkedBlockingQueue<>();
    private @Nullable Thread running;
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

    /// Lets others run before the current thread goes on, which is to wait meanwhile.
    void after(Machine machine, Runnable goesOn) {
        ready.add(new Ready(machine, driver, goesOn));
    }

    void add(Machine machine, Thread thread, Runnable run) {
        boolean byTheJdk = !Thread.currentThread().isVirtual() && Thread.currentThread() != driver;
        if (byTheJdk || thread == running) {
            unblocked.add(run);
        } else {
            ready.add(new Ready(machine, thread, run));
        }
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
            if (next.thread == driver) {
                next.run.run();
            } else {
                run(next.thread, next.run);
            }
        }
        return true;
    }

    private void run(Thread thread, Runnable run) {
        running = thread;
        run.run();
        while (thread.getState() != State.WAITING && thread.getState() != State.TERMINATED) {
            awaitMonitor().run();
        }
        running = null;
    }

    /// What neither waits for the simulation nor has ended wants a monitor, or memory. The JDK's own
    /// threads hold one for a moment now and then, as where direct buffers are freed, and say when it is
    /// free. Then it goes on at once: a thread that was killed while it is the next to get a monitor would
    /// leave it to nobody. A monitor that one of ours holds while it waits is found out.
    private Runnable awaitMonitor() {
        try {
            Runnable next = unblocked.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("a monitor is held by " + running + "'s neighbour while that one waits");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
