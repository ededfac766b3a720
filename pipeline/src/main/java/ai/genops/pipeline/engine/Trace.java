package ai.genops.pipeline.engine;

import ai.genops.pipeline.Destination.Preview;
import ai.genops.pipeline.processor.Failures;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The way of one event through one pipeline, to look at. Values are those of expressions; absent names have none.
///
/// @param maker the processor that made the event, or let it go on after keeping it back; null if it was received
/// @param returned which event was kept back: its name, and the span's id if it has one; empty for any other
/// @param refusal why the event was not let in; null if it was
/// @param entered the event as the first processor found it
/// @param steps what each processor made of it, up to the one that dropped it
/// @param exits what became of it at each route; empty if it did not get there
/// @param made the ways of the events that processors made meanwhile
public record Trace(
        Pipeline pipeline,
        @Nullable Stage maker,
        String returned,
        @Nullable Reason refusal,
        Map<String, Object> entered,
        List<Step> steps,
        List<Exit> exits,
        List<Trace> made) {
    /// What a condition decided by.
    ///
    /// @param name of a filter or route
    /// @param note why, where it is not because the expression is not true; else empty
    /// @param source the expression
    /// @param reads the names it reads with their values; null: absent
    /// @param failure null if it only was not true
    public record Reason(
            String name,
            String note,
            String source,
            Map<String, @Nullable Object> reads,
            @Nullable Failure failure) {}

    /// An expression that failed on the event.
    ///
    /// @param caret its line with a caret under the place; empty if nobody knows it
    public record Failure(String sets, String source, String at, String message, String caret) {
        static Failure of(Failures expression) {
            Failures.Failure last = expression.lastFailure();
            String message = last == null ? "" : last.message();
            return new Failure(
                    expression.sets(), expression.source(), expression.at().toString(), message, expression.caret());
        }
    }

    /// One processor.
    ///
    /// @param dropped whether the event ended here
    /// @param absorbed whether it did so by going into what the processor remembers
    /// @param after the event as it left it
    public record Step(
            Stage stage, boolean dropped, boolean absorbed, Map<String, Object> after, List<Failure> failures) {}

    /// One route.
    ///
    /// @param event what the destination is given; empty unless it is sent
    /// @param sends what leaves; null unless it is sent
    /// @param reason of a filter that did not hold
    public record Exit(
            RouteEdge route,
            RouteEdge.Outcome outcome,
            double sampleRate,
            String event,
            @Nullable Preview sends,
            @Nullable Reason reason) {}

    /// Whether it came to the routes.
    public boolean passed() {
        return refusal == null && steps.stream().noneMatch(Step::dropped);
    }

    /// Every expression that failed on the way.
    public List<Failure> failures() {
        var all = new java.util.ArrayList<Failure>();
        if (refusal != null && refusal.failure() != null) {
            all.add(refusal.failure());
        }
        steps.forEach(step -> all.addAll(step.failures()));
        for (Exit exit : exits) {
            if (exit.reason() != null && exit.reason().failure() != null) {
                all.add(exit.reason().failure());
            }
        }
        made.forEach(trace -> all.addAll(trace.failures()));
        return List.copyOf(all);
    }

    /// What became of it, and of the events made meanwhile, at each route, in order.
    public Stream<Exit> allExits() {
        return Stream.concat(made.stream().flatMap(Trace::allExits), exits.stream());
    }
}
