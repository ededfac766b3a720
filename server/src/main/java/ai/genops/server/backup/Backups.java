package ai.genops.server.backup;

import ai.genops.destination.s3.BucketAddress;
import ai.genops.lake.Lake;
import ai.genops.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The backups of one server: those that its configuration asks for, in a thread of its own, and those that somebody
/// asks for. One at a time. Safe for concurrent use.
public final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Backup.Source source;
    private final Supplier<List<BackupPlan>> plans;
    private final InstantSource clock;
    /// By place.
    private final Map<String, Last> lasts = new ConcurrentSkipListMap<>();
    /// When each is looked at again; for the thread alone.
    private final Map<BackupPlan, Instant> due = new HashMap<>();

    private @Nullable Thread thread;

    /// How the last backup to a place went.
    ///
    /// @param id empty if none was made since the start
    /// @param error of a later attempt; empty if there is none
    public record Last(String to, String id, String error) {
        /// When the backup was made; null: none is known.
        public @Nullable Instant madeAt() {
            return id.isEmpty() ? null : Backup.time(id);
        }
    }

    /// A backup that was made.
    ///
    /// @param bytes of all its files
    /// @param storedBytes what it added to the place
    public record Made(String id, int files, long bytes, long storedBytes) {}

    Backups(Backup.Source source, Supplier<List<BackupPlan>> plans, InstantSource clock) {
        this.source = source;
        this.plans = plans;
        this.clock = clock;
    }

    /// Of a server at work; begins to make those that are configured.
    ///
    /// @param plans as they are at the time
    public static Backups start(
            Path config, Path data, Lake lake, Log log, Supplier<List<BackupPlan>> plans, InstantSource clock) {
        var backups = new Backups(new Backup.Source(config, data, lake, log), plans, clock);
        backups.thread = Thread.ofPlatform().name("backup").daemon().start(backups::work);
        return backups;
    }

    /// Backs up folders that no server has open.
    ///
    /// @param keep how many backups stay; 0: all
    /// @throws BackupException if it cannot be made
    /// @throws ai.genops.lake.LakeException if a server has the folder open
    public static Made ofFolder(Path config, Path data, Place to, int keep, Instant now) {
        if (!Files.isDirectory(data.resolve("lake"))) {
            throw new BackupException("there is no data of a server in " + data + "; name its folder with --data");
        }
        try (Lake lake = Lake.in(data.resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.open().await();
            var source = new Backup.Source(config, data, lake, null);
            return Backup.make(source, Scope.ALL, to, Retention.at(now, keep, Duration.ZERO), now);
        }
    }

    /// The bucket of an address, reached as a configured one is, or else as the environment says.
    ///
    /// @param address a valid one
    public Place bucket(String address) {
        return plans.get().stream()
                .map(BackupPlan::to)
                .<BucketAddress>mapMulti((place, buckets) -> {
                    if (place instanceof Place.InBucket(BucketAddress bucket)) {
                        buckets.accept(bucket);
                    }
                })
                .findFirst()
                .<Place>map(bucket -> new Place.InBucket(bucket.with(address)))
                .orElseGet(() -> new Place.InBucket(BucketAddress.of(address, "", "")));
    }

    /// Makes a backup of everything now.
    ///
    /// @param to null: where the block `backup` of the configuration says
    /// @param keep how many stay in that place; 0: all; null: as configured, or all elsewhere
    /// @throws BackupException if it cannot be made
    public Made make(@Nullable Place to, @Nullable Integer keep) {
        BackupPlan configured = plans.get().stream()
                .filter(plan -> plan.scope().equals(Scope.ALL))
                .findFirst()
                .orElse(null);
        Place place = to != null ? to : configured == null ? null : configured.to();
        if (place == null) {
            throw new BackupException("say where to: the configuration has no `backup` with a folder or bucket");
        }
        int kept = keep != null ? keep : configured != null && place.equals(configured.to()) ? configured.keep() : 0;
        return make(place, Scope.ALL, kept, Duration.ZERO);
    }

    private synchronized Made make(Place to, Scope scope, int keep, Duration age) {
        Instant now = clock.instant();
        try {
            Made made = Backup.make(source, scope, to, Retention.at(now, keep, age), now);
            lasts.put(to.toString(), new Last(to.toString(), made.id(), ""));
            return made;
        } catch (BackupException e) {
            String error = String.valueOf(e.getMessage());
            lasts.merge(
                    to.toString(), new Last(to.toString(), "", error), (last, _) -> new Last(last.to, last.id, error));
            throw e;
        }
    }

    /// By place: those that the configuration names, soon after the start, and those tried since.
    public List<Last> lasts() {
        return List.copyOf(lasts.values());
    }

    /// Ends what is under way; the backups before it are whole.
    @Override
    public void close() {
        Thread working = thread;
        if (working != null) {
            working.interrupt();
            try {
                working.join(CLOSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                makeThoseDue();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    void makeThoseDue() {
        List<BackupPlan> configured = plans.get();
        due.keySet().retainAll(configured);
        for (BackupPlan plan : configured) {
            Instant now = clock.instant();
            if (!now.isBefore(due.computeIfAbsent(plan, this::due))) {
                due.put(plan, now.plus(made(plan) ? plan.every() : plan.every().dividedBy(10)));
            }
        }
    }

    /// After a failure the next attempt comes a tenth of the time later.
    private boolean made(BackupPlan plan) {
        try {
            make(plan.to(), plan.scope(), plan.keep(), plan.age());
            return true;
        } catch (RuntimeException e) {
            LOG.error("no backup of `{}` was made: {}", plan.name(), e.getMessage());
            return false;
        }
    }

    /// When the one after the newest that is there is due; now, if there is none or the place cannot be read.
    private Instant due(BackupPlan plan) {
        try (Store store = Store.reading(plan.to())) {
            List<String> ids = store.ids();
            if (ids.isEmpty()) {
                return clock.instant();
            }
            String place = plan.to().toString();
            lasts.putIfAbsent(place, new Last(place, ids.getLast(), ""));
            return Backup.time(ids.getLast()).plus(plan.every());
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with the place, making a backup there tells.
            return clock.instant();
        }
    }
}
