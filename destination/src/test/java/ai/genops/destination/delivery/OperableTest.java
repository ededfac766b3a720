package ai.genops.destination.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people do to a destination while it runs: hold it up, push it on, deal with its dead letters.
@Timeout(30)
class OperableTest {
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome REFUSED = new Outcome.Refused("HTTP 400: no");
    private static final String FIRST = "00000001.ndjson";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private volatile Function<Request, Outcome> other = _ -> DELIVERED;
    private Destination destination = new Blocks(Map.of()).destination("{id: none, type: console}");
    private Destination.Edge edge = _ -> {};

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void pausedNothingGoesAlsoAfterARestartUntilItIsResumed() throws IOException {
        start(HealthCheck.of(Retry.DEFAULT));
        operable().pause("ann", "maintenance");
        Sample.feed(destination, edge, 0, 3);
        destination.close();
        start(HealthCheck.of(Retry.DEFAULT));
        assertThat(Objects.requireNonNull(stats().pace().paused()).by()).isEqualTo("ann");
        assertThat(Objects.requireNonNull(stats().pace().paused()).reason()).isEqualTo("maintenance");
        Sample.feed(destination, edge, 0, 3);
        assertThat(destination.stats().pending()).isEqualTo(3);
        assertThat(stats().requests()).isZero();
        assertThatThrownBy(() -> operable().retryNow()).hasMessageContaining("is paused");
        assertThat(operable().resume()).isTrue();
        assertThat(operable().resume()).isFalse();
        Sample.awaitCommitted(destination, 3);
        assertThat(data.resolve("delivery/id/paused")).doesNotExist();
    }

    @Test
    void aPauseWhoseFileIsDamagedHolds() throws IOException {
        Files.createDirectories(data.resolve("delivery/id"));
        Files.writeString(data.resolve("delivery/id/paused"), "{\"since_ms\":");
        start(HealthCheck.of(Retry.DEFAULT));
        assertThat(Objects.requireNonNull(stats().pace().paused()).reason()).contains("is damaged");
    }

    @Test
    void retryNowEndsWaitsThatWouldLastForHours() {
        start(new HealthCheck(Duration.ofHours(1), Duration.ofSeconds(10), 1));
        other = _ -> new Outcome.Failed("down for hours", null);
        Sample.feed(destination, edge, 0, 1);
        awaitRequests(1);
        other = _ -> new Outcome.Failed("come back later", Duration.ofMinutes(50));
        operable().retryNow();
        awaitRequests(2);
        assertThat(stats().pace().nextAttemptMillis()).isPositive();
        assertThat(stats().pace().retryAfterWaits()).isEqualTo(1);
        other = _ -> DELIVERED;
        operable().retryNow();
        Sample.awaitCommitted(destination, 1);
        assertThat(stats().health().lastError()).isEmpty();
        assertThat(stats().pace().lastFailure()).isEqualTo("come back later");
        assertThat(stats().pace().lastFailureMillis()).isPositive();
    }

    @Test
    void retryNowEndsTheWaitOfOneRequestToo() {
        Retry slow = new Retry(3, Duration.ofHours(1), Duration.ofHours(1), 1, Retry.DEFAULT.statuses());
        start(new HealthCheck(Duration.ofHours(1), Duration.ofSeconds(10), 100), slow);
        other = _ -> new Outcome.Failed("busy", null);
        Sample.feed(destination, edge, 0, 1);
        awaitRequests(1);
        other = _ -> DELIVERED;
        while (destination.committed() < 1) {
            operable().retryNow();
            Sample.pause();
        }
    }

    @Test
    void theBooksOfDeadLettersBalanceThroughRestartsAndEverythingDoneToThem() throws Exception {
        start(HealthCheck.of(Retry.DEFAULT));
        other = _ -> REFUSED;
        Sample.feed(destination, edge, 0, 6);
        Sample.awaitCommitted(destination, 6);
        assertThat(books()).isEqualTo(like(0, 6, 0, 0, 0, 0, 6));
        destination.close();

        start(HealthCheck.of(Retry.DEFAULT));
        assertThat(books()).isEqualTo(like(6, 0, 0, 0, 0, 0, 6));
        other = request -> text(request).contains("1") ? REFUSED : DELIVERED;
        assertThat(letters().redeliver(FIRST, "ann")).isEqualTo(new KeepsDeadLetters.Redelivered(5, 1, 0, ""));
        assertThat(books()).isEqualTo(like(6, 0, 1, 5, 1, 0, 1));
        assertThat(stats().cost()).isEqualByComparingTo(new BigDecimal("5"));
        assertThat(letters().discard("00000002.ndjson", "ann", "spam")).isEqualTo(1);
        assertThat(books()).isEqualTo(like(6, 0, 1, 5, 1, 1, 0));
        assertThat(Files.readAllLines(data.resolve("dead-letter/id/removed.ndjson")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"by\":\"ann\""));
    }

