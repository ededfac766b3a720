package ai.genops.log;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Since when records are too old, by a clock that may be wrong. After a jump of the clock, forward or back, nothing is
/// too old for an hour of its new time: long enough for a clock set wrongly to be set right, before what cannot be had
/// again is deleted. Disk use is bounded without it. For one thread.
final class Age {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    /// The clock is looked at every minute.
    private static final long JUMP_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final long PAUSE_MILLIS = Duration.ofHours(1).toMillis();

    private final long maxAgeMillis;
    private long last;
    private long trustedFrom = Long.MIN_VALUE;

    /// @param last the newest time known: that of the last record, or now
    Age(Duration maxAge, long last) {
        this.maxAgeMillis = maxAge.toMillis();
        this.last = last;
    }

    /// Records before this time are too old.
    long limit(long now) {
        if (Math.abs(now - last) > JUMP_MILLIS) {
            trustedFrom = now + PAUSE_MILLIS;
            LOGGER.info("the clock went from {} to {} ms; nothing is deleted by age for an hour", last, now);
        }
        last = now;
        return now < trustedFrom ? Long.MIN_VALUE : now - maxAgeMillis;
    }

    /// Since when the segment that is being written is old enough to be followed by another one, so that it can be
    /// given up when its time comes.
    long rollLimit(long now) {
        return now < trustedFrom ? Long.MIN_VALUE : now - maxAgeMillis / 8;
    }
}
