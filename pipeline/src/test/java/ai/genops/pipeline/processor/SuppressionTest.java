package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `dedup` and `throttle`.
class SuppressionTest {
    private static final long START = 1_763_600_000_000L;

    @Test
    void spansAreKnownByTheirIds() {
        var bench = new Bench("{type: dedup}");
        assertThat(span(bench, 1, 1, "first")).isTrue();
        assertThat(span(bench, 1, 1, "a retry with another name")).isFalse();
        assertThat(span(bench, 1, 2, "first")).isTrue();
        assertThat(span(bench, 2, 1, "first")).isTrue();
    }

    @Test
    void logRecordsOfOneSpanAreKnownByWhatTheySay() {
        var bench = new Bench("{type: dedup}");
        bench.record(START);
        assertThat(log(bench, "connected", START)).isTrue();
        assertThat(log(bench, "refused", START)).isTrue();
        assertThat(log(bench, "connected", START + 1)).isTrue();
        bench.record(START + 5_000);
        assertThat(log(bench, "connected", START)).isFalse();
        assertThat(log(bench, "refused", START)).isFalse();
    }

    @Test
    void partsOfASplitSpanAreNoRepeats() {
        var bench = new Bench("[{type: unroll, source: \"attributes['items']\", into: item}, {type: dedup}]");
        bench.record(START);
        Event event = bench.event(Kind.SPAN, "whole", Map.of("items", List.of("a", "a", "a")));
        event.ids(0, 1, 1, 0);
        bench.passes(event);
        assertThat(bench.out).hasSize(3);
    }

    @Test
    void windowEndsByTheLogsTimeAndTheNextEventCarriesHowManyWereDropped() {
        var bench = new Bench("{type: dedup, key: name, window: 1s, count_field: repeats}");
        assertThat(at(bench, 0, "a")).isTrue();
        assertThat(bench.field("repeats")).isNull();
        assertThat(at(bench, 1, "a")).isFalse();
        assertThat(at(bench, 999, "a")).isFalse();
        assertThat(at(bench, 1000, "a")).isTrue();
        assertThat(bench.field("repeats")).isEqualTo(2L);
        assertThat(at(bench, 2000, "a")).isTrue();
        assertThat(bench.field("repeats")).isNull();
    }

    @Test
    void oldestKeyIsForgottenAndCountedAtTheBound() {
        var bench = new Bench("{type: dedup, key: name, max_keys: 2, window: 1s}");
        at(bench, 0, "a");
        at(bench, 1, "b");
        assertThat(bench.failures()).isZero();
        at(bench, 2, "c");
        assertThat(bench.failures()).isEqualTo(1);
        assertThat(at(bench, 3, "b")).isFalse();
        assertThat(at(bench, 3, "a")).isTrue();
        assertThat(bench.failures()).isEqualTo(2);
        at(bench, 1500, "d");
        at(bench, 1500, "e");
        assertThat(bench.failures()).as("what is over makes room for nothing").isEqualTo(2);
    }

    @Test
    void clockSetBackEndsNoWindowAndProlongsNone() {
        var bench = new Bench("{type: throttle, per: 1s}");
        assertThat(at(bench, 5000, "a")).isTrue();
        assertThat(at(bench, 0, "a")).isFalse();
        assertThat(at(bench, 5999, "a")).isFalse();
        assertThat(at(bench, 6000, "a")).isTrue();
    }

    @Test
    void whatWasSavedByAnotherVersionOrTornIsRefused() throws IOException {
        var bench = new Bench("{type: throttle, per: 1s}");
        at(bench, 0, "a");
        byte[] saved = bench.saved();
        byte[] torn = Arrays.copyOf(saved, saved.length - 1);
        assertThatThrownBy(() -> bench.load(torn)).isInstanceOf(EOFException.class);
        byte[] other = saved.clone();
        other[0] = 9;
        assertThatThrownBy(() -> bench.load(other))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown version of suppressed keys: 9");
        byte[] many = saved.clone();
        many[9] = 1;
        assertThatThrownBy(() -> bench.load(many)).hasMessage("16777217 keys were saved, at most 100000 are known");
    }

