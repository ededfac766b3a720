package ai.genops.destination.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Sample;
import ai.genops.event.Fields;
import ai.genops.log.Threads;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The other side, and a machine that stops at any of its calls.
class KeptBatchesTest {
    private static final int RECORDS = 400;
    private static final Retry QUICK = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(4), 2, Set.of());

    @TempDir
    Path data;

    /// What the other side has seen: id to content.
    private final Map<String, String> seen = new HashMap<>();

    private final List<String> contradictions = new ArrayList<>();
    private final TreeSet<Long> arrived = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterACrashAtAnyInstantTheSameIdsMeanTheSameEvents(long seed) throws IOException {
        Random random = new Random(seed);
        long checkpoint = 0;
        Path folder = Files.createDirectory(data.resolve("0"));
        for (int life = 1; checkpoint < RECORDS; life++) {
            Path next = Files.createDirectory(data.resolve(String.valueOf(life)));
            try (Life one = new Life(folder, next, checkpoint, random.nextInt(12), random)) {
                checkpoint = one.run();
            }
            folder = next;
        }
        assertThat(contradictions).as("seed %d", seed).isEmpty();
        assertThat(arrived).as("seed %d", seed).hasSize(RECORDS);
        assertCoversWithoutOverlap(seed);
    }

    @Test
    void whatIsNotKeptMayBeCutOtherwise() {
        assertThat(new Cuts(List.of()).isEnd(0, 1)).isFalse();
        Cuts cuts = new Cuts(List.of(new Plan.Cut(10, 20, 7)));
        assertThat(cuts.planned(0)).isFalse();
        assertThat(cuts.isEnd(0, 9)).isFalse();
        assertThat(cuts.isEnd(0, 10)).isTrue();
        assertThat(cuts.isEnd(10, 19)).isFalse();
        assertThat(cuts.isEnd(10, 20)).isTrue();
        assertThat(cuts.closedMillis(10, 20, 99)).isEqualTo(7);
        assertThat(cuts.closedMillis(10, 25, 99)).isEqualTo(99);
        assertThat(cuts.isEnd(20, 30)).isFalse();
    }

    @Test
    void noBatchSpansMissingRecords() throws InterruptedException {
        var batching = new Batching(1000, 100, 1_000_000, Duration.ofHours(1), false, 1);
        var cuts = new Cuts(List.of(new Plan.Cut(3, 9, 7)));
        Intake intake = new Intake(batching, InstantSource.system(), Threads.REAL, 3, cuts);
        Encoder encoder = (event, out) -> out.number(event.offset()).raw(' ');
        intake.write(Sample.event(3, new Fields()), encoder);
        intake.passed(4);
        intake.skipped(6);
        intake.write(Sample.event(6, new Fields()), encoder);
        intake.passed(7);
        intake.close();
        assertThat(span(intake)).isEqualTo("3-4 with 1");
        assertThat(span(intake)).isEqualTo("4-6 with 0");
        assertThat(span(intake)).isEqualTo("6-7 with 1");
    }

    private static String span(Intake intake) throws InterruptedException {
        Batch batch = Objects.requireNonNull(intake.take());
        return "%d-%d with %d".formatted(batch.first(), batch.next(), batch.events());
    }

    @Test
    void aBatchThatHasLostRecordsTakesThePlaceOfTheOneBefore() throws IOException {
        Plan plan = Plan.open("id", data, () -> 0);
        plan.begin(batch(3, 9));
        plan.begin(batch(9, 12));
        plan.begin(batch(3, 4));
        plan.begin(batch(6, 9));
        assertThat(Plan.open("id", data, () -> 0).cuts())
                .containsExactly(new Plan.Cut(3, 4, 42), new Plan.Cut(6, 9, 42), new Plan.Cut(9, 12, 42));
    }

    private static Batch batch(long first, long next) {
        Batch batch = new Batch(16);
        batch.begin(first);
        batch.passed(next);
        batch.close(42);
        return batch;
    }

    @Test
    void aDamagedPlanIsToldAndForgotten() throws IOException {
        Plan plan = Plan.open("id", data, () -> 0);
        plan.begin(batch(3, 5));
        Path file = data.resolve("delivery/id/plan");
        assertThat(Plan.open("id", data, () -> 0).cuts()).containsExactly(new Plan.Cut(3, 5, 42));
        assertThat(Plan.open("id", data, () -> 5).cuts()).isEmpty();
        Files.writeString(file, Files.readString(file).replace("3 5", "3 6"));
        assertThat(Plan.open("id", data, () -> 0).cuts()).isEmpty();
    }

    /// Each id was cut one way: the batches lie side by side.
    private void assertCoversWithoutOverlap(long seed) {
        Map<Long, Long> spans = new HashMap<>();
        for (String id : seen.keySet()) {
            String[] offsets = id.substring(0, id.indexOf('.')).split("-", -1);
            Long before = spans.put(Long.valueOf(offsets[0]), Long.valueOf(offsets[1]));
            assertThat(before).as("seed %d, %s", seed, id).isIn(null, Long.valueOf(offsets[1]));
        }
        long next = 0;
        while (next < RECORDS) {
            assertThat(spans).as("seed %d", seed).containsKey(next);
            next = spans.getOrDefault(next, Long.MAX_VALUE);
        }
    }

    /// A process from its start until its crash: then nothing it does any more is seen by anyone.
    private final class Life implements Transport, DestinationRuntime.Checkpoint {
        private final Path folder;
        private final Path after;
        private final Random random;
        private final Destination destination;
        private long committed;
        private int callsLeft;
        private boolean dead;
        private long checkpointAtDeath;

        Life(Path folder, Path after, long checkpoint, int calls, Random random) {
            this.folder = folder;
            this.after = after;
            this.random = random;
            callsLeft = calls;
            committed = checkpoint;
            // Another size each time: what was cut must not depend on it.
            int events = 1 + random.nextInt(30);
            var batching = new Batching(1000, events, 1_000_000, Duration.ofMillis(1), false, 3);
            var settings = new DeliverySettings(batching, QUICK, Destination.Takes.ALL);
            destination = new Deliveries(() -> 0.5).destination("id", "test", settings, List.of(), this);
        }

        long run() {
            Destination.Edge edge = destination.bind(new Blocks(Map.of()).route("name: ok"));
            destination.start(new DestinationRuntime(this, InstantSource.system(), folder));
            long offset = load();
            while (!isOver()) {
                if (offset < RECORDS && destination.ready()) {
                    edge.write(Sample.event(offset, new Fields()));
                    destination.passed(++offset);
                } else {
                    Sample.pause();
                }
            }
            synchronized (this) {
                return dead ? checkpointAtDeath : committed;
            }
        }

        @Override
        public synchronized long load() {
            return committed;
        }

        @Override
        public synchronized void save(long nextOffset) {
            committed = nextOffset;
        }

        private synchronized boolean isOver() {
            return dead || committed >= RECORDS;
        }

        @Override
        public boolean keepsBatches() {
            return true;
        }

        @Override
        public Encoder encoder(Route route) {
            return (event, out) -> out.number(event.offset()).raw(' ');
        }

        @Override
        public synchronized Outcome send(Request request) {
            if (!dead && callsLeft-- <= 0) {
                if (random.nextBoolean()) {
                    arrive(request);
                }
                die();
            }
            if (dead || random.nextInt(4) == 0) {
                return new Outcome.Failed("busy", null);
            }
            arrive(request);
            return random.nextInt(4) == 0
                    ? new Outcome.Failed("arrived, but who knows", null)
                    : new Outcome.Delivered();
        }

        private void arrive(Request request) {
            String content = request.batchMillis() + ": " + UTF_8.decode(request.body());
            String before = seen.putIfAbsent(request.id(), content);
            if (before != null && !content.equals(before)) {
                contradictions.add(request.id() + " was " + before + " and is " + content);
            }
            List<Long> offsets = new ArrayList<>();
            for (String number :
                    content.substring(content.indexOf(": ") + 2).strip().split(" ", -1)) {
                offsets.add(Long.valueOf(number));
            }
            arrived.addAll(offsets);
        }

        private void die() {
            checkpointAtDeath = committed;
            try {
                Path plan = folder.resolve("delivery/id/plan");
                if (Files.exists(plan)) {
                    Files.createDirectories(after.resolve("delivery/id"));
                    Files.copy(plan, after.resolve("delivery/id/plan"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            dead = true;
        }

        @Override
        public void close() throws IOException {
            Transport.super.close();
            if (callsLeft != Integer.MIN_VALUE) {
                callsLeft = Integer.MIN_VALUE;
                destination.close();
            }
        }
    }
}
