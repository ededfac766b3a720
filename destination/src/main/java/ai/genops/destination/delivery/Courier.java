package ai.genops.destination.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one batch after the other to its destination and comes back only when each event of it is delivered, or
/// refused for good and in the dead letters. Ends when the intake closes.
final class Courier implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Intake intake;
    private final Transport transport;
    private final int requestEvents;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final Progress progress;
    private final Counters counters;

    Courier(
            Intake intake,
            Transport transport,
            int requestEvents,
            Attempts attempts,
            DeadLetters deadLetters,
            Progress progress,
            Counters counters) {
        this.intake = intake;
        this.transport = transport;
        this.requestEvents = requestEvents;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.progress = progress;
        this.counters = counters;
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
        int from = 0;
        while (from < batch.events()) {
            String refusal = batch.refusal(from);
            int to = refusal == null ? requestEnd(batch, from) : from + 1;
            Request request = Request.of(batch, from, to);
            if (!(refusal == null ? send(request) : reject(request, refusal))) {
                return false;
            }
            from = to;
        }
        return commit(batch);
    }

    private int requestEnd(Batch batch, int from) {
        int most = from + Math.min(requestEvents, batch.events() - from);
        return Math.min(most, batch.nextRefusal(from));
    }

    /// Sends until the other side has judged every event.
    private boolean send(Request whole) throws InterruptedException {
        Request left = whole;
        while (true) {
            Request request = left;
            Outcome outcome = attempts.insist(() -> transport.send(request));
            if (!(outcome instanceof Outcome.Each each)) {
                return outcome != null && settle(request, outcome);
            }
            if (!settleEach(request, each)) {
                return false;
            }
            List<Outcome> outcomes = each.outcomes();
            left = request.only(i -> outcomes.get(i) instanceof Outcome.Failed);
            if (left.events() == 0) {
                return true;
            }
            if (!attempts.pauseAfter(Attempts.gravest(each))) {
                return false;
            }
        }
    }

    private boolean settle(Request request, Outcome outcome) throws InterruptedException {
        return switch (outcome) {
            case Outcome.Failed _ -> false;
            case Outcome.Each _ -> throw new IllegalArgumentException("one outcome for one event");
            case Outcome.Delivered() -> {
                counters.delivered(request);
                yield true;
            }
            case Outcome.Refused(var reason) -> reject(request, reason);
            case Outcome.Expired(var reason) -> {
                counters.expired(request.events(), transport.redaction().apply(reason));
                yield true;
            }
            case Outcome.TooLarge(var reason) when request.events() == 1 -> reject(request, reason);
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

    private boolean reject(Request request, String reason) throws InterruptedException {
        Outcome kept = attempts.insist(() -> {
            deadLetters.write(request, reason);
            return new Outcome.Delivered();
        });
        if (kept == null) {
            return false;
        }
        String shown = transport.redaction().apply(reason);
        log.warn("{} event(s) of {} went to {}: {}", request.events(), request.id(), deadLetters.folder(), shown);
        counters.rejected(request.events(), shown);
        return true;
    }

    private boolean commit(Batch batch) throws InterruptedException {
        return attempts.insist(() -> {
                    progress.finished(batch).forEach(intake::release);
                    return new Outcome.Delivered();
                })
                != null;
    }
}
