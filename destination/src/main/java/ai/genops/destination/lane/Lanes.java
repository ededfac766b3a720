package ai.genops.destination.lane;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The targets (tables, kinds of objects) of one destination's routes. A batch holds the events of all of them, so
/// each event, which must be a JSON object, says where it belongs: by tabs after its closing brace, as many as its
/// target has targets before it. JSON allows them, so the event stays readable where it is kept as it is.
///
/// Safe for concurrent use once all routes are bound.
///
/// @param <T> compared by equality
public final class Lanes<T> {
    static final byte MARK = '\t';

    private final List<T> targets = new CopyOnWriteArrayList<>();

    /// What a request for one target came to.
    @FunctionalInterface
    public interface Sender<T> {
        Outcome send(Lane<T> lane) throws IOException, InterruptedException;
    }

    /// Writes as `encoder` does, and marks what it wrote as the target's.
    public Encoder mark(T target, Encoder encoder) {
        if (!targets.contains(target)) {
            targets.add(target);
        }
        byte[] mark = new byte[targets.indexOf(target)];
        Arrays.fill(mark, MARK);
        return new Marking(encoder, mark);
    }

    private static final class Marking implements Encoder {
        private final Encoder encoder;
        private final byte[] mark;

        Marking(Encoder encoder, byte[] mark) {
            this.encoder = encoder;
            this.mark = mark;
        }

        @Override
        public void encode(Event event, JsonBuffer out) throws UnencodableException {
            encoder.encode(event, out);
            out.raw(mark);
        }

        @Override
        public @Nullable Encoder another() {
            Encoder another = encoder.another();
            return another == null ? null : new Marking(another, mark);
        }
    }

    public List<T> targets() {
        return List.copyOf(targets);
    }

    /// Sends the events of each target by themselves, and puts together what came of it.
    public Outcome send(Request request, Sender<T> sender) throws IOException, InterruptedException {
        List<Lane<T>> lanes = of(request);
        if (lanes.size() == 1) {
            return sender.send(lanes.getFirst());
        }
        Outcome[] outcomes = new Outcome[request.events()];
        for (Lane<T> lane : lanes) {
            lane.settle(sender.send(lane), outcomes);
        }
        return new Outcome.Each(List.of(outcomes));
    }

    private List<Lane<T>> of(Request request) {
        int[] targetOf = IntStream.range(0, request.events())
                .map(i -> marks(request.event(i)))
                .toArray();
        List<Lane<T>> lanes = new ArrayList<>();
        for (int target : Arrays.stream(targetOf).distinct().sorted().toArray()) {
            int[] places = IntStream.range(0, targetOf.length)
                    .filter(i -> targetOf[i] == target)
                    .toArray();
            lanes.add(new Lane<>(targets.get(target), request, places));
        }
        return lanes;
    }

    private static int marks(ByteBuffer event) {
        int end = event.limit();
        while (event.get(end - 1) == MARK) {
            end--;
        }
        return event.limit() - end;
    }
}
