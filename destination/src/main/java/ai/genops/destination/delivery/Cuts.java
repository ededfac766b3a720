package ai.genops.destination.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Where batches have to be cut as before a restart. Once these are behind, batches are cut as they come.
final class Cuts {
    /// What has been sent, in the order of the log.
    private final Deque<Plan.Cut> ahead;

    Cuts(List<Plan.Cut> planned) {
        ahead = new ArrayDeque<>(planned);
    }

    /// Whether the batch that begins at `first` has been sent already: it may be closed at its end only.
    boolean planned(long first) {
        drop(first);
        return !ahead.isEmpty() && ahead.getFirst().first() == first;
    }

    /// Whether the batch from `first` has to end now, at `next`: it is complete, or the one after it was sent already.
    boolean isEnd(long first, long next) {
        if (planned(first)) {
            return next >= ahead.getFirst().next();
        }
        return !ahead.isEmpty() && next >= ahead.getFirst().first();
    }

    /// When the batch was closed the first time; `now` if it was not, or was another.
    long closedMillis(long first, long next, long now) {
        return planned(first) && ahead.getFirst().next() == next
                ? ahead.getFirst().closedMillis()
                : now;
    }

    private void drop(long first) {
        while (!ahead.isEmpty() && ahead.getFirst().first() < first) {
            ahead.removeFirst();
        }
    }
}
