package ai.genops.pipeline.engine;

import ai.genops.log.Threads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The threads that help feeds with records which need not be taken through the pipelines one after the other. Whoever
/// asks for help does not depend on it: it does itself what nobody has begun. Safe for concurrent use.
final class Hands {
    private final int count;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean ended;

    Hands(Threads threads, int count) {
        this.count = count;
        asked = threads.condition(lock);
        for (int i = 1; i <= count; i++) {
            threads.platform("feed-hand-" + i, this::work);
        }
    }

    int count() {
        return count;
    }

    /// Asks for work to be done soon, or never.
    void give(Runnable work) {
        lock.lock();
        try {
            waiting.add(work);
            asked.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Lets them go. What they are at, they finish.
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting.clear();
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (true) {
                next().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @throws InterruptedException when there will be none
    private Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                if (ended) {
                    throw new InterruptedException();
                }
                asked.await();
            }
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }
}
