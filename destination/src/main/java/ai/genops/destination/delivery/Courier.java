package ai.genops.destination.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one batch after the other to its destination and comes back only when each event of it is delivered, or
/// refused for good and in the dead letters. Ends when the intake closes.
final class Courier implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Intake intake;
    private final DeliverySettings settings;
    private final Redaction redaction;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final Progress progress;
    private final Counters counters;
    private final Overflow overflow;
    /// Null for a transport that does not keep batches.
    private final @Nullable Plan plan;

    Courier(
            Intake intake,
            DeliverySettings settings,
            Redaction redaction,
            Attempts attempts,
            DeadLetters deadLetters,
            Progress progress,
            Counters counters,
            Overflow overflow,
            @Nullable Plan plan) {
        this.intake = intake;
        this.settings = settings;
        this.redaction = redaction;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.progress = progress;
        this.counters = counters;
        this.overflow = overflow;
        this.plan = plan;
    }

    @Override
    public void run() {
        try {
            Batch batch = intake.take();
            while (batch != null && deliver(batch)) {
                batch = intake.take();
            }
        } catch (InterruptedException e) {
            // Closing took too long: what is not delivered stays in the log.
            Thread.currentThread().interrupt();
        }
    }

    /// False if it had to give up because the destination closes: the batch stays in the log.
    private boolean deliver(Batch batch) throws InterruptedException {
        Plan kept = plan;
        if (kept != null && batch.events() > 0 && !attempts.insist(() -> kept.begin(batch))) {
            return false;
        }
        int from = 0;
        while (from < batch.events()) {
            String refusal = batch.refusal(from);
            int to = refusal == null ? requestEnd(batch, from) : from + 1;
            Request request = Request.of(batch, from, to);
            if (!(refusal == null ? send(request) : reject(request, DeadLetters.Kind.UNENCODABLE, refusal))) {
                return false;
            }
            from = to;
        }
        progress.finished(batch);
        return attempts.insist(() -> progress.advance().forEach(intake::release));
    }

    private int requestEnd(Batch batch, int from) {
        int most = from + Math.min(settings.batching().requestEvents(), batch.events() - from);
        return Math.min(most, batch.nextRefusal(from));
    }

    /// Sends until the other side has judged every event, or, if it is configured so, the retries are used up.
    private boolean send(Request whole) throws InterruptedException {
        Request left = whole;
        for (int failures = 1; ; failures++) {
            String noRoom = overflow.reason(left);
            if (!noRoom.isEmpty()) {
                return reject(left, DeadLetters.Kind.OVERFLOW, noRoom);
            }
            Outcome outcome = attempts.send(left);
            if (outcome == null) {
                return false;
            }
            Outcome.Failed failed = failure(outcome);
            if (!(outcome instanceof Outcome.Failed) && !settle(left, outcome)) {
                return false;
            }
            if (failed == null) {
                return true;
            }
            left = failed(left, outcome);
            if (!settings.undeliverable().waitWhenExhausted() && attempts.isExhausted(failures)) {
                return reject(left, DeadLetters.Kind.REFUSED, "retries exhausted: " + failed.reason());
            }
            if (!attempts.pause(failures, failed)) {
                return false;
            }
        }
    }

    /// Why all or some of a request has failed; null if nothing has.
    private static Outcome.@Nullable Failed failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed;
            case Outcome.Each each
            when each.outcomes().stream().anyMatch(Outcome.Failed.class::isInstance) -> Attempts.gravest(each);
            case Outcome.Each _, Outcome.Delivered _, Outcome.Refused _, Outcome.TooLarge _, Outcome.Expired _ -> null;
        };
    }

    private static Request failed(Request request, Outcome outcome) {
        return outcome instanceof Outcome.Each(var each)
                ? request.only(i -> each.get(i) instanceof Outcome.Failed)
                : request;
    }

    private boolean settle(Request request, Outcome outcome) throws InterruptedException {
        return switch (outcome) {
            case Outcome.Failed _ -> false;
            case Outcome.Each each -> settleEach(request, each);
            case Outcome.Delivered() -> {
                counters.delivered(request);
                yield true;
            }
            case Outcome.Refused(var reason) -> reject(request, DeadLetters.Kind.REFUSED, reason);
            case Outcome.Expired(var reason) -> {
                counters.expired(request.events(), redaction.apply(reason));
                yield true;
            }
            case Outcome.TooLarge(var reason)
            when request.events() == 1 -> reject(request, DeadLetters.Kind.REFUSED, reason);
            case Outcome.TooLarge _ -> send(request.firstHalf()) && send(request.secondHalf());
        };
    }

    /// Settles the events that have not failed, those with equal outcomes together.
    private boolean settleEach(Request request, Outcome.Each each) throws InterruptedException {
        List<Outcome> outcomes = each.outcomes();
        for (Outcome outcome : new LinkedHashSet<>(outcomes)) {
            if (!(outcome instanceof Outcome.Failed)
                    && !settle(request.only(i -> outcomes.get(i).equals(outcome)), outcome)) {
                return false;
            }
        }
        return true;
    }

    private boolean reject(Request request, DeadLetters.Kind kind, String reason) throws InterruptedException {
        String shown = redaction.apply(reason);
        if (kind == DeadLetters.Kind.REFUSED && !settings.undeliverable().keepRefused()) {
            log.warn("{} event(s) of {} dropped, as configured: {}", request.events(), request.id(), shown);
            counters.dropped(request.events(), shown);
            return true;
        }
        if (!attempts.insist(() -> deadLetters.write(request, kind, reason))) {
            return false;
        }
        log.warn("{} event(s) of {} went to {}: {}", request.events(), request.id(), deadLetters.folder(), shown);
        counters.rejected(request.events(), shown);
        return true;
    }
}
