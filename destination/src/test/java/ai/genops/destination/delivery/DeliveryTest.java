package ai.genops.destination.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Fields;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final Retry QUICK =
            new Retry(3, Duration.ofMillis(2), Duration.ofMillis(8), 2, Retry.DEFAULT.statuses());
    private static final Outcome DELIVERED = new Outcome.Delivered();

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Queue<String> delivered = new ConcurrentLinkedQueue<>();
    private Destination destination = new Blocks(Map.of()).destination("{id: none, type: console}");
    private Undeliverable undeliverable = Undeliverable.DEFAULT;
    private Destination.Edge edge = _ -> {};

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void everyEventArrivesOnceAndInOrder() {
        start(batching(7, 7, 1), request -> DELIVERED);
        Sample.feed(destination, edge, 0, 100);
        Sample.awaitCommitted(destination, 100);
        assertThat(delivered).containsExactlyElementsOf(numbers(0, 100));
        assertThat(destination.stats().delivered()).isEqualTo(100);
        assertThat(destination.stats().pending()).isZero();
    }

    @Test
    void whatFailsIsRepeatedUntilItArrives() {
        var attempts = new Semaphore(0);
        start(batching(10, 10, 1), request -> {
            attempts.release();
            return attempts.availablePermits() % 6 == 0 ? DELIVERED : new Outcome.Failed("busy", null);
        });
        Sample.feed(destination, edge, 0, 20);
        Sample.awaitCommitted(destination, 20);
        assertThat(delivered).containsExactlyElementsOf(numbers(0, 20));
        assertThat(destination.stats().retries()).isEqualTo(10);
        assertThat(destination.stats().lastError()).isEmpty();
    }

    @Test
    void whatIsRefusedGoesToTheDeadLettersAndTheRestArrives() throws IOException {
        start(
                batching(10, 1, 1),
                request -> text(request).equals("4") ? new Outcome.Refused("HTTP 400: no 4 \"please\"") : DELIVERED);
        Sample.feed(destination, edge, 0, 10);
        Sample.awaitCommitted(destination, 10);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(destination.stats().delivered()).isEqualTo(9);
        assertThat(deadLetters())
                .singleElement()
                .asString()
                .contains("no 4 \\\"please\\\"", "\"body\":\"4 \"", "\"id\"");
    }

    @Test
    void whatIsTooLargeIsHalvedDownToTheEventThatIs() throws IOException {
        start(batching(16, 16, 1), request -> {
            boolean tooLarge = request.events() > 4 || text(request).contains("9");
            return tooLarge ? new Outcome.TooLarge("HTTP 413") : DELIVERED;
        });
        Sample.feed(destination, edge, 0, 8);
        Sample.feed(destination, edge, 8, 16);
        Sample.awaitCommitted(destination, 16);
        assertThat(delivered).hasSize(15).doesNotContain("9");
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void onlyEventsThatFailedAreSentAgain() throws IOException {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        start(batching(6, 6, 1), request -> {
            sent.add(request.id() + "=" + text(request));
            List<Outcome> each = new ArrayList<>();
            for (int i = 0; i < request.events(); i++) {
                String number = UTF_8.decode(request.event(i)).toString().strip();
                each.add(judge(number, sent.size()));
            }
            return new Outcome.Each(each);
        });
        Sample.feed(destination, edge, 0, 6);
        Sample.awaitCommitted(destination, 6);
        assertThat(sent).hasSize(3);
        assertThat(sent.poll()).isEqualTo("0-6.0-5=0 1 2 3 4 5");
        assertThat(sent.poll()).startsWith("0-6.1-4.").endsWith("=1 4");
        assertThat(sent.poll()).isEqualTo("0-6.4-4=4");
        assertThat(destination.stats().delivered()).isEqualTo(4);
        assertThat(destination.stats().expired()).isEqualTo(1);
        assertThat(deadLetters()).singleElement().asString().contains("not a number I like", "\"body\":\"3 \"");
    }

    /// 2 is too old, 3 refused; 1 fails once, 4 twice.
    private static Outcome judge(String number, int attempt) {
        return switch (number) {
            case "2" -> new Outcome.Expired("too old");
            case "3" -> new Outcome.Refused("not a number I like");
            case "1" -> attempt > 1 ? DELIVERED : new Outcome.Failed("busy", null);
            case "4" -> attempt > 2 ? DELIVERED : new Outcome.Failed("busy", Duration.ofMillis(1));
            default -> DELIVERED;
        };
    }

    @Test
    void anEventThatCannotBeWrittenIsKeptWithTheReason() throws IOException {
        start(batching(10, 10, 1), request -> DELIVERED);
        Destination.Edge failing = destination.bind(new Blocks(Map.of()).route("name: broken"));
        failing.write(Sample.event(0, new Fields()));
        edge.write(Sample.event(0, new Fields()));
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(delivered).containsExactly("0");
        assertThat(deadLetters()).singleElement().asString().contains("broken on purpose", "\\\"kind\\\":\\\"span\\\"");
    }

    @Test
    void theCheckpointWaitsForTheBatchThatIsLate() {
        var late = new Semaphore(0);
        start(batching(1, 1, 3), request -> {
            if (request.firstOffset() == 0) {
                late.acquireUninterruptibly();
            }
            return DELIVERED;
        });
        Sample.feed(destination, edge, 0, 3);
        while (delivered.size() < 2) {
            Sample.pause();
        }
        assertThat(destination.committed()).isZero();
        assertThat(runtimes.saved).isEmpty();
        late.release();
        Sample.awaitCommitted(destination, 3);
        assertThat(runtimes.saved).isSorted().endsWith(3L);
    }

    @Test
    void aDestinationThatHangsStopsTakingAndRecovers() {
        var hanging = new Semaphore(0);
        start(batching(1, 1, 1), request -> {
            hanging.acquireUninterruptibly();
            return DELIVERED;
        });
        long offered = 0;
        while (destination.ready()) {
            Sample.feed(destination, edge, offered, ++offered);
        }
        assertThat(offered).isEqualTo(Batching.MAX_IN_FLIGHT);
        assertThat(destination.stats().pending()).isEqualTo(offered);
        hanging.release(1000);
        Sample.awaitCommitted(destination, offered);
        assertThat(destination.ready()).isTrue();
    }

    @Test
    void aRecordIsNeverSplitByACheckpoint() {
        start(batching(3, 3, 1), request -> DELIVERED);
        for (int record = 0; record < 5; record++) {
            for (int i = 0; i < 10; i++) {
                edge.write(Sample.event(record, new Fields()));
            }
            destination.passed(record * 100L + 100);
        }
        Sample.awaitCommitted(destination, 500);
        assertThat(runtimes.saved).allMatch(offset -> offset % 100 == 0);
        assertThat(delivered).hasSize(50);
    }

    @Test
    void recordsWithoutEventsMoveTheCheckpointToo() {
        start(new Batching(10, 10, 1000, Duration.ofMillis(20), false, 1), request -> DELIVERED);
        destination.passed(7);
        Sample.awaitCommitted(destination, 7);
        assertThat(delivered).isEmpty();
        assertThat(destination.stats().batches()).isZero();
    }

    @Test
    void aBatchDoesNotWaitLongerThanItMay() {
        start(new Batching(1000, 1000, 1_000_000, Duration.ofMillis(30), false, 1), request -> DELIVERED);
        Sample.feed(destination, edge, 0, 1);
        Sample.awaitCommitted(destination, 1);
        assertThat(delivered).containsExactly("0");
    }

    @Test
    void closingDeliversWholeRecordsAndDropsTheRest() {
        start(new Batching(1000, 1000, 1_000_000, Duration.ofHours(1), false, 1), request -> DELIVERED);
        Sample.feed(destination, edge, 0, 5);
        edge.write(Sample.event(5, new Fields()));
        destination.close();
        assertThat(delivered).containsExactlyElementsOf(numbers(0, 5));
        assertThat(runtimes.offset).isEqualTo(5);
    }

    @Test
    void closingLeavesInTheLogWhatCannotBeDelivered() {
        start(batching(1, 1, 1), request -> new Outcome.Failed("down", Duration.ofMinutes(10)));
        Sample.feed(destination, edge, 0, 2);
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        destination.close();
        assertThat(runtimes.offset).isZero();
        assertThat(destination.stats().pending()).isEqualTo(2);
    }

    @Test
    void pausesGrowWithFullJitterUpToTheirBound() {
        Retry retry = Retry.DEFAULT;
        assertThat(retry.pause(0, null, () -> 0.999)).isBetween(Duration.ofMillis(990), Duration.ofSeconds(1));
        assertThat(retry.pause(2, null, () -> 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(retry.pause(2, null, () -> 0)).isZero();
        assertThat(retry.pause(50, null, () -> 0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(retry.pause(50, null, () -> 0.999)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(retry.pause(0, Duration.ofSeconds(7), () -> 0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(retry.pause(0, Duration.ofDays(7), () -> 0)).isEqualTo(Retry.LONGEST_RETRY_AFTER);
    }

    @Test
    void whatIsRefusedIsOnlyCountedWhereThatIsWanted() {
        undeliverable = new Undeliverable(false, true);
        start(batching(10, 10, 1), _ -> new Outcome.Refused("no"));
        Sample.feed(destination, edge, 0, 10);
        Sample.awaitCommitted(destination, 10);
        assertThat(destination.stats().rejected()).isEqualTo(10);
        assertThat(destination.deliveryStats().dropped()).isEqualTo(10);
        assertThat(data.resolve("dead-letter")).doesNotExist();
    }

    @Test
    void whatIsSetAsideBecomesDeadLettersAndTheRestIsSentWhenTheOtherSideIsBack() throws IOException {
        var down = new java.util.concurrent.atomic.AtomicBoolean(true);
        start(batching(1, 1, 1), _ -> down.get() ? new Outcome.Failed("down", null) : DELIVERED);
        Sample.feed(destination, edge, 0, 4);
        assertThat(destination.setAside(3, "overflow: too far behind")).isTrue();
        Sample.awaitCommitted(destination, 3);
        assertThat(deadLetters()).hasSize(3).allMatch(letter -> letter.contains("overflow: too far behind"));
        assertThat(destination.stats().rejected()).isEqualTo(3);
        down.set(false);
        Sample.awaitCommitted(destination, 4);
        assertThat(delivered).containsExactly("3");
    }

    @Test
    void usedUpRetriesMakeDeadLettersWhereThatIsWanted() throws IOException {
        undeliverable = new Undeliverable(true, false);
        start(batching(10, 10, 1), _ -> new Outcome.Failed("down", null));
        Sample.feed(destination, edge, 0, 10);
        Sample.awaitCommitted(destination, 10);
        assertThat(destination.stats().rejected()).isEqualTo(10);
        assertThat(destination.deliveryStats().requests()).isEqualTo(QUICK.quick() + 1);
        assertThat(deadLetters()).hasSize(10).allMatch(line -> line.contains("retries exhausted: down"));
    }

    private void start(Batching batching, Function<Request, Outcome> other) {
        Transport transport = new Transport() {
            @Override
            public Encoder encoder(Route route) {
                if (route.options().text("name", "").equals("broken")) {
                    return (event, out) -> {
                        out.ascii("half");
                        throw new UnencodableException("broken on purpose");
                    };
                }
                return (event, out) -> out.number(event.offset()).raw(' ');
            }

            @Override
            public Outcome send(Request request) {
                Outcome outcome = other.apply(request);
                if (outcome instanceof Outcome.Delivered) {
                    delivered.addAll(List.of(text(request).split(" ")));
                }
                return outcome;
            }
        };
        var settings = new DeliverySettings(
                batching, QUICK, Destination.Takes.ALL, HealthCheck.of(QUICK), null, undeliverable, Price.UNKNOWN);
        destination = new Deliveries(() -> 0.5).destination("id", "test", settings, List.of(), transport);
        edge = destination.bind(new Blocks(Map.of()).route("name: ok"));
        destination.start(runtimes.in(data));
    }

    private static Batching batching(int batchEvents, int requestEvents, int couriers) {
        return new Batching(requestEvents, batchEvents, 1_000_000, Duration.ofMillis(20), false, couriers);
    }

    private static String text(Request request) {
        return UTF_8.decode(request.body()).toString().strip();
    }

    private List<String> deadLetters() throws IOException {
        return Files.readAllLines(data.resolve("dead-letter/id/00000001.ndjson"));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
