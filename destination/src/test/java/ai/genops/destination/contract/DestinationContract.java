package ai.genops.destination.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.contract.Peer.Arrival;
import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.Operable;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.DeliveryStats.Failures;
import ai.genops.pipeline.DeliveryStats.State;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every destination does, fault by fault, whatever is on its other side. Events are numbered by their attribute
/// `n`. A fault that has no meaning on a wire is left out [#without] by its name and a reason, and the test is reported
/// as skipped.
@Timeout(60)
public abstract class DestinationContract {
    private static final int EVENTS = 12;

    /// Keys that make faults pass quickly.
    protected static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\ntimeout: 400ms\n";

    @TempDir
    protected Path data;

    private final Runtimes runtimes = new Runtimes();
    private Destination destination = new Blocks(Map.of()).destination("{id: none, type: console}");
    private Destination.Edge edge = _ -> {};

    /// The other side, up; the same throughout a test.
    protected abstract Peer peer();

    /// The block, with `id` and `type`, of a destination that sends to `address`, without [#fast].
    protected abstract String block(String address);

    /// How often what is sent was counted as having failed by this fault.
    protected abstract long counted(Fault fault, Failures failures);

    /// A secret of the block's; empty where [Fault#ECHO] is left out.
    protected abstract String secret();

    /// Faults without a meaning there, and why.
    protected Map<Fault, String> without() {
        return Map.of();
    }

    /// Keys that make faults pass quickly; a block under test ends with them.
    protected String fast() {
        return FAST;
    }

    protected Blocks blocks() {
        return new Blocks(Map.of());
    }

    /// Whether the other side sees attempts that it does not take.
    protected boolean seesFailedAttempts() {
        return true;
    }

    /// Whether an event that the other side gets twice is seen twice; not where the second copy is no longer sent, or
    /// changes nothing.
    protected boolean showsRepetitions() {
        return true;
    }

