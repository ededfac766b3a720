package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.Health;
import ai.genops.pipeline.DeliveryStats.State;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A destination whose secrets were not there at the start. To the log it is one that is behind: it has its place, and
/// is not ready. As soon as all secrets are there it is made once more, from the same block, started, and from then on
/// whatever is asked of it goes to that one.
final class AwaitingDestination implements Destination, KeepsDeadLetters, Operable {
    private static final Logger log = LoggerFactory.getLogger(AwaitingDestination.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /// Makes the destination; throws an [IllegalStateException] if its block has errors now that its secrets are known.
    private final Supplier<Destination> maker;
    private final Destination idle;
    private final List<Later> edges = new ArrayList<>();
    private @Nullable DestinationRuntime runtime;
    private @Nullable Thread waiting;
    private long sinceMillis;
    private volatile String reason;
    /// The one that works; it has the edges that were asked for.
    private volatile @Nullable Destination real;
    private volatile boolean closed;
    private long asideBefore;
    private String asideReason = "";

    /// @param idle the same, made without its secrets
    /// @param missing why they are missing
    AwaitingDestination(Destination idle, List<String> missing, Supplier<Destination> maker) {
        this.idle = idle;
        this.reason = String.join("; ", missing);
        this.maker = maker;
    }

    @Override
    public String id() {
        return idle.id();
    }

    @Override
    public String type() {
        return idle.type();
    }

    @Override
    public Availability availability() {
        return real == null ? new Availability.Awaiting(reason) : new Availability.Ready();
    }

    @Override
    public Takes takes() {
        return idle.takes();
    }

    @Override
    public Edge bind(Route route) {
        var edge = new Later(route, idle.bind(route));
        edges.add(edge);
        return edge;
    }

    @Override
    public void start(DestinationRuntime given) {
        runtime = given;
        sinceMillis = given.clock().millis();
        log.warn(
                "destination `{}` is {}; its events are kept",
                id(),
                availability().text());
        waiting = given.threads().virtual(id() + "-secrets", () -> await(given));
    }

    private void await(DestinationRuntime given) {
        try {
            for (Duration pause = FIRST_LOOK; !closed && !begin(given); pause = longer(pause)) {
                given.threads().sleep(pause);
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_LOOK) < 0 ? doubled : LONGEST_LOOK;
    }

    /// Whether it works now.
    private boolean begin(DestinationRuntime given) {
        Destination made = null;
        try {
            made = maker.get();
            if (!(made.availability() instanceof Availability.Ready)) {
                reason = made.availability() instanceof Availability.NotConfigured(var missing)
                        ? String.join("; ", missing)
                        : made.availability().text();
                return false;
            }
            for (Later edge : edges) {
                edge.prepare(made);
            }
            made.start(given);
            return takeOver(made);
        } catch (RuntimeException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!why.equals(reason)) {
                log.warn("destination `{}` cannot start: {}; it is tried again", id(), why);
            }
            reason = why;
            if (made != null) {
                made.close();
            }
            return false;
        }
    }

    private synchronized boolean takeOver(Destination made) {
        if (closed) {
            made.close();
            return true;
        }
        if (asideBefore > 0) {
            made.setAside(asideBefore, asideReason);
        }
        real = made;
        log.info("destination `{}` has its secrets and works", id());
        return true;
    }

    @Override
    public boolean ready() {
        Destination now = real;
        return now != null && now.ready();
    }

    @Override
    public @Nullable Page page() {
        Destination now = real;
        return now == null ? null : now.page();
    }

    /// Only a destination that is ready is offered records.
    @Override
    public void passed(long nextOffset) {
        Objects.requireNonNull(real, "not ready").passed(nextOffset);
    }

    @Override
    public void skipped(long nextOffset) {
        Objects.requireNonNull(real, "not ready").skipped(nextOffset);
    }

    @Override
    public long committed() {
        Destination now = real;
        if (now != null) {
            return now.committed();
        }
        DestinationRuntime given = runtime;
        return given == null ? 0 : given.checkpoint().load();
    }

    @Override
    public DestinationStats stats() {
        Destination now = real;
        return now == null ? new DestinationStats(0, 0, 0, 0, 0, 0, 0, reason) : now.stats();
    }

    @Override
    public DeliveryStats deliveryStats() {
        Destination now = real;
        if (now != null) {
            return now.deliveryStats();
        }
        return DeliveryStats.of(new Health(State.UNHEALTHY, sinceMillis, 0, 0, reason), DeliveryStats.NONE.pace());
    }

    @Override
    public boolean setAside(long offset, String why) {
        synchronized (this) {
            if (real == null) {
                asideBefore = Math.max(asideBefore, offset);
                asideReason = why;
                return true;
            }
        }
        return Objects.requireNonNull(real).setAside(offset, why);
    }

    @Override
    public String refusesReplay() {
        Destination now = real;
        return now == null ? "it is " + availability().text() : now.refusesReplay();
    }

    @Override
    public Redelivered redeliver(String file, String by) throws IOException, InterruptedException {
        return running(KeepsDeadLetters.class).redeliver(file, by);
    }

    @Override
    public long discard(String file, String by, String why) throws IOException {
        return running(KeepsDeadLetters.class).discard(file, by, why);
    }

    @Override
    public LetterBooks letterBooks() {
        return real instanceof KeepsDeadLetters keeper ? keeper.letterBooks() : LetterBooks.EMPTY;
    }

    @Override
    public void pause(String by, String why) throws IOException {
        running(Operable.class).pause(by, why);
    }

    @Override
    public boolean resume() throws IOException {
        return running(Operable.class).resume();
    }

    @Override
    public void retryNow() {
        running(Operable.class).retryNow();
    }

    private <T> T running(Class<T> as) {
        Destination now = real;
        if (now == null) {
            throw new IllegalStateException(
                    "destination `" + id() + "` is " + availability().text());
        }
        return as.cast(now);
    }

    @Override
    public void close() {
        Destination now;
        synchronized (this) {
            closed = true;
            now = real;
        }
        Thread thread = waiting;
        if (thread != null) {
            thread.interrupt();
        }
        if (now != null) {
            now.close();
        }
        idle.close();
    }

    /// An edge that leads to the destination that works, once there is one.
    private static final class Later implements Edge {
        private final Route route;
        private volatile Edge target;

        Later(Route route, Edge idle) {
            this.route = route;
            target = idle;
        }

        void prepare(Destination made) {
            target = made.bind(route);
        }

        @Override
        public void write(Event event) {
            target.write(event);
        }

        @Override
        public @Nullable Edge on(Page page) {
            return target.on(page);
        }

        @Override
        public Preview preview(Event event) {
            return target.preview(event);
        }
    }
}
