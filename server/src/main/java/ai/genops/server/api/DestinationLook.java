package ai.genops.server.api;

import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.LetterBooks;
import ai.genops.log.LogStats;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;

/// Everything that is shown of a destination, read at about one moment.
///
/// @param next record of the log that it is offered next; -1 if it is not fed
record DestinationLook(
        DestinationState state,
        long next,
        DestinationStats stats,
        DeliveryStats delivery,
        LetterBooks letters,
        Lag lag) {
    static DestinationLook of(ServerView view, Destination destination, LogStats log) {
        DeliveryStats delivery = destination.deliveryStats();
        boolean ready = destination.availability().isReady();
        return new DestinationLook(
                DestinationState.of(
                        destination.availability(), delivery, view.clock().millis()),
                view.feeds().next(destination.id()),
                destination.stats(),
                delivery,
                destination instanceof KeepsDeadLetters keeper ? keeper.letterBooks() : LetterBooks.EMPTY,
                ready ? Lag.of(view, destination, log) : new Lag(0, 0, 0, 0));
    }
}
