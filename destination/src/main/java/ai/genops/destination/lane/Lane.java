package ai.genops.destination.lane;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The events of a request that share a target, in their order.
public final class Lane<T> {
    private final T target;
    private final Request request;
    private final int[] places;

    Lane(T target, Request request, int[] places) {
        this.target = target;
        this.request = request;
        this.places = places;
    }

    public T target() {
        return target;
    }

    public int events() {
        return places.length;
    }

    /// One event as its encoder wrote it, counted from 0. Valid during the request.
    public ByteBuffer event(int index) {
        ByteBuffer event = request.event(places[index]);
        int end = event.limit();
        while (event.get(end - 1) == Lanes.MARK) {
            end--;
        }
        return event.limit(end);
    }

    /// The place in its batch of an event, both counted from 0.
    public int place(int index) {
        return request.place(places[index]);
    }

    void settle(Outcome outcome, Outcome[] outcomes) {
        if (outcome instanceof Outcome.Each(var each)) {
            for (int i = 0; i < places.length; i++) {
                outcomes[places[i]] = each.get(i);
            }
        } else {
            Arrays.stream(places).forEach(place -> outcomes[place] = outcome);
        }
    }
}
