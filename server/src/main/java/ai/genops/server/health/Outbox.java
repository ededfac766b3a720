package ai.genops.server.health;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.server.health.Recipients.Recipient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands notices to destinations: a log in small, in memory, of which each destination is a consumer. What has arrived
/// is dropped; the rest is in the [State]. One thread at a time.
final class Outbox implements AutoCloseable {
    /// Beyond, the oldest is given up.
    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Map<String, Recipient> recipients = new HashMap<>();
    private final Map<String, Long> offered = new HashMap<>();
    private final List<Notice> pending;
    private final NoticeEvent event;
    private long next;
    private long lost;

    private Outbox(NoticeEvent event, long next, List<Notice> pending) {
        this.event = event;
        this.next = next;
        this.pending = new ArrayList<>(pending);
    }

    /// Starts the destinations that are named by rules, or were told of what is not over. One that cannot start is told
    /// in the log, and takes nothing.
    static Outbox start(Recipients recipients, State state, NoticeEvent event, InstantSource clock, Path dataFolder) {
        var outbox = new Outbox(event, state.next(), state.pending());
        Set<String> wanted = new HashSet<>(recipients.named());
        Stream.concat(state.firing().stream(), state.pending().stream()).forEach(told -> wanted.addAll(told.to()));
        recipients.all().forEach((id, recipient) -> {
            if (wanted.contains(id) && recipient.destination().availability().isReady()) {
                outbox.start(id, recipient, clock, dataFolder);
            }
        });
        return outbox;
    }

    private void start(String id, Recipient recipient, InstantSource clock, Path dataFolder) {
        long first = pending.stream()
                .filter(notice -> notice.to().contains(id))
                .mapToLong(Notice::sequence)
                .min()
                .orElse(next);
        try {
            recipient.destination().start(new DestinationRuntime(new Position(first), clock, dataFolder));
            recipients.put(id, recipient);
            offered.put(id, first);
        } catch (UncheckedIOException e) {
            LOG.warn("`{}` cannot be told of alerts: {}", id, e.getMessage());
        }
    }

    /// Where a destination begins. How far it has come is asked of it: what has arrived leaves the outbox.
    private record Position(long first) implements DestinationRuntime.Checkpoint {
        @Override
        public long load() {
            return first;
        }

        @Override
        public void save(long nextOffset) {}
    }

    long next() {
        return next;
    }

    /// Takes a notice, whose sequence is [#next].
    void add(Notice notice) {
        next = notice.sequence() + 1;
        if (!notice.to().isEmpty()) {
            pending.add(notice);
        }
        if (pending.size() > MOST) {
            pending.removeFirst();
            lost++;
            LOG.warn("{} notices of alerts were given up: nobody takes them", lost);
        }
    }

    List<Notice> pending() {
        return List.copyOf(pending);
    }

    /// Notices given up because too many waited.
    long lost() {
        return lost;
    }

    /// Offers what was not offered, and drops what has arrived; whether anything has.
    boolean pump() {
        recipients.forEach(this::offer);
        return pending.removeIf(notice -> notice.to().stream().allMatch(id -> has(id, notice)));
    }

    private void offer(String id, Recipient recipient) {
        Destination destination = recipient.destination();
        long at = offered.getOrDefault(id, next);
        while (at < next && destination.ready()) {
            for (Notice notice : pending) {
                if (notice.sequence() == at && notice.to().contains(id)) {
                    recipient.edge().write(event.of(notice));
                }
            }
            at++;
            destination.passed(at);
        }
        offered.put(id, at);
    }

    /// One that is not configured any more needs nothing.
    private boolean has(String id, Notice notice) {
        Recipient recipient = recipients.get(id);
        return recipient == null || recipient.destination().committed() > notice.sequence();
    }

    @Override
    public void close() {
        recipients.values().forEach(recipient -> recipient.destination().close());
    }
}