    /// Whether a repetition can be told from another event by its identity.
    protected boolean namesRepetitions() {
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

    /// How many faults in a row pass quickly.
    protected int mostFaults() {
        return 5;
    }

    /// In how many ways the other side says that it does not know who is asking, in turn.
    protected int waysToBeUnknown() {
        return 1;
    }

    /// Whether the secret did go where it belongs; else nothing is proven by its absence elsewhere.
    protected boolean secretWasSent() {
        return true;
    }

    /// What a crash may leave behind besides what the destination itself wrote.
    protected void crashed() throws IOException {}

    /// The event with this number, as a pipeline gives it.
    protected Event event(long number) {
        return Sample.event(number, new Fields());
    }

    @BeforeEach
    void open() {
        start(runtimes.in(data));
    }

    @AfterEach
    void stop() {
        destination.close();
        peer().close();
    }

    @Test
    void tooManyRequestsAreWaitedOut() {
        arrivesDespite(Fault.TOO_MANY_UNTIL);
        assertCounted(Fault.TOO_MANY_UNTIL, 1);
    }

    @Test
    void tooManyRequestsWithoutATimeAreWaitedOutToo() {
        arrivesDespite(Fault.TOO_MANY, Fault.TOO_MANY);
        assertCounted(Fault.TOO_MANY, 2);
    }

    @Test
    void whatIsTakenAfterOneBatchAndPutOffAfterTheNextArrivesOnce() {
        next(Fault.NONE, Fault.UNAVAILABLE, Fault.NONE, Fault.UNAVAILABLE);
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
        int ways = waysToBeUnknown();
        arrivesDespite(times(ways, Fault.UNAUTHORIZED));
        assertThat(letters()).isZero();
        next(times(4 * ways, Fault.UNAUTHORIZED));
        Sample.feed(destination, edge, EVENTS, EVENTS + 1, this::event);
        while (destination.stats().retries() < ways + 2) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).isNotEmpty();
        Sample.awaitCommitted(destination, EVENTS + 1);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void oneEventThatIsNeverTakenTakesOnlyItsRequestWithIt() throws IOException {
        refuse(5);
        feedAll();
        boolean refuses = destination.stats().rejected() > 0;
        assertThat(arrived().size() + letters()).isEqualTo(EVENTS);
        assertThat(arrived().contains(5L)).isNotEqualTo(refuses);
        assertThat(destination.stats().delivered() + destination.stats().rejected())
                .isEqualTo(EVENTS);
    }

    @Test
    void aSecretIsShownNowhereWhateverTheServiceSays() throws IOException {
        demand(Fault.ECHO);
        peer().echo("you said " + secret());
        Sample.feed(destination, edge, 0, EVENTS, this::event);
        while (destination.committed() < EVENTS) {
            assertThat(destination.stats().toString()).doesNotContain(secret());
            assertThat(destination.deliveryStats().toString()).doesNotContain(secret());
            Sample.pause();
        }
        assertThat(secretWasSent()).isTrue();
        assertThat(destination.stats().toString()).doesNotContain(secret());
        for (var file : new DeadLetterBox(data, destination.id(), InstantSource.system()).list()) {
            assertThat(data.resolve("dead-letter/" + destination.id() + "/" + file.file()))
                    .content()
                    .doesNotContain(secret());
        }
    }

    @Test
    void errorsOfTheServerAreRepeatedUntilItIsHealthy() {
        arrivesDespite(times(mostFaults(), Fault.ERROR));
        assertCounted(Fault.ERROR, mostFaults());
        assertThat(destination.deliveryStats().health().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void silenceIsTimedOutAndRepeated() {
        arrivesDespite(Fault.SILENT);
        assertCounted(Fault.SILENT, 1);
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        arrivesDespite(Fault.HALF, Fault.CLOSED);
    }

    @Test
    void aServerThatIsGoneIsUnhealthyUntilItIsBack() {
        demand(Fault.GONE);
        feed(0, 1);
        peer().down();
        Sample.feed(destination, edge, 1, 3, this::event);
        while (destination.deliveryStats().health().state() != State.UNHEALTHY) {
            Sample.pause();
        }
        assertThat(counted(Fault.GONE, failures())).isGreaterThanOrEqualTo(2);
        assertThat(destination.deliveryStats().oldestAppendedMillis()).isEqualTo(1_763_600_000_000L);
        assertThat(destination.committed()).isEqualTo(1);
        peer().up();
        ((Operable) destination).retryNow();
        Sample.awaitCommitted(destination, 3);
        assertThat(arrived()).containsExactly(0L, 1L, 2L);
        assertThat(destination.deliveryStats().oldestAppendedMillis()).isNull();
    }

    @Test
    void whatWasTakenBeforeTheOtherSideWentIsStillThereWhenItIsBack() {
        demand(Fault.GONE);
        feed(0, EVENTS);
        peer().down();
        Sample.feed(destination, edge, EVENTS, EVENTS + 1, this::event);
        while (destination.stats().retries() == 0) {
            Sample.pause();
        }
        peer().up();
        ((Operable) destination).retryNow();
        Sample.awaitCommitted(destination, EVENTS + 1);
        assertThat(arrived()).hasSize(EVENTS + 1);
    }

    @Test
    void whatIsTooLargeIsSentInPartsOrKept() throws IOException {
        next(Fault.TOO_LARGE);
        feedAll();
        assertThat(arrived().size() + letters()).isEqualTo(EVENTS);
        assertThat(destination.stats().delivered() + destination.stats().rejected())
                .isEqualTo(EVENTS);
    }

    @Test
    void whatIsRefusedIsKeptAndCanBeSentAgainAsItWas() throws Exception {
        refuse(5);
        feedAll();
        if (destination.stats().rejected() == 0) {
            assertThat(arrived()).hasSize(EVENTS);
            return;
        }
        assertThat(letters()).isEqualTo(destination.stats().rejected());
        peer().refuse(-1);
        var sentAgain = ((KeepsDeadLetters) destination).redeliver("00000001.ndjson", "test");
        assertThat(sentAgain.delivered()).isEqualTo(destination.stats().rejected());
        assertThat(arrived()).hasSize(EVENTS);
        if (seesFailedAttempts()) {
            List<String> seen = identities(5);
            assertThat(seen.getLast().equals(seen.getFirst())).isEqualTo(keepsIdentityOfLetters());
        }
        assertThat(letters()).isZero();
    }

    @Test
    void aRestartInTheMiddleLosesNothing() throws IOException {
        if (!without().containsKey(Fault.UNAVAILABLE)) {
            peer().next(Fault.UNAVAILABLE, Fault.UNAVAILABLE);
        }
        Sample.feed(destination, edge, 0, EVENTS / 2, this::event);
        destination.close();
        crashed();
        start(runtimes.in(data));
        feed(destination.committed(), EVENTS);
        assertThat(arrived()).hasSize(EVENTS);
    }

    @Test
    void whatArrivesTwiceAfterALostAnswerIsRecognised() {
        arrivesDespite(Fault.TAKEN_BUT_CLOSED);
        assertRecognisable(copies());
    }

    @Test
    void whatArrivesTwiceAfterACrashBeforeTheCheckpointIsRecognised() throws IOException {
        arrivesTwiceAfterACrash();
        feed(destination.committed(), EVENTS);
        assertArrivedTwice();
    }

    @Test
    void whatIsWrittenAheadOfItsTurnAfterACrashIsRecognised() throws IOException {
        arrivesTwiceAfterACrash();
        feedAhead(destination.committed(), EVENTS);
        assertArrivedTwice();
    }

    private void arrivesTwiceAfterACrash() throws IOException {
        destination.close();
        start(new DestinationRuntime(new Crashing(), InstantSource.system(), data));
        Sample.feed(destination, edge, 0, 3, this::event);
        while (arrived().isEmpty()) {
            Sample.pause();
        }
        destination.close();
        crashed();
        start(runtimes.in(data));
    }

    private void assertArrivedTwice() {
        assertThat(arrived()).hasSize(EVENTS);
        Map<Long, List<String>> of = copies();
        assertThat(of.getOrDefault(0L, List.of()).size() > 1).isEqualTo(showsRepetitions());
        assertRecognisable(of);
    }

    private void assertCounted(Fault fault, int times) {
        if (leastRetries(times) == times) {
            assertThat(counted(fault, failures())).isEqualTo(times);
        }
    }

    private void assertRecognisable(Map<Long, List<String>> copies) {
        if (namesRepetitions()) {
            assertThat(copies)
                    .allSatisfy((_, identities) ->
                            assertThat(identities.stream().distinct()).hasSize(1));
        }
    }

    /// The identities under which each event was taken.
    private Map<Long, List<String>> copies() {
        Map<Long, List<String>> of = new TreeMap<>();
        for (Arrival arrival : peer().arrivals()) {
            arrival.taken()
                    .forEach(number -> of.computeIfAbsent(number, _ -> new ArrayList<>())
                            .add(arrival.identities().getOrDefault(number, "")));
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

    private static Fault[] times(int times, Fault fault) {
        return Collections.nCopies(times, fault).toArray(Fault[]::new);
    }

    /// Skips the test where the fault has no meaning.
    private void demand(Fault fault) {
        String reason = without().get(fault);
        if (reason != null) {
            abort(fault + ": " + reason);
        }
    }

    private void next(Fault... faults) {
        for (Fault fault : faults) {
            demand(fault);
        }
        peer().next(faults);
    }

    private void refuse(long number) {
        demand(Fault.REFUSED);
        peer().refuse(number);
    }

    private void arrivesDespite(Fault... faults) {
        next(faults);
        feedAll();
        assertThat(arrived())
                .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
        assertThat(destination.stats().delivered()).isEqualTo(EVENTS);
        assertThat(destination.stats().pending()).isZero();
        assertThat(destination.stats().retries()).isGreaterThanOrEqualTo(leastRetries(faults.length));
        if (seesFailedAttempts()) {
            assertThat(identities())
                    .as("a repetition has the identity of the first")
                    .hasSizeLessThan(peer().arrivals().size());
        }
    }

    private void feedAll() {
        feed(0, EVENTS);
    }

    private void feed(long from, long to) {
        Sample.feed(destination, edge, from, to, this::event);
        Sample.awaitCommitted(destination, to);
    }

    /// As several threads write: all on two pages, in turn, then handed over in order.
    private void feedAhead(long from, long to) {
        List<Destination.Page> pages = new ArrayList<>();
        List<Destination.Edge> ahead = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Destination.Page page = destination.page();
            Destination.Edge other = page == null ? null : edge.on(page);
            if (other == null) {
                abort("its events are written by one thread");
            }
            pages.add(page);
            ahead.add(other);
        }
        for (long offset = from; offset < to; offset++) {
            ahead.get((int) offset % 2).write(event(offset));
            pages.get((int) offset % 2).endRecord();
        }
        for (long offset = from; offset < to; offset++) {
            while (!destination.ready()) {
                Sample.pause();
            }
            pages.get((int) offset % 2).handOver();
            destination.passed(offset + 1);
        }
        Sample.awaitCommitted(destination, to);
    }

    private void start(DestinationRuntime runtime) {
        Blocks blocks = blocks();
        destination = blocks.destination(block(peer().address()) + "\n" + fast());
        edge = destination.bind(blocks.route("name: to_it"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtime);
    }

    private Failures failures() {
        return destination.deliveryStats().failures();
    }

    private Set<Long> arrived() {
        TreeSet<Long> numbers = new TreeSet<>();
        peer().arrivals().forEach(arrival -> numbers.addAll(arrival.taken()));
        return numbers;
    }

    /// Of each attempt, that of its first event.
    private Set<String> identities() {
        TreeSet<String> identities = new TreeSet<>();
        peer().arrivals()
                .forEach(arrival ->
                        arrival.identities().values().stream().limit(1).forEach(identities::add));
        return identities;
    }

    /// Those that an event had, one attempt after the other.
    private List<String> identities(long number) {
        return peer().arrivals().stream()
                .map(Arrival::identities)
                .filter(identities -> identities.containsKey(number))
                .map(identities -> identities.getOrDefault(number, ""))
                .toList();
    }

    private long letters() throws IOException {
        long letters = 0;
        for (var file : new DeadLetterBox(data, destination.id(), InstantSource.system()).list()) {
            letters += file.letters();
        }
        return letters;
    }
}
