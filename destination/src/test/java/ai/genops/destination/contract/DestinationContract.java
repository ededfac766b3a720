package ai.genops.destination.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.event.Event;
import ai.genops.event.Fields;
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
import org.jspecify.annotations.Nullable;
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

    protected FaultyServer server = new FaultyServer(this::answer);

    /// An event that the service never takes.
    private volatile long bad = -1;

    private final Runtimes runtimes = new Runtimes();
    private Destination destination = new Blocks(Map.of()).destination("{id: none, type: console}");
    private Destination.Edge edge = _ -> {};

    /// The block, with `id` and `type`, of a destination that sends to `address`; [#FAST] is added to it.
    protected abstract String block(String address);

    /// What a receiver tells repetitions by: the same for one request's attempts, different between requests.
    protected abstract String identity(Received request, long event);

    /// A secret of the block's.
    protected abstract String secret();

    /// How the service says that it has taken everything.
    protected Answer success(Received request) {
        return FaultyServer.status(200, "{}");
    }

    /// How the service says that it will never take what it got, for the sake of the event at `index` of it; null if
    /// it has no way to.
    protected @Nullable Answer refusal(Received request, int index) {
        return FaultyServer.status(400, "not like this");
    }

    /// Whether it takes the other events of a request in which it refuses one.
    protected boolean refusesOneByOne() {
        return false;
    }

    /// Whether an event that the service gets twice is seen twice; not where the second copy is no longer sent, or
    /// changes nothing.
    protected boolean showsRepetitions() {
        return true;
    }

    /// Whether a dead letter is sent again under the identity of its first attempt.
    protected boolean keepsIdentityOfLetters() {
        return true;
    }

    /// How often at least something is sent again after so many faults.
    protected int leastRetries(int faults) {
        return faults;
    }

    /// How the service says that it is broken.
    protected Answer error() {
        return FaultyServer.status(500, "on fire");
    }

    /// How the service says that it does not know who is asking.
    protected List<Answer> unauthorized() {
        return List.of(
                FaultyServer.status(401, "who are you?"),
                FaultyServer.status(403, "not you"),
                FaultyServer.status(407, "ask the proxy"));
    }

    /// The event with this number, as a pipeline gives it.
    protected Event event(long number) {
        return Sample.event(number, new Fields());
    }

    private Answer answer(Received request) {
        int index = numbers(request).indexOf(bad);
        Answer refusal = index < 0 ? null : refusal(request, index);
        if (refusal == null) {
            return success(request);
        }
        return refusesOneByOne() ? refusal : FaultyServer.refusing(refusal);
    }

    /// The events in a request.
    protected List<Long> numbers(Received request) {
        return found(NUMBER, request.text());
    }

    protected static List<Long> found(Pattern number, String text) {
        return number.matcher(text)
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
    void tooManyRequestsWithoutATimeAreWaitedOutToo() {
        arrivesDespite(FaultyServer.status(429, ""), FaultyServer.status(429, "slower"));
        assertThat(destination.deliveryStats().failures().tooMany()).isEqualTo(2);
    }

    @Test
    void whatIsTakenAfterOneBatchAndPutOffAfterTheNextArrivesOnce() {
        server.next(
                FaultyServer.none(), FaultyServer.status(429, ""), FaultyServer.none(), FaultyServer.status(503, ""));
        for (int i = 0; i < EVENTS; i++) {
            Sample.feed(destination, edge, i, i + 1, this::event);
            Sample.awaitCommitted(destination, i + 1);
        }
        assertThat(arrived()).hasSize(EVENTS);
        assertThat(destination.stats().delivered()).isEqualTo(EVENTS);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void wrongCredentialsHoldTheEventsUntilSomebodyMendsThem() throws IOException {
        List<Answer> answers = unauthorized();
        arrivesDespite(answers.toArray(Answer[]::new));
        assertThat(letters()).isZero();
        answers.forEach(answer -> server.next(answer, answer, answer, answer));
        Sample.feed(destination, edge, EVENTS, EVENTS + 1, this::event);
        while (destination.stats().retries() < answers.size() + 2) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).isNotEmpty();
        Sample.awaitCommitted(destination, EVENTS + 1);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void oneEventThatIsNeverTakenTakesOnlyItsRequestWithIt() throws IOException {
        bad = 5;
        feedAll();
        boolean refuses = destination.stats().rejected() > 0;
        assertThat(arrived().size() + letters()).isEqualTo(EVENTS);
        assertThat(arrived().contains(bad)).isNotEqualTo(refuses);
        assertThat(destination.stats().delivered() + destination.stats().rejected())
                .isEqualTo(EVENTS);
    }

    @Test
    void aSecretIsShownNowhereWhateverTheServiceSays() throws IOException {
        String echo = "you said " + secret();
        server.next(
                FaultyServer.status(500, echo),
                FaultyServer.status(401, echo),
                FaultyServer.status(429, echo),
                FaultyServer.status(400, echo));
        Sample.feed(destination, edge, 0, EVENTS, this::event);
        while (destination.committed() < EVENTS) {
            assertThat(destination.stats().toString()).doesNotContain(secret());
            assertThat(destination.deliveryStats().toString()).doesNotContain(secret());
            Sample.pause();
        }
        assertThat(server.received().stream().anyMatch(this::holdsTheSecret)).isTrue();
        assertThat(destination.stats().toString()).doesNotContain(secret());
        for (var file : new DeadLetterBox(data, destination.id(), InstantSource.system()).list()) {
            assertThat(data.resolve("dead-letter/" + destination.id() + "/" + file.file()))
                    .content()
                    .doesNotContain(secret());
        }
    }

    /// Whether the secret did go where it belongs; else nothing is proven by its absence elsewhere.
    protected boolean holdsTheSecret(Received request) {
        return (request.path() + request.headers().values() + request.text()).contains(secret());
    }

    @Test
    void errorsOfTheServerAreRepeatedUntilItIsHealthy() {
        Answer error = error();
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
        Sample.feed(destination, edge, 0, 2, this::event);
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
    void whatIsRefusedIsKeptAndCanBeSentAgainAsItWas() throws Exception {
        bad = 5;
        feedAll();
        if (destination.stats().rejected() == 0) {
            assertThat(arrived()).hasSize(EVENTS);
            return;
        }
        assertThat(letters()).isEqualTo(destination.stats().rejected());
        Received refused = server.received().stream()
                .filter(request -> numbers(request).contains(5L))
                .findFirst()
                .orElseThrow();
        bad = -1;
        var sentAgain = ((KeepsDeadLetters) destination).redeliver("00000001.ndjson", "test");
        assertThat(sentAgain.delivered()).isEqualTo(destination.stats().rejected());
        assertThat(arrived()).hasSize(EVENTS);
        Received last = server.taken().getLast();
        assertThat(identity(last, 5).equals(identity(refused, 5))).isEqualTo(keepsIdentityOfLetters());
        assertThat(letters()).isZero();
    }

    @Test
    void aRestartInTheMiddleLosesNothing() {
        server.next(FaultyServer.status(503, ""), FaultyServer.status(503, ""));
        Sample.feed(destination, edge, 0, EVENTS / 2, this::event);
        destination.close();
        start(runtimes.in(data));
        Sample.feed(destination, edge, runtimes.offset, EVENTS, this::event);
        Sample.awaitCommitted(destination, EVENTS);
        assertThat(arrived()).hasSize(EVENTS);
    }

    @Test
    void whatArrivesTwiceAfterALostAnswerIsRecognised() {
        arrivesDespite(FaultyServer.takenButBroken());
        assertThat(copies())
                .allSatisfy((_, identities) ->
                        assertThat(identities.stream().distinct()).hasSize(1));
    }

    @Test
    void whatArrivesTwiceAfterACrashBeforeTheCheckpointIsRecognised() throws IOException {
        destination.close();
        start(new DestinationRuntime(new Crashing(), InstantSource.system(), data));
        Sample.feed(destination, edge, 0, 3, this::event);
        while (arrived().isEmpty()) {
            Sample.pause();
        }
        destination.close();
        start(runtimes.in(data));
        Sample.feed(destination, edge, 0, EVENTS, this::event);
        Sample.awaitCommitted(destination, EVENTS);
        assertThat(arrived()).hasSize(EVENTS);
        Map<Long, List<String>> of = copies();
        assertThat(of.getOrDefault(0L, List.of()).size() > 1).isEqualTo(showsRepetitions());
        assertThat(of)
                .allSatisfy((_, identities) ->
                        assertThat(identities.stream().distinct()).hasSize(1));
    }

    /// The identities under which each event was taken.
    private Map<Long, List<String>> copies() {
        Map<Long, List<String>> of = new TreeMap<>();
        for (Received request : server.taken()) {
            taken(request)
                    .forEach(number ->
                            of.computeIfAbsent(number, _ -> new ArrayList<>()).add(identity(request, number)));
        }
        return of;
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
        assertThat(destination.stats().retries()).isGreaterThanOrEqualTo(leastRetries(faults.length));
        assertThat(identities().size())
                .as("a repetition has the identity of the first")
                .isLessThan(server.received().size());
    }

    private void feedAll() {
        Sample.feed(destination, edge, 0, EVENTS, this::event);
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
        server.taken().forEach(request -> numbers.addAll(taken(request)));
        return numbers;
    }

    /// What of a request is taken.
    private List<Long> taken(Received request) {
        return numbers(request).stream()
                .filter(number -> number != bad || !refusesOneByOne())
                .toList();
    }

    private Set<String> identities() {
        TreeSet<String> identities = new TreeSet<>();
        server.received()
                .forEach(request -> numbers(request).stream()
                        .limit(1)
                        .forEach(number -> identities.add(identity(request, number))));
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
