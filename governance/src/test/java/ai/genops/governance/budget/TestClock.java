package ai.genops.governance.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is moved. */
public class TestClock implements InstantSource {
    private final AtomicLong millis;

    public TestClock(String start) {
        millis = new AtomicLong(Instant.parse(start).toEpochMilli());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    public void advance(Duration by) {
        millis.addAndGet(by.toMillis());
    }
}
