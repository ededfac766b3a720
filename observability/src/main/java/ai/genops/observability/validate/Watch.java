package ai.genops.observability.validate;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validations one after another: when the next one is due, and what has changed. While it is valid they are an interval
 * apart; the first failure is looked at again soon, then at growing intervals up to the ordinary one. Not safe for
 * concurrent use.
 */
public final class Watch {
    private static final Duration SOONEST = Duration.ofSeconds(5);

    private final Duration interval;
    private @Nullable Validation last;
    private Duration pause;

    /** @param interval between two validations that succeed; a second or more */
    public Watch(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the interval must be a second or longer, is " + interval);
        }
        this.interval = interval;
        pause = interval;
    }

    /** What a validation says beyond the one before it, for people; empty if nothing changed. */
    public String changed(Validation now) {
        Validation before = last;
        last = now;
        pause = next(before, now);
        if (before == null) {
            return now.valid() ? "valid" : "not valid: " + String.join("; ", now.errors());
        }
        if (before.valid() && !now.valid()) {
            return "valid before, not valid now: " + String.join("; ", now.errors());
        }
        if (!before.valid() && now.valid()) {
            return "not valid before, valid now";
        }
        return failing(before).equals(failing(now))
                ? ""
                : "still not valid, for another reason: " + String.join("; ", now.errors());
    }

    /** How long to wait until the next one. */
    public Duration pause() {
        return pause;
    }

    private Duration next(@Nullable Validation before, Validation now) {
        if (now.valid()) {
            return interval;
        }
        Duration longer = before == null || before.valid() ? SOONEST : pause.multipliedBy(2);
        return longer.compareTo(interval) < 0 ? longer : interval;
    }

    private static List<String> failing(Validation validation) {
        return validation.checks().stream()
                .filter(check -> check.status() == Status.FAILED)
                .map(Check::id)
                .toList();
    }
}
