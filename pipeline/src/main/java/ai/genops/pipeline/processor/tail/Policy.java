package ai.genops.pipeline.processor.tail;

import ai.genops.event.Event;
import java.math.BigDecimal;
import java.util.List;

/// At which rate traces like one are kept, from what is known of all its spans: 1 is every one, 0 is none.
///
/// A trace is kept if its hash lies below its rate, as in all sampling. So the chance of a trace is exactly its
/// rate, and of several policies that each would keep a share, all by the same hash, the highest rate is the chance
/// that one of them does, and the lowest that all of them do. That is all of `or` and `and`.
public sealed interface Policy {
    record Always() implements Policy {}

    /// Some span has one of these statuses, as bits of [Summary#status].
    record Status(int statuses) implements Policy {}

    /// The last span ends at least so long after the first begins.
    record Latency(long nanos) implements Policy {}

    /// Some event fulfils the condition of this number.
    record Matches(int condition) implements Policy {}

    /// The amount of this number adds up to more than `over`.
    record Cost(int amount, BigDecimal over) implements Policy {}

    /// A share of the traces.
    record Share(double rate) implements Policy {}

    /// A share that follows the traffic, so that about so many events pass as the limit of this number says.
    record Limit(int limit) implements Policy {}

    /// What each of these keeps; those behind one that keeps nothing are not asked.
    record And(List<Policy> policies) implements Policy {}

    /// What any of these keeps; those behind one that keeps every trace are not asked.
    record Or(List<Policy> policies) implements Policy {}

    /// Counts the events of traces whose rate a limit has to give.
    @FunctionalInterface
    interface Limits {
        double rate(int limit, long events);
    }

    default double rate(Summary trace, Limits limits) {
        return switch (this) {
            case Always _ -> 1;
            case Status(int statuses) -> given(trace.hasStatus(statuses));
            case Latency(long nanos) -> given(trace.durationNanos() >= nanos);
            case Matches(int condition) -> given(trace.fulfils(condition));
            case Cost(int amount, BigDecimal over) -> given(trace.sum(amount).compareTo(over) > 0);
            case Share(double rate) -> rate;
            case Limit(int limit) -> limits.rate(limit, trace.events());
            case And(List<Policy> policies) -> lowest(policies, trace, limits);
            case Or(List<Policy> policies) -> highest(policies, trace, limits);
        };
    }

    private static double given(boolean holds) {
        return holds ? 1 : 0;
    }

    private static double lowest(List<Policy> policies, Summary trace, Limits limits) {
        double rate = 1;
        for (int i = 0; i < policies.size() && rate > 0; i++) {
            rate = Math.min(rate, policies.get(i).rate(trace, limits));
        }
        return rate;
    }

    private static double highest(List<Policy> policies, Summary trace, Limits limits) {
        double rate = 0;
        for (int i = 0; i < policies.size() && rate < 1; i++) {
            rate = Math.max(rate, policies.get(i).rate(trace, limits));
        }
        return rate;
    }

    /// What is to be found out of each event.
    interface Questions {
        int conditions();

        boolean fulfils(int condition, Event event);

        int amounts();

        /// 0 if it has none.
        BigDecimal amount(int amount, Event event);
    }
}
