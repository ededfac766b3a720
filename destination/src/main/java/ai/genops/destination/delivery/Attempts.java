package ai.genops.destination.delivery;

import ai.genops.destination.delivery.Outcome.Each;
import ai.genops.destination.delivery.Outcome.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats what failed, as [Retry] says, for as long as it takes. Safe for concurrent use.
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final String id;
    private final Retry retry;
    private final DoubleSupplier random;
    private final Intake intake;
    private final Counters counters;
    private final Redaction redaction;

    interface Attempt {
        Outcome run() throws IOException, InterruptedException;
    }

    Attempts(String id, Retry retry, DoubleSupplier random, Intake intake, Counters counters, Redaction redaction) {
        this.id = id;
        this.retry = retry;
        this.random = random;
        this.intake = intake;
        this.counters = counters;
        this.redaction = redaction;
    }

    /// The first outcome that is final; null if the destination closes before there is one.
    @Nullable
    Outcome insist(Attempt attempt) throws InterruptedException {
        for (int count = 0; ; count++) {
            Outcome outcome = once(attempt);
            if (!(outcome instanceof Failed failed)) {
                if (count > 0) {
                    log.info("destination `{}` takes events again, after {} failed attempt(s)", id, count);
                }
                return outcome;
            }
            Duration pause = retry.pause(count, failed.retryAfter(), random);
            tell(failed, count, pause);
            if (!intake.pause(pause)) {
                return null;
            }
            counters.retried();
        }
    }

    /// Waits before what has failed in part is sent again; false if there is to be no other attempt.
    boolean pauseAfter(Failed failed) throws InterruptedException {
        Duration pause = retry.pause(0, failed.retryAfter(), random);
        tell(failed, 0, pause);
        counters.retried();
        return intake.pause(pause);
    }

    /// What stands for all failures in it: the one that wants the longest wait.
    static Failed gravest(Each each) {
        return each.outcomes().stream()
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .max(Comparator.comparing(failed -> Objects.requireNonNullElse(failed.retryAfter(), Duration.ZERO)))
                .orElseThrow();
    }

    /// A request of which nothing got through has failed as a whole.
    private static Outcome once(Attempt attempt) throws InterruptedException {
        try {
            Outcome outcome = attempt.run();
            boolean nothing = outcome instanceof Each each
                    && !each.outcomes().isEmpty()
                    && each.outcomes().stream().allMatch(Failed.class::isInstance);
            return nothing ? gravest((Each) outcome) : outcome;
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage();
            return new Failed(message == null ? e.getClass().getSimpleName() : message, null);
        }
    }

    /// Counts every failure; logs the first, and the one from which on the destination is behind.
    private void tell(Failed failed, int count, Duration pause) {
        String reason = redaction.apply(failed.reason());
        counters.failed(reason);
        if (count == 0) {
            log.warn("destination `{}`: {}; next attempt in {} ms", id, reason, pause.toMillis());
        } else if (count == retry.quick()) {
            log.warn(
                    "destination `{}` is behind after {} retries: {}; nothing is lost, it goes on from the log",
                    id,
                    count,
                    reason);
        }
    }
}
