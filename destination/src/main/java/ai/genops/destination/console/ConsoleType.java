package ai.genops.destination.console;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.delivery.TakesSetting;
import ai.genops.event.EventJson;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// Reads `type: console`.
public final class ConsoleType implements DestinationType {
    private static final Batching BATCHING =
            new Batching(Integer.MAX_VALUE, 1000, 256_000, Duration.ofMillis(100), true, 1);

    private final Deliveries deliveries;
    private final OutputStream out;

    /// @param out where lines go; whole batches are written at a time
    public ConsoleType(Deliveries deliveries, OutputStream out) {
        this.deliveries = deliveries;
        this.out = out;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public Destination create(String id, Section block) {
        String format = block.choice("format", "pretty", List.of("pretty", "ndjson"));
        Takes takes = TakesSetting.read(block, Takes.SAMPLED);
        block.finish();
        Encoder encoder = format.equals("pretty") ? PrettyLine::write : EventJson::write;
        var delivery = new DeliverySettings(BATCHING, Retry.DEFAULT, takes);
        return deliveries.destination(id, name(), delivery, List.of(), new ConsoleTransport(encoder, out));
    }
}
