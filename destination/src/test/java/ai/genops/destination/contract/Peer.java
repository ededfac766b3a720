package ai.genops.destination.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The other side of a destination: it takes events, and misbehaves on request. Safe for concurrent use.
public interface Peer extends AutoCloseable {
    /// One attempt as this side saw it.
    ///
    /// @param identities of the events in it, by their number, in the order they came: what this side tells
    ///     repetitions by
    /// @param taken those that it took
    record Arrival(Map<Long, String> identities, Set<Long> taken) {}

    /// Where it is, in the words of the destination's block.
    String address();

    /// What it does with the next attempts, one each.
    void next(Fault... faults);

    /// It never takes the event with this number; -1: it takes all.
    void refuse(long number);

    /// It fails the next attempts, in every way that lets it say this text.
    void echo(String text);

    /// Nobody is there from now on.
    void down();

    /// It is there again, under the same address, with what it took.
    void up();

    /// All attempts it saw, in their order; those it took from at least.
    List<Arrival> arrivals();

    /// Fails if it was sent what nobody may send.
    @Override
    void close();
}
