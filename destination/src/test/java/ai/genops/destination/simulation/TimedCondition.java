package ai.genops.destination.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A condition whose waits end in the time of a [Schedule].
@SuppressWarnings("WaitNotInLoop") // the loop is the caller's
final class TimedCondition implements Condition {
    private final Schedule schedule;
    private final ReentrantLock lock;
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    TimedCondition(Schedule schedule, ReentrantLock lock) {
        this.schedule = schedule;
        this.lock = lock;
    }

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private boolean signalled;
        private boolean late;

        void signal() {
            signalled = true;
            LockSupport.unpark(thread);
        }

        void expire() {
            late = true;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void await() throws InterruptedException {
        await(null, true);
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            await(null, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        long since = schedule.nanos();
        await(Duration.ofNanos(nanos), true);
        return nanos - (schedule.nanos() - since);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return awaitNanos(unit.toNanos(time)) > 0;
    }

    @Override
    public boolean awaitUntil(Date deadline) {
        throw new UnsupportedOperationException();
    }

    private void await(@Nullable Duration most, boolean interruptibly) throws InterruptedException {
        if (interruptibly && Thread.interrupted()) {
            throw new InterruptedException();
        }
        var waiter = new Waiter();
        waiters.add(waiter);
        var alarm = most == null ? null : schedule.in(most, waiter::expire);
        lock.unlock();
        boolean interrupted = false;
        while (!waiter.signalled && !waiter.late && !(interruptibly && interrupted)) {
            LockSupport.park();
            interrupted |= Thread.interrupted();
        }
        if (alarm != null) {
            alarm.cancel();
        }
        lock.lock();
        waiters.remove(waiter);
        if (interrupted) {
            if (interruptibly && !waiter.signalled) {
                throw new InterruptedException();
            }
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void signal() {
        var waiter = waiters.poll();
        if (waiter != null) {
            waiter.signal();
        }
    }

    @Override
    public void signalAll() {
        waiters.forEach(Waiter::signal);
        waiters.clear();
    }
}
