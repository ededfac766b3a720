package ai.genops.destination.vendor;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.IdleDestination;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.delivery.TakesSetting;
import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// A vendor that is known: its block is read, with the keys that all destinations have, and nothing is taken.
///
/// @param takes what it receives by default: metrics add events up, so they need all; others are paid by the event
/// @param block reads what is the vendor's own
/// @param routeKeys the keys of routes that mean something to it
record VendorType(String name, Takes takes, Consumer<DestinationBlock> block, Set<RouteKey> routeKeys)
        implements DestinationType {
    private static final Batching BATCHING = new Batching(1000, 1000, 4_000_000, Duration.ofSeconds(10), false, 1);

    @Override
    public Destination create(String id, Section section) {
        DestinationBlock own = new DestinationBlock(section);
        block.accept(own);
        Batching.read(section, BATCHING);
        Retry.read(section);
        HttpSettings.read(section);
        Takes taken = TakesSetting.read(section, takes);
        section.finish();
        return new IdleDestination(id, name, availability(own), taken, route -> RouteKey.check(route, name, routeKeys));
    }

    private static Availability availability(DestinationBlock block) {
        return block.missing().isEmpty()
                ? new Availability.NotAvailableYet()
                : new Availability.NotConfigured(String.join("; ", block.missing()));
    }
}
