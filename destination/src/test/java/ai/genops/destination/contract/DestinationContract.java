package ai.genops.destination.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.pipeline.DeliveryStats.State;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every destination behind HTTP does, fault by fault. Events are numbered by their attribute `n`.
@Timeout(60)
public abstract class DestinationContract {
    private static final Pattern NUMBER = Pattern.compile("\"n\"\\s*:\\s*\"?([0-9]+)");
    private static final int EVENTS = 12;

    /// Keys that make faults pass quickly; a block under test ends with them.
    protected static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\ntimeout: 400ms\n";

    @TempDir
    protected Path data;

    protected FaultyServer server = new FaultyServer(success());

    private final Runtimes runtimes = new Runtimes();
    private Destination destination = new Blocks(Map.of()).destination("{id: none, type: console}");
    private Destination.Edge edge = _ -> {};

    /// The block, with `id` and `type`, of a destination that sends to `address`; [#FAST] is added to it.
    protected abstract String block(String address);

    /// What a receiver tells repetitions by: the same for one request's attempts, different between requests.
    protected abstract String identity(Received request);

    /// How the service says that it has taken everything.
    protected Answer success() {
        return FaultyServer.status(200, "{}");
    }

    /// The events in a request.
    protected List<Long> numbers(Received request) {
        return NUMBER.matcher(request.text())
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(1)))
                .toList();
    }

    /// Whether the service tells what it has, so that nothing of it is sent twice.
    protected boolean exactlyOnce() {
        return false;
    }

    protected Map<String, String> environment() {
        return Map.of();
    }

    @BeforeEach
    void open() {
        start(runtimes.in(data));
    }

    @AfterEach
    void stop() {
        destination.close();
        server.close();
    }

    @Test
    void tooManyRequestsAreWaitedOut() {
        arrivesDespite(FaultyServer.status(429, "", "Retry-After", "1"));
        assertThat(destination.deliveryStats().failures().tooMany()).isEqualTo(1);
    }

    @Test
    void errorsOfTheServerAreRepeatedUntilItIsHealthy() {
        Answer error = FaultyServer.status(500, "on fire");
        arrivesDespite(error, error, error, error, error);
        assertThat(destination.deliveryStats().failures().server()).isEqualTo(5);
        assertThat(destination.deliveryStats().health().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void silenceIsTimedOutAndRepeated() {
        arrivesDespite(server.silent());
        assertThat(destination.deliveryStats().failures().timeout()).isEqualTo(1);
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        arrivesDespite(FaultyServer.half(200), FaultyServer.broken());
    }

    @Test
    void aServerThatIsGoneIsUnhealthyUntilItIsBack() {
        server.down();
        Sample.feed(destination, edge, 0, 2);
        while (destination.deliveryStats().health().state() != State.UNHEALTHY) {
            Sample.pause();
        }
        assertThat(destination.deliveryStats().failures().connect()).isGreaterThanOrEqualTo(3);
        assertThat(destination.deliveryStats().oldestAppendedMillis()).isEqualTo(1_763_600_000_000L);
        assertThat(destination.committed()).isZero();
        server.up();
        Sample.awaitCommitted(destination, 2);
        assertThat(arrived()).containsExactly(0L, 1L);
        assertThat(destination.deliveryStats().oldestAppendedMillis()).isNull();
    }

    @Test
    void whatIsTooLargeIsSentInPartsOrKept() throws IOException {
        server.next(FaultyServer.status(413, "too large"));
        feedAll();
        assertThat(arrived().size() + letters()).isEqualTo(EVENTS);
        assertThat(destination.stats().delivered() + destination.stats().rejected())
                .isEqualTo(EVENTS);
    }

    @Test
    void whatIsRefusedIsKeptAndCanBeSentAgain() throws Exception {
        server.next(FaultyServer.status(400, "not like this"));
        feedAll();
        Received refused = server.received().getFirst();
        assertThat(letters()).isEqualTo(destination.stats().rejected()).isPositive();
        var sentAgain = ((KeepsDeadLetters) destination).redeliver("00000001.ndjson", "test");
        assertThat(sentAgain.delivered()).isEqualTo(destination.stats().rejected());
        assertThat(arrived()).hasSize(EVENTS);
        Received last = server.taken().getLast();
        assertThat(last.text()).isEqualTo(refused.text());
        assertThat(identity(last)).isEqualTo(identity(refused));
        assertThat(letters()).isZero();
    }

    @Test
    void aRestartInTheMiddleLosesNothing() {
        server.next(FaultyServer.status(503, ""), FaultyServer.status(503, ""));
        Sample.feed(destination, edge, 0, EVENTS / 2);
        destination.close();
        start(runtimes.in(data));
        Sample.feed(destination, edge, runtimes.offset, EVENTS);
        Sample.awaitCommitted(destination, EVENTS);
        assertThat(arrived()).hasSize(EVENTS);
    }

    @Test
    void whatArrivesTwiceAfterALostAnswerIsRecognised() {
        arrivesDespite(FaultyServer.takenButBroken());
        assertThat(server.taken().size()).isEqualTo(identities().size() + 1);
    }

    @Test
    void whatArrivesTwiceAfterACrashBeforeTheCheckpointIsRecognised() throws IOException {
        destination.close();
        start(new DestinationRuntime(new Crashing(), InstantSource.system(), data));
        Sample.feed(destination, edge, 0, 3);
        while (arrived().isEmpty()) {
            Sample.pause();
        }
        destination.close();
        start(runtimes.in(data));
        Sample.feed(destination, edge, 0, EVENTS);
        Sample.awaitCommitted(destination, EVENTS);
        assertThat(arrived()).hasSize(EVENTS);
        Map<Long, List<String>> of = new TreeMap<>();
        for (Received request : server.taken()) {
            numbers(request)
                    .forEach(number ->
                            of.computeIfAbsent(number, _ -> new ArrayList<>()).add(identity(request)));
        }
        assertThat(of.get(0L).size() > 1).isEqualTo(!exactlyOnce());
        assertThat(of)
                .allSatisfy((_, identities) ->
                        assertThat(identities.stream().distinct()).hasSize(1));
    }

    /// A checkpoint that nothing reaches: the machine stops before.
    private static final class Crashing implements DestinationRuntime.Checkpoint {
        @Override
        public long load() {
            return 0;
        }

        @Override
        public void save(long nextOffset) {
            throw new IllegalStateException("stopped");
        }
    }

    private void arrivesDespite(Answer... faults) {
        server.next(faults);
        feedAll();
        assertThat(arrived())
                .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
        assertThat(destination.stats().delivered()).isEqualTo(EVENTS);
        assertThat(destination.stats().pending()).isZero();
        assertThat(destination.stats().retries()).isGreaterThanOrEqualTo(faults.length);
        assertThat(identities().size())
                .as("a repetition has the identity of the first")
                .isLessThan(server.received().size());
    }

    private void feedAll() {
        Sample.feed(destination, edge, 0, EVENTS);
        Sample.awaitCommitted(destination, EVENTS);
    }

    private void start(DestinationRuntime runtime) {
        Blocks blocks = new Blocks(environment());
        destination = blocks.destination(block(server.address()) + "\n" + FAST);
        edge = destination.bind(blocks.route("name: to_it"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtime);
    }

    private Set<Long> arrived() {
        TreeSet<Long> numbers = new TreeSet<>();
        server.taken().forEach(request -> numbers.addAll(numbers(request)));
        return numbers;
    }

    private Set<String> identities() {
        TreeSet<String> identities = new TreeSet<>();
        server.received().forEach(request -> identities.add(identity(request)));
        return identities;
    }

    private long letters() throws IOException {
        long letters = 0;
        for (var file : new DeadLetterBox(data, destination.id(), InstantSource.system()).list()) {
            letters += file.letters();
        }
        return letters;
    }
}
