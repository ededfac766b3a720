package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.http.Answer;
import ai.genops.destination.splunk.SplunkSettings.Ack;
import ai.genops.destination.splunk.Verdict.Later;
import ai.genops.destination.splunk.Verdict.Taken;
import java.time.InstantSource;

/// Waits until Splunk has indexed what it has taken (Splunk: "About HTTP Event Collector Indexer Acknowledgment").
/// Its `false` means pending, expired or unknown: after the timeout the body is sent again. Safe for concurrent use.
final class Acknowledgements {
    private final Collector collector;
    private final Ack ack;
    private final InstantSource clock;
    private volatile boolean known;

    Acknowledgements(Collector collector, Ack ack, InstantSource clock) {
        this.collector = collector;
        this.ack = ack;
        this.clock = clock;
    }

    /// Makes sure, before anything is sent, that the token has acknowledgements at all: Splunk takes events without a
    /// word if it has none, and each attempt would index them once more. [Taken] if so.
    Verdict probe() throws InterruptedException {
        if (known) {
            return new Taken(-1);
        }
        Verdict verdict = collector.ask(0, Acknowledgements::judge, Later::new);
        known = verdict instanceof Taken;
        return verdict;
    }

    /// [Taken] once `ackId` is acknowledged.
    Verdict await(long ackId) throws InterruptedException {
        if (ackId < 0) {
            known = false;
            return new Later(new Failed("Splunk took the events without an `ackId`", null));
        }
        long end = clock.millis() + ack.timeout().toMillis();
        long most = ack.timeout().dividedBy(ack.interval());
        String last = "";
        // A clock that is set back does not make it wait longer.
        for (long asked = 0; asked <= most && clock.millis() <= end; asked++) {
            Verdict verdict = collector.ask(ackId, answer -> judge(answer, ackId), Later::new);
            if (verdict instanceof Taken) {
                return verdict;
            }
            last = verdict instanceof Later(var failed) ? failed.reason() : "";
            Thread.sleep(ack.interval());
        }
        String text = "Splunk has not acknowledged within " + ack.timeout().toMillis() + " ms; it is sent again";
        return new Later(new Failed(last.isEmpty() ? text : text + " (its last answer: " + last + ")", null));
    }

    private static Verdict judge(Answer answer) {
        return HecReply.read(answer.text()).isAboutAcks() ? new Taken(-1) : Verdict.of(answer, 1);
    }

    private static Verdict judge(Answer answer, long ackId) {
        HecReply reply = HecReply.read(answer.text());
        if (reply.acknowledged().contains(ackId)) {
            return new Taken(ackId);
        }
        boolean pending = reply.isAboutAcks() || !(Verdict.of(answer, 1) instanceof Later);
        return pending ? new Later(new Failed("pending, expired or unknown", null)) : Verdict.of(answer, 1);
    }
}
