package ai.genops.pipeline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.expression.ExpressionException;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Looking at events on their way, and the books of processors.
class TapTest {
    private static final Fields FIELDS = new Fields();
    private static final int COST = FIELDS.define("cost");

    private final Pipeline pipeline = pipeline();
    private final Passage passage = new Passage(pipeline, List.of());
    private final Taps taps = new Taps();

    @Test
    void nobodyLooksOnUnlessATapIsOpen() {
        assertThat(taps.observer(null)).isNull();
        Tap tap = new Tap(Map.of(new TapPoint.Source(), Condition.ALWAYS));
        assertThat(taps.open(tap)).isTrue();
        assertThat(taps.observer(null)).isNotNull();
        tap.close();
        assertThat(taps.observer(null)).isNull();
    }

    @Test
    void noMoreTapsThanTheMostAreOpen() {
        for (int i = 0; i < Taps.MOST; i++) {
            assertThat(taps.open(new Tap(Map.of()))).isTrue();
        }
        assertThat(taps.open(new Tap(Map.of()))).isFalse();
        taps.close();
        assertThat(taps.open(new Tap(Map.of()))).isTrue();
    }

    @Test
    void aSlowViewerLosesEventsAndLearnsHowMany() throws InterruptedException {
        Tap tap = new Tap(Map.of(new TapPoint.Source(), Condition.ALWAYS));
        for (int i = 0; i < Tap.MOST_EVENTS + 7; i++) {
            tap.received(event(i));
        }
        Tap.Taken taken = Objects.requireNonNull(tap.take(Duration.ZERO));
        assertThat(taken.events()).hasSize(Tap.MOST_EVENTS);
        assertThat(taken.skipped()).isEqualTo(7);
        assertThat(Objects.requireNonNull(tap.take(Duration.ZERO)).skipped()).isZero();
    }

    @Test
    void whatAViewerHasNotTakenIsBoundedInBytes() throws InterruptedException {
        Tap tap = new Tap(Map.of(new TapPoint.Source(), Condition.ALWAYS));
        Event large = event(1);
        large.attributes().add(Key.of("text"), "x".repeat(300_000));
        for (int i = 0; i < 10; i++) {
            tap.received(large);
        }
        Tap.Taken taken = Objects.requireNonNull(tap.take(Duration.ZERO));
        assertThat(taken.events()).hasSize(4);
        assertThat(taken.skipped()).isEqualTo(6);
    }

    @Test
    void theFilterChooses() throws InterruptedException {
        Tap tap = new Tap(Map.of(new TapPoint.After(pipeline, "price"), TapFilter.inside(pipeline, "cost > 2")));
        for (int i = 0; i < 5; i++) {
            take(event(i), true, tap);
        }
        assertThat(Objects.requireNonNull(tap.take(Duration.ZERO)).events())
                .extracting(bytes -> new String(bytes, UTF_8))
                .hasSize(2)
                .allSatisfy(json -> assertThat(json).contains("\"cost\":"));
        assertThatThrownBy(() -> TapFilter.inside(pipeline, "kost > 2")).isInstanceOf(ExpressionException.class);
    }

    @Test
    void aFilterTakesNoRandomNumbersFromTheEvent() {
        Tap tap = new Tap(Map.of(new TapPoint.Source(), TapFilter.atSource("Math.random() < 2")));
        Event event = event(1);
        tap.received(event);
        assertThat(event.nextRandom()).isEqualTo(event(1).nextRandom());
    }

    @Test
    void whatAProcessorTakesInIsWhatCameOutAndWhatItDropped() {
        for (int i = 0; i < 10; i++) {
            take(event(i), true, null);
        }
        take(event(9), false, null); // read again for one that lagged
        assertThat(pipeline.stageStats())
                .extracting(StageStats::name, StageStats::in, StageStats::out, StageStats::dropped)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("price", 10L, 10L, 0L),
                        org.assertj.core.groups.Tuple.tuple("odd", 10L, 5L, 5L));
    }

    @Test
    void aTimedEventAddsItsTime() {
        long[] now = {0};
        take(event(1), true, new StageTimer(() -> now[0] += 100));
        assertThat(pipeline.stageStats())
                .allSatisfy(stats -> assertThat(stats.meanNanos()).isEqualTo(100));
    }

    @Test
    void aboutOneRecordIn64IsTimedWhateverTheRhythm() {
        for (int rhythm : new int[] {1, 2, 64, 1000}) {
            int due = 0;
            for (long i = 0; i < 64_000; i++) {
                due += StageTimer.isDue(i * rhythm) ? 1 : 0;
            }
            assertThat(due).as("every " + rhythm).isBetween(900, 1100);
        }
    }

    private static Pipeline pipeline() {
        Processor price = event -> {
            event.field(COST, (double) event.offset());
            return Verdict.KEEP;
        };
        Processor odd = event -> event.offset() % 2 == 0 ? Verdict.KEEP : Verdict.DROP;
        var stages = List.of(new Stage("price", "eval", price, List.of()), new Stage("odd", "drop", odd, List.of()));
        return new Pipeline("p", "", List.of(), stages, List.of(), FIELDS, List.of());
    }

    private void take(Event event, boolean first, @Nullable Observer observer) {
        passage.begin(event.offset(), event.appendMillis(), first, observer, true);
        passage.accept(event);
    }

    private static Event event(long offset) {
        Event event = new Event();
        event.receive(Kind.SPAN, "source", new byte[0], offset, 0, 1_763_600_000_000L);
        return event;
    }
}
