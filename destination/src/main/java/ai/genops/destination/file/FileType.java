package ai.genops.destination.file;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.List;

/// Reads `type: file`.
public final class FileType implements DestinationType {
    /// Each batch costs two syncs of the disk, so it is worth waiting a moment for more events.
    private static final Batching BATCHING =
            new Batching(Integer.MAX_VALUE, Integer.MAX_VALUE, 4_000_000, Duration.ofMillis(500), false, 1);

    private final Deliveries deliveries;

    public FileType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Destination create(String id, Section block) {
        FileSettings settings = FileSettings.read(block);
        DeliverySettings delivery =
                DeliverySettings.read(block, BATCHING, Takes.ALL).inOrder();
        block.finish();
        return deliveries.destination(id, name(), delivery, List.of(), new FileTransport(settings));
    }
}
