package ai.genops.destination.delivery;

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
            Request request = new Request(batch, from, to);
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

    private boolean send(Request request) throws InterruptedException {
        Outcome outcome = attempts.insist(() -> transport.send(request));
        return switch (outcome) {
            case null -> false;
            case Outcome.Failed _ -> false;
            case Outcome.Delivered() -> {
                counters.delivered(request);
                yield true;
            }
            case Outcome.Refused(var reason) -> reject(request, reason);
            case Outcome.TooLarge(var reason) when request.events() == 1 -> reject(request, reason);
            case Outcome.TooLarge _ -> send(request.firstHalf()) && send(request.secondHalf());
        };
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
