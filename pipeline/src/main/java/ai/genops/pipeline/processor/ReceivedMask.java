package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.processor.Mask.Places;
import ai.genops.pipeline.processor.mask.TextMask;
import java.util.List;
import java.util.function.Consumer;

/// Masks every text of every event before any pipeline, route, lake or tap sees it. The log keeps what was received.
/// Safe for concurrent use, as far as the decoders under it are.
public final class ReceivedMask {
    private static final Places EVERYWHERE = new Places(new int[0], _ -> true, _ -> true, _ -> true, true, false, true);

    private final Mask mask;

    /// @param mask leaves alone what it has masked: a resource is met with each of its events
    /// @param at where the configuration says so
    public ReceivedMask(TextMask mask, Location at) {
        var failures = new Failures("data_protection", "masking", at);
        this.mask = new Mask(List.of(new Mask.Rule(EVERYWHERE, mask)), failures);
    }

    /// Passes events on masked.
    public Consumer<Event> before(Consumer<Event> each) {
        return event -> {
            var _ = mask.apply(event);
            event.settle();
            each.accept(event);
        };
    }

    /// A decoder whose events are masked.
    public Decoder over(Decoder decoder) {
        return (offset, appendMillis, payload, each) -> decoder.decode(offset, appendMillis, payload, before(each));
    }
}
