package ai.genops.destination.file;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.DeliveredDestination;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.delivery.TakesSetting;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// Reads `type: file`.
public final class FileType implements DestinationType {
    /// Each batch costs two syncs of the disk, so it is worth waiting a moment for more events.
    private static final Batching BATCHING =
            new Batching(Integer.MAX_VALUE, Integer.MAX_VALUE, 2_000_000, Duration.ofMillis(500), false, 1);

    private final DoubleSupplier random;

    public FileType(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Destination create(String id, Section block) {
        FileSettings settings = FileSettings.read(block);
        Batching batching = Batching.read(block, BATCHING).inOrder();
        Retry retry = Retry.read(block);
        Takes takes = TakesSetting.read(block, Takes.ALL);
        block.finish();
        return new DeliveredDestination(id, name(), takes, batching, retry, random, new FileTransport(settings));
    }
}
