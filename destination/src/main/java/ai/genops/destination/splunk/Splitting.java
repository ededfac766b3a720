package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Outcome.Delivered;
import ai.genops.destination.delivery.Outcome.Each;
import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.delivery.Outcome.Refused;
import ai.genops.destination.splunk.Verdict.Culprit;
import ai.genops.destination.splunk.Verdict.Halve;
import ai.genops.destination.splunk.Verdict.Later;
import ai.genops.destination.splunk.Verdict.Taken;
import java.util.Arrays;
import java.util.List;

/// Sends a number of events in as many bodies as it takes until each is judged or something fails that may pass.
///
/// ```
///  [a b X c d Y e]   refused for X
///  [a b]             taken: they were good, and may have been in already: twice at most, under the same id
///          [c d Y e] refused for Y
///          [c d]     taken
///                [e] taken
/// ```
/// Events before a culprit may be in or not; sent again alone they are not lost, and, whatever follows, never sent a
/// third time. What follows a culprit has not been looked at.
final class Splitting {
    /// Culprits that an attempt goes past although they may be taken later.
    private static final int MOST_WAITING = 16;

    private final Poster poster;
    private final Outcome[] outcomes;
    private int waiting;

    /// Sends the events from `from` to before `to` as one body.
    interface Poster {
        Verdict post(int from, int to) throws InterruptedException;
    }

    private Splitting(Poster poster, int events) {
        this.poster = poster;
        outcomes = new Outcome[events];
        // Those that no body comes to carry wait for the next attempt.
        Arrays.fill(outcomes, new Failed("not sent", null));
    }

    static Outcome send(int events, Poster poster) throws InterruptedException {
        var splitting = new Splitting(poster, events);
        splitting.range(0, events);
        List<Outcome> outcomes = List.of(splitting.outcomes);
        return outcomes.stream().distinct().count() == 1 ? outcomes.getFirst() : new Each(outcomes);
    }

    /// False if the rest has to wait.
    private boolean range(int from, int to) throws InterruptedException {
        int start = from;
        while (start < to) {
            switch (poster.post(start, to)) {
                case Taken _ -> {
                    Arrays.fill(outcomes, start, to, new Delivered());
                    return true;
                }
                case Later(var failed) -> {
                    Arrays.fill(outcomes, start, outcomes.length, failed);
                    return false;
                }
                case Halve(var reason) -> {
                    return halves(start, to, reason);
                }
                case Culprit(var index, var outcome) -> {
                    int culprit = start + index;
                    boolean done = range(start, culprit);
                    outcomes[culprit] = outcome;
                    if (!done || isEnough(outcome)) {
                        return false;
                    }
                    start = culprit + 1;
                }
            }
        }
        return true;
    }

    /// Where many wait for the same index, not each needs a body of its own at every attempt.
    private boolean isEnough(Outcome outcome) {
        return outcome instanceof Failed && ++waiting == MOST_WAITING;
    }

    private boolean halves(int from, int to, String reason) throws InterruptedException {
        if (to - from == 1) {
            outcomes[from] = new Refused(reason);
            return true;
        }
        int middle = (from + to) >>> 1;
        return range(from, middle) && range(middle, to);
    }
}
