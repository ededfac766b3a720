package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Kind;
import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.UndecodableException;
import ai.genops.pipeline.processor.Condition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// With one thread, which takes records one after the other, and with several at once.
@Timeout(30)
@ParameterizedClass
@ValueSource(ints = {1, 3})
class FeedsTest {
    @Parameter
    int workers;

    @TempDir
    Path folder;

    private Log log;
    private @Nullable Feeds feeds;

    @BeforeEach
    void open() throws IOException {
        var config = new LogConfig(64 << 20, 4 << 20, 1 << 20, 8 << 20, Duration.ofDays(1));
        log = Log.open(folder, config, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        if (feeds != null) {
            feeds.close();
        }
        log.close();
    }

    @Test
    void everyDestinationGetsEveryEventOnceAndInOrder() throws Exception {
        var one = new Slow("one", 0);
        var two = new Slow("two", 0);
        feed(one, two);
        append(0, 500);
        await(() -> one.committed() == 500 && two.committed() == 500);
        assertThat(one.seen).isEqualTo(numbers(0, 500));
        assertThat(two.seen).isEqualTo(numbers(0, 500));
        assertThat(running().stats()).isEqualTo(new FeedStats(500, 500, 0, 0, 0));
    }

    @Test
    void severalThreadsWriteWhatIsThereAlready() throws Exception {
        append(0, 500);
        var one = new Slow("one", 0);
        one.pauseMillis = 1;
        feed(one);
        await(() -> one.committed() == 500);
        assertThat(one.seen).isEqualTo(numbers(0, 500));
        assertThat(one.writers.stream().anyMatch(name -> name.startsWith("feed-hand")))
                .isEqualTo(workers > 1);
        assertThat(running().stats()).isEqualTo(new FeedStats(500, 500, 0, 0, 0));
    }

    /// It is no more than one record beyond, the one at which it closes, though others of its round are ready.
    @Test
    void whatIsReadyWaitsForADestinationThatHasClosed() throws Exception {
        append(0, 100);
        var quick = new Slow("quick", 0);
        var stuck = new Slow("stuck", 0);
        stuck.closesAt = 3;
        var pipeline = pipeline("", quick, stuck);
        feeds = new Feeds(
                log, new Engine(List.of(pipeline)), Numbers::new, List.of(quick, stuck), MemoryStore.NONE, workers);
        await(() -> quick.committed() == 100);
        assertThat(stuck.seen).isEqualTo(numbers(0, 4));
        assertThat(pipeline.routes().getLast().sent()).isEqualTo(4);
        stuck.open = true;
        await(() -> stuck.committed() == 100);
        assertThat(stuck.seen).isEqualTo(numbers(0, 100));
        assertThat(pipeline.routes()).allMatch(route -> route.sent() == 100);
    }

    @Test
    void oneThatCannotTakeMoreStopsNobodyAndComesBackWithNothingLostOrTwice() throws Exception {
        var quick = new Slow("quick", 0);
        var stuck = new Slow("stuck", 0);
        feed(quick, stuck);
        append(0, 50);
        await(() -> stuck.committed() == 50);
        stuck.open = false;
        append(50, 400);
        await(() -> quick.committed() == 450);
        assertThat(stuck.seen).hasSizeLessThan(60);
        stuck.open = true;
        append(450, 50);
        await(() -> stuck.committed() == 500 && quick.committed() == 500);
        append(500, 200);
        await(() -> stuck.committed() == 700 && quick.committed() == 700);
        assertThat(stuck.seen).isEqualTo(numbers(0, 700));
        assertThat(quick.seen).isEqualTo(numbers(0, 700));
        assertThat(running().stats().events()).isEqualTo(700);
    }

    @Test
    void oneThatFallsBehindAgainAndAgainLeavesNothingBehind() throws Exception {
        var quick = new Slow("quick", 0);
        var stuck = new Slow("stuck", 0);
        feed(quick, stuck);
        for (int end = 100; end <= 500; end += 100) {
            long upTo = end;
            stuck.open = false;
            append(end - 100, 100);
            await(() -> quick.committed() == upTo);
            stuck.open = true;
            await(() -> stuck.committed() == upTo);
            await(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("feed-stuck")));
        }
        assertThat(stuck.seen).isEqualTo(numbers(0, 500));
        assertThat(running().feeds()).isLessThanOrEqualTo(2);
    }

    @Test
    void eachStartsWhereItStood() throws Exception {
        append(0, 300);
        var ahead = new Slow("ahead", 200);
        var behind = new Slow("behind", 10);
        feed(ahead, behind);
        append(300, 100);
        await(() -> ahead.committed() == 400 && behind.committed() == 400);
        assertThat(ahead.seen).isEqualTo(numbers(200, 200));
        assertThat(behind.seen).isEqualTo(numbers(10, 390));
        assertThat(running().next("behind")).isEqualTo(400);
        assertThat(running().stats().events()).isEqualTo(200);
    }

