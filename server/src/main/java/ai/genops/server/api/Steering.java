package ai.genops.server.api;

import ai.genops.destination.delivery.Operable;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination;
import com.linecorp.armeria.common.HttpStatus;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pausing, resuming and pushing on a destination.
record Steering(ServerView view) {
    private static final Logger LOG = LoggerFactory.getLogger(Steering.class);

    String pause(String id, Words words) throws IOException {
        String by = words.get("by", "unknown");
        String reason = words.get("reason", "");
        operable(id).pause(by, reason);
        LOG.info("destination `{}` is paused by {}: {}", id, by, reason);
        return state(id, true);
    }

    String resume(String id, Words words) throws IOException {
        boolean was = operable(id).resume();
        LOG.info("destination `{}` is resumed by {}", id, words.get("by", "unknown"));
        return state(id, was);
    }

    String retry(String id, Words words) {
        operable(id).retryNow();
        LOG.info("destination `{}` tries again now, because of {}", id, words.get("by", "unknown"));
        return state(id, true);
    }

    private String state(String id, boolean changed) {
        Destination destination = destination(view, id);
        DestinationState state = DestinationState.of(
                destination.availability(),
                destination.deliveryStats(),
                view.clock().millis());
        var out = new JsonBuffer(128).ascii("{\"destination\":").text(id);
        out.ascii(",\"changed\":").bool(changed).ascii(",\"state\":").text(state.text());
        return out.raw('}').toString();
    }

    private Operable operable(String id) {
        Destination destination = destination(view, id);
        if (destination instanceof Operable operable) {
            return operable;
        }
        String why = destination.availability().isReady()
                ? " is of type `" + destination.type() + "`, whose deliveries cannot be held up or pushed on"
                : " takes nothing: " + destination.availability().text();
        throw new ApiException(HttpStatus.CONFLICT, "destination `" + id + "`" + why);
    }

    /// @throws ApiException if there is none
    static Destination destination(ServerView view, String id) {
        Map<String, Destination> all = view.configuration().destinations();
        Destination destination = all.get(id);
        if (destination == null) {
            String known = String.join(", ", all.keySet());
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no destination `" + id + "`; there are " + known);
        }
        return destination;
    }
}
