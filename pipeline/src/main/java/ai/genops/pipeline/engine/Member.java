package ai.genops.pipeline.engine;

import ai.genops.pipeline.Destination;

/// A destination in a feed, and the record it wants next, which is the feed's. Moved by its feed alone.
final class Member {
    final Destination destination;
    final long first;
    volatile long next;
    /// Whether the log has lost records before this one had them. Moved by its feed alone, as the rest.
    boolean missed;

    Member(Destination destination) {
        this.destination = destination;
        this.first = destination.committed();
        this.next = first;
    }

    void passed(long nextOffset) {
        next = nextOffset;
        destination.passed(nextOffset);
    }

    /// The log has lost the records before `nextOffset` that are still wanted.
    void skipped(long nextOffset) {
        missed = true;
        next = nextOffset;
        destination.skipped(nextOffset);
    }
}
