package ai.genops.server.notice;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.server.notice.Recipients.Recipient;
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

/// Hands notices to destinations: a log in small, in memory, of which each destination is a consumer. What has
/// arrived is dropped; the rest is its owner's to keep over a restart. One thread at a time.
public final class Outbox implements AutoCloseable {
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

    /// Starts the destinations that are named, or were told of what is not over. One that cannot start is told
    /// in the log, and takes nothing.
    ///
    /// @param next the sequence of the next notice
    /// @param firing notices of what is not over
    /// @param pending notices that not all they are meant for have got
    /// @param folder where destinations may keep what is theirs
    public static Outbox start(
            Recipients recipients,
            long next,
            List<Notice> firing,
            List<Notice> pending,
            NoticeEvent event,
            InstantSource clock,
            Path folder) {
        var outbox = new Outbox(event, next, pending);
        Set<String> wanted = new HashSet<>(recipients.named());
        Stream.concat(firing.stream(), pending.stream()).forEach(told -> wanted.addAll(told.to()));
        recipients.all().forEach((id, recipient) -> {
            if (wanted.contains(id) && recipient.destination().availability().isReady()) {
                outbox.start(id, recipient, clock, folder);
            }
        });
        return outbox;
    }

    private void start(String id, Recipient recipient, InstantSource clock, Path folder) {
        long first = pending.stream()
                .filter(notice -> notice.to().contains(id))
                .mapToLong(Notice::sequence)
                .min()
                .orElse(next);
        try {
            recipient.destination().start(new DestinationRuntime(new Position(first), clock, folder));
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

    /// The sequence of the next notice.
    public long next() {
        return next;
    }

    /// Takes a notice, whose sequence is [#next].
    public void add(Notice notice) {
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

    /// What not all it is meant for have got.
    public List<Notice> pending() {
        return List.copyOf(pending);
    }

    /// Notices given up because too many waited.
    public long lost() {
        return lost;
    }

    /// Offers what was not offered, and drops what has arrived; whether anything has.
    public boolean pump() {
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