    /// What is kept and carried is what looking through the whole past would give, also with restarts in between and
    /// however the events are split into records.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheWholePastAndSurvivesRestarts(long seed) throws IOException {
        var random = new Random(seed);
        int allow = random.nextInt(1, 4);
        String yaml = "{type: throttle, key: name, per: 1s, allow: %d, count_field: n}".formatted(allow);
        var straight = new Bench(yaml);
        var restarted = new Bench(yaml);
        var joined = new Bench(yaml);
        var past = new Past(allow);
        long millis = 0;
        for (int i = 0; i < 5000; i++) {
            if (i == 0 || random.nextInt(3) > 0) {
                millis += random.nextInt(1, random.nextInt(50) == 0 ? 3000 : 60);
                joined.record(START + millis);
            }
            String key = "key " + (int) Math.abs(random.nextGaussian() * 5);
            if (random.nextInt(100) == 0) {
                restarted.restart();
            }
            boolean passed = at(straight, millis, key);
            assertThat(at(restarted, millis, key)).isEqualTo(passed);
            joined.passes(joined.event(Kind.SPAN, key, Map.of()));
            String expected = past.take(key, millis);
            assertThat(passed ? String.valueOf(straight.field("n")) : "dropped")
                    .as("seed %d, event %d", seed, i)
                    .isEqualTo(expected);
        }
        assertThat(restarted.out).isEqualTo(straight.out).hasSizeGreaterThan(500);
        assertThat(joined.out).isEqualTo(straight.out);
        assertThat(straight.failures()).isZero();
    }

    /// While every key comes again within two windows, nothing that was dropped is missing in the counts.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keptAndCarriedAddUpToWhatCame(long seed) {
        var random = new Random(seed);
        var bench = new Bench("{type: dedup, key: name, window: 1s, count_field: n}");
        long carried = 0;
        long dropped = 0;
        for (int millis = 0; millis < 20_000; millis += 10) {
            boolean dropping = !at(bench, millis, "key " + random.nextInt(5));
            dropped += dropping ? 1 : 0;
            carried += !dropping && bench.field("n") instanceof Long n ? n : 0;
        }
        Set<String> left = new HashSet<>(List.of("key 0", "key 1", "key 2", "key 3", "key 4"));
        for (int millis = 20_000; !left.isEmpty(); millis += 100) {
            for (String key : List.copyOf(left)) {
                if (!at(bench, millis, key)) {
                    dropped++;
                } else {
                    carried += bench.field("n") instanceof Long n ? n : 0;
                    left.remove(key);
                }
            }
        }
        assertThat(carried).as("seed %d", seed).isEqualTo(dropped).isGreaterThan(1000);
    }

    private static boolean at(Bench bench, long millis, String name) {
        bench.record(START + millis);
        return bench.passes(bench.event(Kind.SPAN, name, Map.of()));
    }

    private static boolean span(Bench bench, long trace, long span, String name) {
        bench.record(START);
        Event event = bench.event(Kind.SPAN, name, Map.of());
        event.ids(7, trace, span, 0);
        return bench.passes(event);
    }

    private static boolean log(Bench bench, String body, long millis) {
        Event event = bench.event(Kind.LOG, "log", Map.of("text", body));
        event.ids(0, 1, 1, 0);
        event.time(millis * 1_000_000, -1);
        return bench.passes(event);
    }

    /// The rule in other words: all windows that a key ever had.
    private static final class Past {
        private final Map<String, long[]> lastWindow = new HashMap<>();
        private final int allow;

        Past(int allow) {
            this.allow = allow;
        }

        /// `dropped`, or how many were dropped before.
        String take(String key, long millis) {
            long[] window = lastWindow.get(key);
            if (window == null || millis >= window[0] + 1000) {
                lastWindow.put(key, new long[] {millis, 1});
                if (window == null || millis >= window[0] + 2000 || window[1] <= allow) {
                    return "null";
                }
                return String.valueOf(window[1] - allow);
            }
            return ++window[1] > allow ? "dropped" : "null";
        }
    }
}