    @Test
    void whatACrashLeftOfALastLetterIsInNobodysWay() throws Exception {
        start(HealthCheck.of(Retry.DEFAULT));
        other = _ -> REFUSED;
        Sample.feed(destination, edge, 0, 2);
        Sample.awaitCommitted(destination, 2);
        Path file = data.resolve("dead-letter/id").resolve(FIRST);
        Files.writeString(file, "{\"time\":17", StandardOpenOption.APPEND);
        assertThat(letters().letterBooks().present()).isEqualTo(2);
        assertThat(new DeadLetterBox(data, "id", InstantSource.system())
                        .list()
                        .getFirst()
                        .letters())
                .isEqualTo(2);
        other = _ -> DELIVERED;
        assertThat(letters().redeliver(FIRST, "ann").delivered()).isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void lettersThatSomebodyDeletesAreMissed() throws IOException {
        start(HealthCheck.of(Retry.DEFAULT));
        other = _ -> REFUSED;
        Sample.feed(destination, edge, 0, 2);
        Sample.awaitCommitted(destination, 2);
        Files.delete(data.resolve("dead-letter/id").resolve(FIRST));
        LetterBooks books = letters().letterBooks();
        assertThat(books.in()).isEqualTo(2);
        assertThat(books.accounted()).isZero();
    }

    @Test
    void whilePausedDeadLettersStayWhereTheyAre() throws IOException {
        start(HealthCheck.of(Retry.DEFAULT));
        other = _ -> REFUSED;
        Sample.feed(destination, edge, 0, 1);
        Sample.awaitCommitted(destination, 1);
        operable().pause("ann", "");
        assertThatThrownBy(() -> letters().redeliver(FIRST, "ann")).hasMessageContaining("is paused");
        assertThat(letters().letterBooks().present()).isEqualTo(1);
    }

    private void awaitRequests(long requests) {
        while (stats().requests() < requests) {
            Sample.pause();
        }
    }

    private LetterBooks books() {
        LetterBooks books = letters().letterBooks();
        assertThat(books.accounted()).isEqualTo(books.in());
        assertThat(books.presentBytes() > 0).isEqualTo(books.present() > 0);
        assertThat(books.oldestSeconds() > 0).isEqualTo(books.present() > 0);
        return new LetterBooks(
                books.opening(),
                books.refused(),
                books.refusedAgain(),
                books.redelivered(),
                books.returned(),
                books.discarded(),
                books.lost(),
                books.present(),
                0,
                0);
    }

    private static LetterBooks like(
            long opening, long refused, long again, long redelivered, long returned, long discarded, long present) {
        return new LetterBooks(opening, refused, again, redelivered, returned, discarded, 0, present, 0, 0);
    }

    private DeliveryStats stats() {
        return destination.deliveryStats();
    }

    private Operable operable() {
        return (Operable) destination;
    }

    private KeepsDeadLetters letters() {
        return (KeepsDeadLetters) destination;
    }

    private static String text(Request request) {
        return UTF_8.decode(request.body()).toString();
    }

    private void start(HealthCheck health) {
        start(health, Retry.DEFAULT);
    }

    private void start(HealthCheck health, Retry retry) {
        Transport transport = new Transport() {
            @Override
            public Encoder encoder(Route route) {
                return (event, out) -> out.number(event.offset()).raw(' ');
            }

            @Override
            public Outcome send(Request request) {
                return other.apply(request);
            }
        };
        var settings = new DeliverySettings(
                new Batching(1, 1, 1_000_000, Duration.ofMillis(20), false, 1),
                retry,
                Destination.Takes.ALL,
                health,
                null,
                Undeliverable.DEFAULT,
                new Price(null, BigDecimal.ONE));
        destination = new Deliveries(() -> 0.5).destination("id", "test", settings, List.of(), transport);
        edge = destination.bind(new Blocks(Map.of()).route("name: ok"));
        destination.start(runtimes.in(data));
    }
}
