package ai.genops.server.api;

import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.LetterBooks;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Proves that every event is accounted for: each number that is counted twice, on both sides of a hand-over, is the
/// same on both. Differences that are there while events are under way go away when they have arrived.
record Books(List<String> differences) {
    boolean balanced() {
        return differences.isEmpty();
    }

    static Books of(Feeds feeds, List<Pipeline> pipelines, Collection<Destination> destinations) {
        List<String> differences = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            long begun = pipeline.received() + pipeline.created();
            long ended = pipeline.filtered() + pipeline.dropped() + pipeline.absorbed() + pipeline.passed();
            compare("events of pipeline `" + pipeline.id() + "`", begun, ended, differences);
            for (RouteEdge route : pipeline.routes()) {
                if (feeds.sharesTheBooks(pipeline, route.destination().id())) {
                    compare("events of route `" + route.name() + "`", pipeline.passed(), route.ended(), differences);
                }
            }
        }
        for (Destination destination : destinations) {
            long sent = pipelines.stream()
                    .flatMap(pipeline -> pipeline.routes().stream())
                    .filter(route -> route.destination().id().equals(destination.id()))
                    .mapToLong(RouteEdge::sent)
                    .sum();
            compare(
                    "events of destination `" + destination.id() + "`",
                    sent,
                    destination.stats().written(),
                    differences);
            deadLetters(destination, differences);
        }
        return new Books(List.copyOf(differences));
    }

    /// What was refused for good and not dropped is a dead letter, and each of these is still there or has left in
    /// exactly one way.
    private static void deadLetters(Destination destination, List<String> differences) {
        if (destination instanceof KeepsDeadLetters keeper) {
            LetterBooks letters = keeper.letterBooks();
            long kept =
                    destination.stats().rejected() - destination.deliveryStats().dropped();
            compare("refused events of destination `" + destination.id() + "`", kept, letters.refused(), differences);
            compare(
                    "dead letters of destination `" + destination.id() + "`",
                    letters.in(),
                    letters.accounted(),
                    differences);
        }
    }

    private static void compare(String what, long before, long after, List<String> differences) {
        if (before != after) {
            differences.add(what + ": " + before + " before, " + after + " after");
        }
    }
}
