package ai.genops.destination.simulation;

import ai.genops.log.Threads;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A process from its start until it ends or is killed: its threads, its clock. Killed, none of its threads takes
/// another step.
final class Machine implements Threads, InstantSource, Executor {
    private static final Constructor<?> BUILDER = builder();

    private final Schedule schedule;
    private final Consumer<Throwable> failed;
    /// A thread by what the JDK runs for it, each time the same.
    private final IdentityHashMap<Runnable, Thread> threads = new IdentityHashMap<>();
    private @Nullable Thread starting;
    private boolean up = true;
    private long clockMillis;

    /// @param clockMillis what the clock shows at time 0 of the schedule
    Machine(Schedule schedule, long clockMillis, Consumer<Throwable> failed) {
        this.schedule = schedule;
        this.clockMillis = clockMillis;
        this.failed = failed;
    }

    /// The JDK's own tests make virtual threads with a scheduler of theirs by this constructor.
    private static Constructor<?> builder() {
        try {
            var constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the JDK has no virtual threads with a scheduler of their own", e);
        }
    }

    boolean isUp() {
        return up;
    }

    void kill() {
        up = false;
        threads.clear();
    }

    /// Someone sets the clock.
    void setClock(long byMillis) {
        clockMillis += byMillis;
    }

    @Override
    public void execute(Runnable run) {
        if (up) {
            Thread thread = threads.computeIfAbsent(run, _ -> Objects.requireNonNull(starting));
            schedule.add(this, thread, run);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clockMillis + schedule.nanos() / 1_000_000);
    }

    @Override
    public Thread platform(String name, Runnable work) {
        return virtual(name, work);
    }

    @Override
    public Thread virtual(String name, Runnable work) {
        try {
            var builder = (Thread.Builder.OfVirtual) BUILDER.newInstance(this);
            starting = builder.name(name).unstarted(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    failed.accept(e);
                }
            });
            Thread started = starting;
            started.start();
            return started;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the JDK has no virtual threads with a scheduler of their own", e);
        }
    }

    @Override
    public Condition condition(ReentrantLock lock) {
        return new TimedCondition(schedule, lock);
    }

    @Override
    public long nanoTime() {
        return schedule.nanos();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        var me = Thread.currentThread();
        var over = new boolean[1];
        var alarm = schedule.in(time, () -> {
            over[0] = true;
            LockSupport.unpark(me);
        });
        while (!over[0]) {
            if (Thread.interrupted()) {
                alarm.cancel();
                throw new InterruptedException();
            }
            LockSupport.park();
        }
    }

    /// Sleeps, whoever interrupts.
    void spend(Duration time) {
        waitFor(rings -> schedule.in(time, rings));
    }

    /// Lets others run, perhaps.
    void letOthersRun() {
        waitFor(goesOn -> schedule.after(this, goesOn));
    }

    private static void waitFor(Consumer<Runnable> event) {
        var me = Thread.currentThread();
        var over = new boolean[1];
        event.accept(() -> {
            over[0] = true;
            LockSupport.unpark(me);
        });
        boolean interrupted = false;
        while (!over[0]) {
            LockSupport.park();
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            me.interrupt();
        }
    }

    @Override
    public boolean join(Thread thread, Duration time) throws InterruptedException {
        long deadline = nanoTime() + time.toNanos();
        while (thread.isAlive() && nanoTime() < deadline) {
            sleep(Duration.ofMillis(5));
        }
        return !thread.isAlive();
    }
}