    @Test
    void theBooksBeginWhereTheFurthestStandsAndCountEachRecordOnce() throws Exception {
        append(0, 100);
        var ahead = new Slow("ahead", 100);
        var behind = new Slow("behind", 40);
        var apart = new Slow("apart", 10);
        Pipeline both = pipeline("both", ahead, behind);
        Pipeline alone = pipeline("alone", apart);
        feeds = new Feeds(
                log,
                new Engine(List.of(both, alone)),
                Numbers::new,
                List.of(ahead, behind, apart),
                MemoryStore.NONE,
                workers);
        await(() -> behind.committed() == 100 && apart.committed() == 100);
        append(100, 50);
        await(() -> ahead.committed() == 150 && behind.committed() == 150 && apart.committed() == 150);
        assertThat(both.received()).isEqualTo(50);
        assertThat(alone.received()).isEqualTo(140);
        assertThat(running().sharesTheBooks(both, "ahead")).isTrue();
        assertThat(running().sharesTheBooks(both, "behind")).isFalse();
        assertThat(running().sharesTheBooks(alone, "apart")).isTrue();
    }

    @Test
    void aPipelineCountsEachEventOnceAlsoWhenOnlyThoseThatLagReadIt() throws Exception {
        append(0, 100);
        var behind = new Slow("behind", 0);
        var ahead = new Slow("ahead", 100);
        var stuck = new Slow("stuck", 100);
        Pipeline shared = pipeline("shared", behind, ahead);
        Pipeline lonely = pipeline("lonely", stuck);
        feeds = new Feeds(
                log,
                new Engine(List.of(shared, lonely)),
                Numbers::new,
                List.of(behind, ahead, stuck),
                MemoryStore.NONE,
                workers);
        await(() -> behind.committed() == 100);
        assertThat(shared.received()).isZero();
        stuck.open = false;
        append(100, 200);
        await(() -> ahead.committed() == 300 && behind.committed() == 300);
        stuck.open = true;
        await(() -> stuck.committed() == 300);
        assertThat(shared.received()).isEqualTo(200);
        assertThat(lonely.received()).isEqualTo(200);
        assertThat(lonely.routes().getFirst().sent()).isEqualTo(200);
        assertThat(running().sharesTheBooks(lonely, "stuck")).isTrue();
        assertThat(running().sharesTheBooks(shared, "behind")).isFalse();
    }

    @Test
    void aRecordThatCannotBeDecodedIsCountedAndPassed() throws Exception {
        var one = new Slow("one", 0);
        feed(one);
        append(0, 5);
        log.append(ByteBuffer.wrap("garbage".getBytes(StandardCharsets.UTF_8))).get(10, TimeUnit.SECONDS);
        append(6, 5);
        await(() -> one.committed() == 11);
        assertThat(one.seen).hasSize(10);
        assertThat(running().stats().undecodable()).isEqualTo(1);
    }

    @Test
    void aFaultInADestinationIsCountedAndTheOtherEventsGoOn() throws Exception {
        var faulty = new Slow("faulty", 0);
        faulty.failsAt = 3;
        feed(faulty);
        append(0, 6);
        await(() -> faulty.committed() == 6);
        assertThat(faulty.seen).containsExactly(0L, 1L, 2L, 4L, 5L);
        assertThat(running().stats().faults()).isEqualTo(1);
    }

    @Test
    void drainingFeedsWhatIsThereAndEnds() throws Exception {
        var one = new Slow("one", 0);
        append(0, 1000);
        feed(one);
        running().drain(Duration.ofSeconds(10));
        assertThat(one.seen).isEqualTo(numbers(0, 1000));
    }

    private void feed(Slow... destinations) {
        feeds = new Feeds(
                log,
                new Engine(List.of(pipeline("", destinations))),
                Numbers::new,
                List.of(destinations),
                MemoryStore.NONE,
                workers);
    }

    private static Pipeline pipeline(String id, Slow... destinations) {
        List<RouteEdge> routes = new ArrayList<>();
        for (Slow destination : destinations) {
            routes.add(new RouteEdge(
                    "to_" + destination.id(),
                    destination,
                    Condition.ALWAYS,
                    Destination.Takes.ALL,
                    destination.edge()));
        }
        return new Pipeline(id, "", List.of(), List.of(), routes, new Fields(), List.of());
    }

    private Feeds running() {
        return java.util.Objects.requireNonNull(feeds);
    }

    private void append(int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            log.append(ByteBuffer.wrap(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static List<Long> numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> (long) i).toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    /// Decodes a record whose payload is its own offset as text.
    private static final class Numbers implements Decoder {
        private final Event event = new Event();

        @Override
        public int decode(long offset, long appendMillis, ByteBuffer payload, Consumer<Event> each)
                throws UndecodableException {
            String text =
                    new String(payload.array(), payload.arrayOffset(), payload.remaining(), StandardCharsets.UTF_8);
            if (!text.equals(Long.toString(offset))) {
                throw new UndecodableException("not a number: " + text);
            }
            event.receive(Kind.LOG, "test", payload.array(), offset, 0, appendMillis);
            each.accept(event);
            return 1;
        }
    }

    /// Delivers at once what it is given, while it is open.
    private static final class Slow extends InMemoryDestination {
        volatile boolean open = true;
        volatile long failsAt = -1;
        volatile long closesAt = -1;
        volatile long pauseMillis;
        final List<Long> seen = new ArrayList<>();

        Slow(String id, long from) {
            super(id, from);
        }

        @Override
        Runnable keep(Event event) {
            long offset = event.offset();
            if (offset == failsAt) {
                throw new IllegalStateException("fails as told");
            }
            LockSupport.parkNanos(pauseMillis * 1_000_000);
            return () -> seen.add(offset);
        }

        @Override
        public void passed(long nextOffset) {
            if (nextOffset == closesAt + 1) {
                open = false;
            }
            super.passed(nextOffset);
        }

        @Override
        public boolean ready() {
            return open;
        }
    }
}
