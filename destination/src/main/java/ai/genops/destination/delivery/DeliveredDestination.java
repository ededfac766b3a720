package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A destination made of a transport and the delivery all share.
final class DeliveredDestination implements Destination, KeepsDeadLetters, Operable, WritesFiles {
    private static final Logger log = LoggerFactory.getLogger(DeliveredDestination.class);

    private final String id;
    private final String type;
    private final DeliverySettings settings;
    private final DoubleSupplier random;
    private final Transport transport;
    private volatile @Nullable Delivery delivery;

    DeliveredDestination(
            String id, String type, DeliverySettings settings, DoubleSupplier random, Transport transport) {
        this.id = id;
        this.type = type;
        this.settings = settings;
        this.random = random;
        this.transport = transport;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Availability availability() {
        return new Availability.Ready();
    }

    @Override
    public Takes takes() {
        return settings.takes();
    }

    @Override
    public Edge bind(Route route) {
        Encoder encoder = transport.encoder(route);
        return new EncodedEdge(encoder, transport.redaction(), this::write);
    }

    @Override
    public void start(DestinationRuntime runtime) {
        try {
            delivery = Delivery.start(id, transport, settings, random, runtime);
        } catch (IOException e) {
            throw new UncheckedIOException("destination `" + id + "` cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean ready() {
        return started().ready();
    }

    @Override
    public Page page() {
        return started().page();
    }

    @Override
    public void passed(long nextOffset) {
        started().passed(nextOffset);
    }

    @Override
    public void skipped(long nextOffset) {
        started().skipped(nextOffset);
    }

    @Override
    public long committed() {
        return started().committed();
    }

    @Override
    public DestinationStats stats() {
        Delivery now = delivery;
        return now == null ? IdleDestination.NOTHING : now.stats();
    }

    @Override
    public DeliveryStats deliveryStats() {
        Delivery now = delivery;
        return now == null ? DeliveryStats.NONE : now.deliveryStats();
    }

    @Override
    public boolean setAside(long offset, String reason) {
        started().setAside(offset, reason);
        return true;
    }

    @Override
    public String refusesReplay() {
        return transport.refusesReplay();
    }

    @Override
    public List<Path> files(Path dataFolder) throws IOException {
        return transport.files(dataFolder);
    }

    @Override
    public Redelivered redeliver(String file, String by) throws IOException, InterruptedException {
        return running().redeliver(file, by);
    }

    @Override
    public long discard(String file, String by, String reason) throws IOException {
        return running().discard(file, by, reason);
    }

    @Override
    public LetterBooks letterBooks() {
        Delivery now = delivery;
        return now == null ? LetterBooks.EMPTY : now.letterBooks();
    }

    @Override
    public void pause(String by, String reason) throws IOException {
        running().pause(by, reason);
    }

    @Override
    public boolean resume() throws IOException {
        return running().resume();
    }

    @Override
    public void retryNow() {
        running().retryNow();
    }

    private Delivery running() {
        Delivery now = delivery;
        if (now == null) {
            throw new IllegalStateException("destination `" + id + "` does not run");
        }
        return now;
    }

    @Override
    public void close() {
        try {
            Delivery now = delivery;
            if (now != null) {
                now.close();
            }
            transport.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("destination `{}` did not close cleanly: {}", id, e.getMessage());
        }
    }

    private void write(Event event, Encoder encoder) {
        started().write(event, encoder);
    }

    private Delivery started() {
        return Objects.requireNonNull(delivery, "not started");
    }
}
