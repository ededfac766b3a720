package ai.genops.destination.elasticsearch;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Outcome.Delivered;
import ai.genops.destination.delivery.Outcome.Each;
import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.delivery.Outcome.Refused;
import ai.genops.destination.delivery.Outcome.TooLarge;
import ai.genops.destination.http.Answer;
import java.io.IOException;
import java.util.List;

/// What an answer to `_bulk` means. A status of 200 says nothing of the documents: each has its own, in the order
/// they were sent in.
final class BulkAnswer {
    private BulkAnswer() {}

    static Outcome read(Answer answer, int events) {
        return switch (answer.usual()) {
            case Delivered _ -> items(answer, events);
            // One of them makes a bulk that is not understood: alone it is found.
            case Refused(var reason)
            when answer.status() == 400 -> events == 1 ? new Refused(reason) : new TooLarge(reason);
            case Refused(var reason) ->
                new Failed(reason + "; is `endpoint` the address of Elasticsearch or OpenSearch?", null);
            case Failed(var reason, var after) -> new Failed(reason + credentials(answer.status()), after);
            case TooLarge large -> large;
            case Outcome.Expired expired -> expired;
            case Each each -> each;
        };
    }

    private static String credentials(int status) {
        return switch (status) {
            case 401 -> " (`api_key`, or `username` and `password`)";
            case 403 -> " (the user may not write to `index`)";
            default -> "";
        };
    }

    private static Outcome items(Answer answer, int events) {
        List<Item> items;
        try {
            items = Item.list(answer.text());
        } catch (IOException e) {
            return new Failed("the answer to a bulk is not JSON, or too long", null);
        }
        if (items.size() != events) {
            return new Failed("the answer has " + items.size() + " items for " + events + " events", null);
        }
        List<Outcome> outcomes = items.stream().map(Item::outcome).toList();
        return outcomes.stream().allMatch(Delivered.class::isInstance) ? new Delivered() : new Each(outcomes);
    }
}
