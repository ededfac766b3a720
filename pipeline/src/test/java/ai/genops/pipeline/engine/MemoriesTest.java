package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.pipeline.processor.Emitter;
import ai.genops.pipeline.processor.Memory;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What pipelines remember, over restarts and for destinations that stand elsewhere. Records hold one number each; the
/// pipeline adds them up and makes an event of the sum at every tenth.
@Timeout(30)
class MemoriesTest {
    @TempDir
    Path folder;

    private @Nullable Encryption encryption;
    private final AtomicLong clock = new AtomicLong(1_763_600_000_000L);
    private volatile long slowTo;
    private int workers = 1;
    private Log log;
    private @Nullable Feeds feeds;

    @BeforeEach
    void open() throws IOException {
        var config = new LogConfig(64 << 20, 4 << 20, 1 << 20, 8 << 20, Duration.ofDays(1));
        log = Log.open(folder.resolve("log"), config, () -> Instant.ofEpochMilli(clock.get()));
    }

    @AfterEach
    void close() throws IOException {
        if (feeds != null) {
            feeds.close();
        }
        log.close();
    }

    @Test
    void aRestartGoesOnWhereTheMemoryWas() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        restart();
        var again = new Sums("one", 25);
        feed("v1", again);
        append(25, 20);
        await(() -> again.committed() == 45);
        assertThat(one.seen).containsExactly(sumAt(10), sumAt(20));
        assertThat(again.seen).containsExactly(sumAt(30), sumAt(40));
    }

    /// Its memory is of all records before, in their order.
    @Test
    void onlyOneOfSeveralThreadsTakesRecordsThroughWhatRemembers() throws Exception {
        append(0, 500);
        workers = 3;
        var one = new Sums("one", 0);
        feed("v1", one);
        await(() -> one.committed() == 500);
        assertThat(one.seen).isEqualTo(sums(10, 500));
        assertThat(one.writers).containsExactly("feed");
    }

    @Test
    void afterACrashTheSameComesAgainUnderTheSameIds() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 35);
        await(() -> one.committed() == 35);
        restart();
        var again = new Sums("one", 15);
        feed("v1", again);
        await(() -> again.committed() == 35);
        assertThat(again.seen).isEqualTo(one.seen.subList(1, 3));
        assertThat(again.ids).isEqualTo(one.ids.subList(1, 3));
    }

    @Test
    void destinationsThatStandElsewhereGetTheSame() throws Exception {
        append(0, 100);
        var ahead = new Sums("ahead", 50);
        var behind = new Sums("behind", 0);
        feed("v1", behind);
        await(() -> behind.committed() == 100);
        restart();
        var late = new Sums("behind", 5);
        feed("v1", ahead, late);
        await(() -> ahead.committed() == 100 && late.committed() == 100);
        append(100, 10);
        await(() -> ahead.committed() == 110 && late.committed() == 110);
        assertThat(ahead.seen).isEqualTo(sums(60, 110));
        assertThat(late.seen).isEqualTo(sums(10, 110));
        assertThat(ahead.ids).isEqualTo(late.ids.subList(5, 11));
    }

    /// The feed of the one ahead still reads what it has only to remember when the other comes by.
    @Test
    void oneBehindIsNotTakenInByAFeedThatServesNobodyYet() throws Exception {
        append(0, 100);
        var first = new Sums("behind", 0);
        feed("v1", first);
        await(() -> first.committed() == 100);
        restart();
        slowTo = 40;
        var ahead = new Sums("ahead", 90);
        var late = new Sums("behind", 5);
        feed("v1", ahead, late);
        await(() -> ahead.committed() == 100 && late.committed() == 100);
        assertThat(late.seen).isEqualTo(sums(10, 100));
        assertThat(ahead.seen).containsExactly(sumAt(100));
    }

    @Test
    void oneThatFellBehindGetsTheSame() throws Exception {
        var quick = new Sums("quick", 0);
        var stuck = new Sums("stuck", 0);
        feed("v1", quick, stuck);
        append(0, 33);
        await(() -> stuck.committed() == 33);
        stuck.open = false;
        for (int i = 33; i < 200; i++) {
            append(i, 1);
            clock.addAndGet(1_000); // so that memories are saved on the way
        }
        await(() -> quick.committed() == 200);
        stuck.open = true;
        await(() -> stuck.committed() == 200);
        append(200, 30);
        await(() -> stuck.committed() == 230 && quick.committed() == 230);
        assertThat(stuck.seen).isEqualTo(quick.seen).isEqualTo(sums(10, 230));
        assertThat(stuck.ids).isEqualTo(quick.ids);
    }

    @Test
    void theBooksCountWhatIsMadeOnce() throws Exception {
        var one = new Sums("one", 0);
        Pipeline pipeline = feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        assertThat(pipeline.received()).isEqualTo(25);
        assertThat(pipeline.absorbed()).isEqualTo(25);
        assertThat(pipeline.created()).isEqualTo(2);
        assertThat(pipeline.passed()).isEqualTo(2);
        restart();
        var again = new Sums("one", 5);
        Pipeline after = feed("v1", again);
        await(() -> again.committed() == 25);
        assertThat(after.received()).isEqualTo(20);
        assertThat(after.created()).isEqualTo(2);
        assertThat(after.routes().getFirst().sent()).isEqualTo(2);
    }

    @Test
    void anotherDefinitionBeginsAnew() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        restart();
        var again = new Sums("one", 25);
        feed("v2", again);
        append(25, 10);
        await(() -> again.committed() == 35);
        assertThat(again.seen).containsExactly(IntStream.range(25, 35).sum() + 0L);
    }

    @Test
    void whatTheMemoryItselfDependsOnCountsIfItSaysSo() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", Lasting::new, one);
        append(0, 25);
        await(() -> one.committed() == 25);
        restart();
        var again = new Sums("one", 25);
        feed("v2", Lasting::new, again);
        append(25, 10);
        await(() -> again.committed() == 35);
        assertThat(again.seen).containsExactly(sumAt(30));
    }

    /// Means the same whatever else its block says.
    private static final class Lasting extends Sum {
        Lasting(Emitter emitter) {
            super(emitter);
        }

        @Override
        public String definition() {
            return "a sum";
        }
    }

    @Test
    void anotherDefinitionMayTakeOverWhatItUnderstands() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        restart();
        var again = new Sums("one", 25);
        feed("v2", Adopting::new, again);
        append(25, 10);
        await(() -> again.committed() == 35);
        assertThat(again.seen).containsExactly(sumAt(30));
    }

    /// So what another definition takes over then ends at the record with which it begins. After a range nothing does.
    @Test
    void whatIsRememberedWhereItStopsIsSaved() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        assertThat(saved()).noneMatch(file -> file.endsWith("%018d.memory".formatted(25)));
        restart();
        assertThat(saved())
                .last()
                .satisfies(file -> assertThat(file.getFileName().toString()).isEqualTo("%018d.memory".formatted(25)));
        feedRange(Sums.pipeline("v1", Sum::new, one), one, 40);
        append(25, 20);
        await(() -> next("one") == 40);
        restart();
        assertThat(saved()).noneMatch(file -> file.endsWith("%018d.memory".formatted(40)));
    }

    @Test
    void theEndOfARangeIsToldAtItsLastRecord() throws Exception {
        append(0, 25);
        var one = new Sums("one", 0);
        Pipeline pipeline = Sums.pipeline("v1", Ending::new, one);
        feedRange(pipeline, one, 23);
        await(() -> one.committed() == 23);
        assertThat(one.seen).containsExactly(sumAt(10), sumAt(20), sumAt(23));
        assertThat(one.ids.getLast()).startsWith("22/");
    }

    @Test
    void aRangeThatWasInterruptedGoesOnWhereItsMemoryWas() throws Exception {
        append(0, 25);
        var one = new Sums("one", 0);
        one.held = 15;
        feedRange(Sums.pipeline("v1", Ending::new, one), one, 23);
        await(() -> next("one") == 23);
        Objects.requireNonNull(feeds).close();
        var again = new Sums("one", 15);
        feedRange(Sums.pipeline("v1", Ending::new, again), again, 23);
        await(() -> again.committed() == 23);
        assertThat(again.seen).containsExactly(sumAt(20), sumAt(23));
        assertThat(log.checkpoints().position(Feeds.MEMORIES))
                .as("the ordinary feed's")
                .isEmpty();
    }

    @Test
    void aDamagedMemoryIsPassedOverForTheOneBefore() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 12);
        await(() -> one.committed() == 12);
        clock.addAndGet(20_000);
        one.held = 12;
        append(12, 12);
        await(() -> next("one") == 24 && saved().size() >= 2);
        restart();
        Path newest = saved().getLast();
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        var again = new Sums("one", 24);
        feed("v1", again);
        append(24, 10);
        await(() -> again.committed() == 34);
        assertThat(again.seen).containsExactly(sumAt(30));
    }

    @Test
    void whatIsRememberedIsSealedWithTheLogsKeys() throws Exception {
        encryption = new Encryption(ring(1), new SecureRandom());
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 25);
        await(() -> one.committed() == 25);
        restart();
        assertThat(new String(Files.readAllBytes(saved().getLast()), StandardCharsets.ISO_8859_1))
                .startsWith("GNMEM2")
                .doesNotContain("sum");
        var again = new Sums("one", 25);
        feed("v1", again);
        append(25, 5);
        await(() -> again.committed() == 30);
        assertThat(again.seen).containsExactly(sumAt(30));
        restart();
        encryption = Encryption.readOnly(ring(2));
        var without = new Sums("one", 30);
        feed("v1", without);
        append(30, 10);
        await(() -> without.committed() == 40);
        assertThat(without.seen)
                .as("without the key it begins anew")
                .containsExactly(IntStream.range(30, 40).sum() + 0L);
    }

    private static KeyRing ring(int id) {
        byte[] key = new byte[32];
        key[0] = (byte) id;
        return new KeyRing(new TreeMap<>(Map.of(id, key)));
    }

    @Test
    void theLogKeepsWhatAMemoryHasToReadAgain() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        for (int i = 0; i < 60; i++) {
            append(i, 1);
            clock.addAndGet(1_000);
        }
        await(() -> one.committed() == 60);
        append(60, 1);
        // What is saved is tidied up a moment after the destination has its record.
        await(() -> one.committed() == 61 && held() > 0 && saved().size() < 5 && held() == oldestSaved());
        assertThat(held()).isBetween(1L, 61L);
    }

    private long oldestSaved() {
        String name = saved().getFirst().getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    @Test
    void aClockThatIsSetBackStopsNoSaving() throws Exception {
        var one = new Sums("one", 0);
        one.held = 0; // so that all that is saved is kept
        feed("v1", one);
        append(0, 3);
        await(() -> next("one") == 3);
        int before = saved().size();
        clock.addAndGet(-3_600_000);
        append(3, 3);
        await(() -> next("one") == 6 && saved().size() == before + 1);
        clock.addAndGet(15_000);
        append(6, 3);
        await(() -> next("one") == 9 && saved().size() == before + 2);
    }

    @Test
    void timeThatSomethingWaitsForIsAskedFor() throws Exception {
        var one = new Sums("one", 0);
        feed("v1", one);
        append(0, 3);
        await(() -> one.committed() == 3);
        long due = clock.get() + Sum.PATIENCE;
        assertThat(Objects.requireNonNull(feeds).awaitTime(due - 1)).isFalse();
        assertThat(Objects.requireNonNull(feeds).awaitTime(due)).isTrue();
        clock.set(due);
        log.append(ByteBuffer.allocate(0)).get(10, TimeUnit.SECONDS);
        await(() -> one.committed() == 4);
        assertThat(one.seen).containsExactly(3L); // 0 + 1 + 2, before its time
        assertThat(Objects.requireNonNull(feeds).awaitTime(Long.MAX_VALUE - 1)).isFalse();
    }

    private Pipeline feed(String definition, Sums... destinations) {
        return feed(definition, Sum::new, destinations);
    }

    private Pipeline feed(String definition, Function<Emitter, Memory> memory, Sums... destinations) {
        Pipeline pipeline = Sums.pipeline(definition, memory, destinations);
        feeds = new Feeds(
                log,
                new Engine(List.of(pipeline)),
                () -> new Numbers(slowTo),
                List.of(destinations),
                new MemoryFolder(folder.resolve("memory"), encryption),
                workers);
        return pipeline;
    }

    private void feedRange(Pipeline pipeline, Sums destination, long end) {
        feeds = new Feeds(
                log,
                new Engine(List.of(pipeline)),
                () -> new Numbers(0),
                List.of(destination),
                new MemoryFolder(folder.resolve("memory"), encryption),
                "replay",
                end);
    }

    private long held() {
        return log.checkpoints().position(Feeds.MEMORIES).orElse(0);
    }

    private long next(String destination) {
        return Objects.requireNonNull(feeds).next(destination);
    }

    private void restart() throws Exception {
        Objects.requireNonNull(feeds).drain(Duration.ofSeconds(10));
    }

    private List<Path> saved() {
        try (Stream<Path> files = Files.walk(folder.resolve("memory"))) {
            return files.filter(file -> file.toString().endsWith(".memory"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void append(int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            log.append(ByteBuffer.wrap(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static long sumAt(int count) {
        return IntStream.range(0, count).sum();
    }

    private static List<Long> sums(int from, int to) {
        return IntStream.iterate(from, at -> at <= to, at -> at + 10)
                .mapToObj(MemoriesTest::sumAt)
                .toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    /// One that understands what another saved.
    private static final class Adopting extends Sum {
        Adopting(Emitter emitter) {
            super(emitter);
        }

        @Override
        public boolean adopt(DataInput in) throws IOException {
            load(in);
            return true;
        }
    }

    /// One that has something to say at the end.
    private static final class Ending extends Sum {
        Ending(Emitter emitter) {
            super(emitter);
        }

        @Override
        public void end() {
            emit();
        }
    }
}
