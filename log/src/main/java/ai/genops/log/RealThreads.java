package ai.genops.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The machine's threads and time.
final class RealThreads implements Threads {
    @Override
    public Thread platform(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    @Override
    public Thread virtual(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(work);
    }

    @Override
    public Condition condition(ReentrantLock lock) {
        return lock.newCondition();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    public boolean join(Thread thread, Duration time) throws InterruptedException {
        return thread.join(time);
    }
}
