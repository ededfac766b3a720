package ai.genops.log;

import static ai.genops.log.Fixture.append;
import static ai.genops.log.Fixture.payload;
import static ai.genops.log.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetentionTest {
    private static final LogConfig FOUR = Fixture.config(4);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Fixture.CLOCK.instant());

    private Log open(LogConfig config) throws Exception {
        return Log.open(new FaultyDisk(), directory, config, now::get);
    }

    /// Appends until refused; the number of records taken.
    private static long fill(Log log, long from) throws Exception {
        for (long id = from; ; id++) {
            try {
                append(log, id);
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(AppendException.Full.class);
                return id;
            }
        }
    }

    /// Waits for the keeper to have made room.
    private static long appendWhenPossible(Log log, long id) throws Exception {
        for (int attempt = 0; attempt < 2_000; attempt++) {
            try {
                return log.append(payload(id)).join();
            } catch (CompletionException e) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("still refused: " + log.stats());
    }

    @Test
    void withoutConsumersTheOldestSegmentsAreRecycledAndTheDiskLimitHolds() throws Exception {
        try (var log = open(FOUR)) {
            append(log, 0, 500);
            var content = read(log, 0);
            assertThat(content.gaps())
                    .containsExactly(new LogEntry.Gap(0, content.sequences().getFirst(), LogEntry.Cause.RECYCLED));
            assertThat(content.ids())
                    .isEqualTo(content.sequences())
                    .hasSizeLessThan(200)
                    .endsWith(499L);
            assertThat(log.stats().diskBytes()).isLessThanOrEqualTo(FOUR.maxBytes());
            assertThat(Fixture.segmentFiles(directory)).hasSizeLessThanOrEqualTo(4);
            assertThat(log.stats().counters().recycledSegments()).isGreaterThan(10);
        }
        try (var log = open(FOUR)) {
            assertThat(read(log, 0).ids()).endsWith(499L);
            assertThat(log.nextSequence()).isEqualTo(500);
        }
    }

    @Test
    void fullLogRefusesUntilTheSlowestConsumerMoves() throws Exception {
        try (var log = open(FOUR)) {
            log.checkpoints().register("slow", 0);
            log.checkpoints().register("fast", 0);
            append(log, 0, 10);
            log.checkpoints().commit("fast", 10);
            long taken = fill(log, 10);
            assertThat(log.append(payload(taken)))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining(
                            "has reached `maxBytes` (65536), and consumer `slow` is %d records behind: it goes on when",
                            taken);
            assertThat(read(log, 0).ids()).hasSize((int) taken);

            log.checkpoints().commit("fast", taken);
            log.checkpoints().commit("slow", taken);
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
            assertThat(read(log, log.oldestSequence()).ids()).endsWith(taken);
        }
    }

    @Test
    void fullLogStaysFullAfterRestartAndOpensAgainByItself() throws Exception {
        long taken;
        try (var log = open(FOUR)) {
            log.checkpoints().register("slow", 0);
            taken = fill(log, 0);
        }
        try (var log = open(FOUR)) {
            assertThat(fill(log, taken)).isEqualTo(taken);
            log.checkpoints().note("slow", taken);
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
        }
    }

    @Test
    void forgottenConsumerHoldsNothingBack() throws Exception {
        try (var log = open(FOUR)) {
            log.checkpoints().register("gone", 0);
            long taken = fill(log, 0);
            log.checkpoints().forget("gone");
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
        }
    }

    @Test
    void aHoldKeepsWhatAllConsumersHaveReadUntilItIsClosedAndIsNoneOfThem() throws Exception {
        try (var log = open(FOUR)) {
            log.checkpoints().register("backup", 0);
            long taken;
            try (var _ = log.checkpoints().hold("backup", 0)) {
                log.checkpoints().forget("gone before");
                taken = fill(log, 0);
                log.checkpoints().commit("backup", taken);
                assertThat(log.append(payload(taken)))
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableThat()
                        .withMessageContaining("consumer `backup` is %d records behind", taken);
                assertThat(read(log, 0).ids()).hasSize((int) taken);
                assertThat(log.checkpoints().positions()).containsExactly(Map.entry("backup", taken));
            }
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
            assertThat(log.checkpoints().position("backup")).hasValue(taken);
        }
    }

    @Test
    void positionsArePersistedBeforeSegmentsAreGivenUpForThem() throws Exception {
        try (var log = open(FOUR)) {
            log.checkpoints().register("lake", 0);
            for (long id = 0; id < 500; id++) {
                log.checkpoints().note("lake", appendWhenPossible(log, id));
            }
            long oldest = log.oldestSequence();
            var onDisk = new CheckpointFile(RealDisk.INSTANCE, directory).read();
            assertThat(oldest).isPositive();
            assertThat(onDisk.get("lake")).isGreaterThanOrEqualTo(oldest);
        }
    }

    @Test
    void readerThatIsOverrunSaysHowMuchItMissed() throws Exception {
        try (var log = open(FOUR);
                var reader = log.reader(0)) {
            append(log, 0, 10);
            assertThat(reader.poll(Duration.ZERO)).isInstanceOf(LogEntry.Stored.class);
            append(log, 10, 500);
            long records = 1;
            long missed = 0;
            for (var entry = reader.poll(Duration.ZERO); entry != null; entry = reader.poll(Duration.ZERO)) {
                switch (entry) {
                    case LogEntry.Stored record ->
                        assertThat(Fixture.id(record.payload())).isEqualTo(++records + missed - 1);
                    case LogEntry.Gap gap -> {
                        assertThat(gap.cause()).isEqualTo(LogEntry.Cause.RECYCLED);
                        missed += gap.count();
                    }
                }
            }
            assertThat(missed).isPositive();
            assertThat(records + missed).isEqualTo(500);
            assertThat(log.damage()).isEmpty();
        }
    }

    @Test
    void passedSegmentsAreGivenUpByAge() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            append(log, 0, 100);
            now.updateAndGet(then -> then.plus(Duration.ofDays(8)));
            append(log, 100, 200);
        }
        // The last segment with an old record was begun when all were old, and goes with its new ones.
        long kept = LogInspector.of(directory, null).segments().stream()
                .mapToLong(LogInspector.SegmentInfo::first)
                .filter(first -> first < 100)
                .max()
                .orElseThrow();
        assertThat(kept).isBetween(50L, 99L);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(1)));
        try (var log = open(Fixture.CONFIG)) {
            for (int i = 0; i < 2_000 && log.oldestSequence() < kept; i++) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            lookAgain(log);
            assertThat(log.oldestSequence()).isEqualTo(kept);
            assertThat(read(log, kept).ids())
                    .containsExactlyElementsOf(
                            LongStream.range(kept, 200).boxed().toList());
        }
    }

    /// Until the keeper has looked at the ages once more, and had nothing to do.
    private static void lookAgain(Log log) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            log.lookForOld();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void lowerLimitsThanBeforeAreReachedWithoutLosingWhatIsNeeded() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            log.checkpoints().register("slow", 0);
            append(log, 0, 300);
        }
        try (var log = open(Fixture.config(3))) {
            assertThat(read(log, 0).ids()).hasSize(300);
            long taken = fill(log, 300);
            log.checkpoints().commit("slow", taken);
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
            assertThat(log.stats().diskBytes()).isLessThanOrEqualTo(3 * (16 << 10));
        }
    }

    @Test
    void segmentsOfAnotherSizeAreReadAndReplaced() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            append(log, 0, 100);
        }
        var larger = new LogConfig(3 * (32 << 10), 32 << 10, 1_000, 1 << 20, Duration.ofDays(7));
        try (var log = open(larger)) {
            assertThat(read(log, 0).ids()).endsWith(99L);
            append(log, 100, 300);
            assertThat(read(log, log.oldestSequence()).ids()).endsWith(299L);
            assertThat(log.stats().diskBytes()).isLessThanOrEqualTo(larger.maxBytes());
        }
    }

    @Test
    void statsTellLagPerConsumer() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            log.checkpoints().register("a", 0);
            append(log, 0, 100);
            log.checkpoints().commit("a", 40);
            var stats = log.stats();
            assertThat(stats.nextSequence()).isEqualTo(100);
            assertThat(stats.oldestSequence()).isZero();
            assertThat(stats.counters().appends()).isEqualTo(100);
            assertThat(stats.consumers().get("a")).satisfies(consumer -> {
                assertThat(consumer.next()).isEqualTo(40);
                assertThat(consumer.lagRecords()).isEqualTo(60);
                assertThat(consumer.lagBytes()).isBetween(60 * 200L, 60 * 800L);
            });
        }
    }

    private static LogStats.Consumer consumer(Log log, String name) {
        return java.util.Objects.requireNonNull(log.stats().consumers().get(name));
    }

    @Test
    void overflowDropsTheOldestAndTellsAndCountsPerConsumer() throws Exception {
        try (var log = open(FOUR.with(Overflow.DROP_OLDEST))) {
            log.checkpoints().register("down", 0);
            log.checkpoints().register("fast", 0);
            for (long id = 0; id < 500; id++) {
                append(log, id);
                log.checkpoints().note("fast", id + 1);
            }
            // The keeper may be giving up one more.
            var gap = read(log, 0).gaps().getFirst();
            assertThat(gap.cause()).isEqualTo(LogEntry.Cause.OVERFLOW);
            assertThat(gap.count()).isGreaterThan(300);
            var stats = log.stats();
            assertThat(consumer(log, "down").dropped()).isBetween(gap.next(), 500L);
            assertThat(consumer(log, "fast").dropped()).isZero();
            assertThat(stats.counters().overflowDrops()).isPositive();
            assertThat(stats.diskBytes()).isLessThanOrEqualTo(FOUR.maxBytes());
        }
        try (var log = open(FOUR.with(Overflow.DROP_OLDEST))) {
            assertThat(read(log, 0).gaps())
                    .as("after a restart too")
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.cause()).isEqualTo(LogEntry.Cause.OVERFLOW));
        }
    }

    @Test
    void oneThatMayLoseRecordsStopsNobodyAndOneThatMayNotStillDoes() throws Exception {
        try (var log = open(FOUR)) {
            log.checkpoints().register("down", 0);
            log.checkpoints().limit("down", new ConsumerLimit(20_000, Overflow.DROP_OLDEST));
            log.checkpoints().register("strict", 0);
            for (long id = 0; id < 300; id++) {
                log.checkpoints().note("strict", appendWhenPossible(log, id));
            }
            assertThat(log.oldestSequence()).isPositive();
            long taken = fill(log, 300);
            assertThat(log.stats().obstacle()).contains("consumer `strict` is");
            assertThat(read(log, 300).ids()).hasSize((int) taken - 300);
            assertThat(consumer(log, "strict").dropped()).isZero();
        }
    }

    @Test
    void consumerBehindItsOwnLimitBlocksThoughTheLogHasRoom() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            log.checkpoints().register("bounded", 0);
            log.checkpoints().limit("bounded", new ConsumerLimit(30_000, Overflow.BLOCK));
            long taken = fill(log, 0);
            var stats = log.stats();
            assertThat(stats.diskBytes()).isLessThan(Fixture.CONFIG.maxBytes() / 4);
            assertThat(consumer(log, "bounded").lagBytes()).isBetween(30_000L, 30_000L + 3 * (16 << 10));
            assertThat(stats.obstacle()).contains("consumer `bounded`", "beyond its limit of 30000 bytes");
            log.checkpoints().commit("bounded", taken);
            assertThat(appendWhenPossible(log, taken)).isEqualTo(taken);
        }
    }

    @Test
    void segmentBeingWrittenIsGivenUpByAgeWhenNothingFollows() throws Exception {
        var config = new LogConfig(1 << 20, 16 << 10, 1_000, 1 << 20, Duration.ofMinutes(2));
        try (var log = open(config)) {
            append(log, 0, 10);
            lookAfter(log, Duration.ofMinutes(4), () -> log.stats().segments() == 2);
            assertThat(log.oldestSequence()).isZero();
            lookAfter(log, Duration.ofMinutes(4), () -> log.oldestSequence() == 10);
            assertThat(append(log, 10)).isEqualTo(10);
            assertThat(read(log, 0).gaps()).containsExactly(new LogEntry.Gap(0, 10, LogEntry.Cause.RECYCLED));
        }
    }

    private void lookAfter(Log log, Duration time, BooleanSupplier done) throws InterruptedException {
        now.updateAndGet(then -> then.plus(time));
        for (int i = 0; i < 2_000 && !done.getAsBoolean(); i++) {
            log.lookForOld();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    @Test
    void jumpOfTheClockDeletesNothing() {
        long start = 1_790_000_000_000L;
        long hour = Duration.ofHours(1).toMillis();
        var age = new Age(Duration.ofDays(7), start);
        assertThat(age.limit(start + 60_000)).isEqualTo(start + 60_000 - 7 * 24 * hour);
        long ahead = start + 30 * 365 * 24 * hour;
        assertThat(age.limit(ahead)).isEqualTo(Long.MIN_VALUE);
        assertThat(age.limit(ahead + 60_000)).isEqualTo(Long.MIN_VALUE);
        assertThat(age.limit(start + 120_000)).as("set right again").isEqualTo(Long.MIN_VALUE);
        for (long now = start + 120_000; now < start + 120_000 + hour; now += 60_000) {
            assertThat(age.limit(now)).isEqualTo(Long.MIN_VALUE);
        }
        assertThat(age.limit(start + 120_000 + hour)).isEqualTo(start + 120_000 + hour - 7 * 24 * hour);
    }
}
