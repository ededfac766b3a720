package ai.genops.demo;

import java.time.Duration;

/// Waits, or throws when the thread is interrupted; in the process this is [Thread#sleep(Duration)].
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
