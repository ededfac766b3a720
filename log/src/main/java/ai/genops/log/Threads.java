package ai.genops.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The threads of the log, of its readers and of deliveries, and how they wait for time to pass: the machine's, or
/// those of a simulation, which decides itself who runs next and how late it is. Thread-safe.
public interface Threads {
    Threads REAL = new RealThreads();

    /// Starts a daemon thread of the operating system.
    Thread platform(String name, Runnable work);

    /// Starts a virtual thread.
    Thread virtual(String name, Runnable work);

    /// A condition whose timed waits are in this one's time.
    Condition condition(ReentrantLock lock);

    /// Time that only goes forward, in nanoseconds since any moment; comparable with others of it alone.
    long nanoTime();

    void sleep(Duration time) throws InterruptedException;

    /// Waits until a thread has ended; false if the time passed first.
    boolean join(Thread thread, Duration time) throws InterruptedException;
}
