package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailSamplingTest {
    private static final long START = 1_763_600_000_000L;
    private static final Pattern RATE = Pattern.compile("\"sample_rate\":([0-9.]+)");

    @Test
    void traceIsHeldUntilItsTimeAndGoesOnAsItWas() {
        var bench = bench("{type: always_sample}");
        bench.record(START);
        assertThat(span(bench, 1, 1, "ok", 5, Map.of("a", "x"))).isFalse();
        bench.record(START + 9_999);
        assertThat(span(bench, 1, 2, "ok", 5, Map.of())).isFalse();
        assertThat(bench.memory().due()).isEqualTo(START + 10_000);
        bench.record(START + 10_000);
        assertThat(bench.out).hasSize(2);
        assertThat(bench.out.getFirst())
                .contains("\"span_id\":\"0000000000000001\"", "\"a\":\"x\"", "\"sample_rate\":1")
                .contains("\"duration_ms\":5");
        assertThat(bench.made).as("it is no event of the pipeline's").isEmpty();
        assertThat(bench.memory().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void errorAnywhereKeepsTheWholeTrace() {
        var bench = bench("{type: status_code}");
        bench.record(START);
        span(bench, 1, 1, "ok", 5, Map.of());
        span(bench, 2, 1, "ok", 5, Map.of());
        bench.record(START + 500);
        span(bench, 1, 2, "error", 5, Map.of());
        bench.record(START + 20_000);
        assertThat(rates(bench)).containsExactly("1/1:1", "1/2:1", "2/1:0");
    }

    @Test
    void latencyIsFromTheFirstStartToTheLastEnd() {
        var bench = bench("{type: latency, threshold_ms: 1005}");
        bench.record(START);
        span(bench, 1, 1, "ok", 5, Map.of());
        span(bench, 2, 1, "ok", 1004, Map.of());
        bench.record(START + 1000); // and so its span begins
        span(bench, 1, 2, "ok", 5, Map.of());
        bench.record(START + 20_000);
        assertThat(rates(bench)).containsExactly("1/1:1", "1/2:1", "2/1:0");
    }

    @Test
    void costIsTheSumOverTheTraceToTheLastDigit() {
        var bench = bench("{type: cost, over: 0.3}");
        bench.record(START);
        for (int i = 1; i <= 3; i++) {
            span(bench, 1, i, "ok", 5, Map.of("genops.cost.total", 0.1)); // as doubles, more than 0.3
            span(bench, 2, i, "ok", 5, Map.of("genops.cost.total", "0.1"));
        }
        span(bench, 2, 4, "ok", 5, Map.of("genops.cost.total", "0.000000000000000000001"));
        bench.record(START + 20_000);
        assertThat(rates(bench)).startsWith("1/1:0").endsWith("2/4:1");
    }

    @Test
    void conditionsMayHoldForDifferentEventsOfATrace() {
        var bench = bench("{type: and, policies: [{type: condition, condition: \"attributes['tier'] == 'gold'\"},"
                + " {type: condition, condition: \"name == 'pay'\"}]}");
        bench.record(START);
        span(bench, 1, 1, "ok", 5, Map.of("tier", "gold"));
        span(bench, 1, 2, "ok", 5, Map.of(), "pay");
        span(bench, 2, 1, "ok", 5, Map.of("tier", "gold"));
        bench.record(START + 20_000);
        assertThat(rates(bench)).containsExactly("1/1:1", "1/2:1", "2/1:0");
    }

    @Test
    void shareIsByTheTraceAndTheRateTellsOfItsChance() {
        var bench = bench("{type: status_code}\n    - {type: probabilistic, sampling_percentage: 25}\n    - {type: and,"
                + " policies: [{type: condition, condition: \"attributes['vip']\"}, {type: probabilistic,"
                + " sample_rate: 0.5}]}");
        bench.record(START);
        var random = new Random(7);
        double whole = 0;
        for (int trace = 1; trace <= 4000; trace++) {
            String status = random.nextInt(10) == 0 ? "error" : "ok";
            span(bench, trace, 1, status, 5, Map.of("vip", random.nextBoolean()));
            whole++;
        }
        bench.record(START + 20_000);
        double weighted = 0;
        for (String rate : rates(bench)) {
            double is = Double.parseDouble(rate.substring(rate.indexOf(':') + 1));
            weighted += is == 0 ? 0 : 1 / is;
        }
        assertThat(rates(bench).stream().map(rate -> rate.substring(rate.indexOf(':') + 1)))
                .containsOnly("1", "0.25", "0.5", "0");
        assertThat(weighted).isCloseTo(whole, within(200.0));
    }

    @Test
    void limitFollowsTheTraffic() {
        var bench = bench("{type: rate_limiting, spans_per_second: 10}");
        int kept = 0;
        int trace = 0;
        for (int second = 0; second < 300; second++) {
            bench.record(START + second * 1000L);
            for (int i = 0; i < 50; i++) {
                trace++;
                span(bench, trace, 1, "ok", 5, Map.of());
                span(bench, trace, 2, "ok", 5, Map.of());
            }
            kept += second < 100
                    ? 0
                    : (int) rates(bench).stream()
                            .filter(rate -> !rate.endsWith(":0"))
                            .count();
            bench.out.clear();
            bench.sampled.clear();
        }
        assertThat(kept).as("of 20,000").isBetween(1600, 2400);
    }

    @Test
    void lateSpansFollowTheDecision() {
        var bench = bench("{type: status_code}");
        bench.record(START);
        span(bench, 1, 1, "error", 5, Map.of());
        span(bench, 2, 1, "ok", 5, Map.of());
        bench.record(START + 10_000);
        assertThat(span(bench, 1, 2, "ok", 5, Map.of())).isTrue();
        assertThat(span(bench, 2, 2, "error", 5, Map.of())).isTrue();
        assertThat(rates(bench)).containsExactly("1/1:1", "2/1:0", "1/2:1", "2/2:0");
        bench.record(START + 10_000 + 600_000);
        assertThat(span(bench, 2, 3, "error", 5, Map.of())).as("forgotten").isFalse();
    }

    @Test
    void decisionsAreBoundedAndWhatIsForgottenEarlyIsCounted() {
        var bench = bench("{type: always_sample}", "max_decisions: 2");
        bench.record(START);
        for (int trace = 1; trace <= 5; trace++) {
            span(bench, trace, 1, "ok", 5, Map.of());
        }
        bench.record(START + 10_000);
        assertThat(bench.failures()).isEqualTo(3);
        assertThat(span(bench, 5, 2, "ok", 5, Map.of())).isTrue();
        assertThat(span(bench, 1, 2, "ok", 5, Map.of())).isFalse();
    }

    @Test
    void oldestIsKeptAtOnceWhereThereAreTooMany() {
        var bench = bench("{type: status_code}", "max_traces: 2");
        bench.record(START);
        span(bench, 1, 1, "ok", 5, Map.of());
        span(bench, 2, 1, "ok", 5, Map.of());
        assertThat(span(bench, 3, 1, "ok", 5, Map.of())).isTrue();
        assertThat(rates(bench)).containsExactly("1/1:1");
        assertThat(bench.failed()).singleElement().asString().contains("before its time", "(1)");
    }

    @Test
    void bytesAreBoundedAlsoOfASingleTrace() {
        var bench = bench("{type: status_code}", "max_bytes: 1MiB");
        bench.record(START);
        String text = "x".repeat(100_000);
        for (int span = 1; span <= 30; span++) {
            span(bench, 1, span, "ok", 5, Map.of("text", text));
        }
        assertThat(rates(bench))
                .as("the first eleven, and then the others as they come")
                .hasSize(30);
        assertThat(bench.failures()).isEqualTo(1);
    }

    @Test
    void eventsWithoutATraceGoByAndLogRecordsFollowTheirs() {
        var bench = bench("{type: status_code}");
        bench.record(START);
        Event log = bench.event(Kind.LOG, "log", Map.of());
        assertThat(bench.passes(log)).isTrue();
        span(bench, 1, 1, "ok", 5, Map.of());
        log = bench.event(Kind.LOG, "log", Map.of());
        log.ids(0, 1, 0, 0);
        assertThat(bench.passes(log)).isFalse();
        bench.record(START + 10_000);
        assertThat(bench.out).hasSize(3);
    }

    @Test
    void lowestRateOfSeveralSamplingsHolds() {
        var bench = new Bench("- {type: sampling, rules: [{default: 0.5}]}\n- {type: tail_sampling, decision_wait: 10s,"
                + " policies: [{type: status_code}, {type: probabilistic, sample_rate: 0.8}]}");
        bench.record(START);
        for (int trace = 1; trace <= 20; trace++) {
            span(bench, trace, 1, "error", 5, Map.of());
        }
        bench.record(START + 10_000);
        assertThat(bench.out).hasSize(20).allSatisfy(line -> assertThat(line).contains("\"sample_rate\":0.5"));
    }

    @Test
    void clockThatIsSetBackMakesNobodyWaitLonger() {
        var bench = bench("{type: always_sample}");
        bench.record(START + 86_400_000);
        span(bench, 1, 1, "ok", 5, Map.of());
        span(bench, 2, 1, "ok", 5, Map.of());
        bench.record(START);
        assertThat(bench.memory().due()).isEqualTo(START + 10_000);
        bench.record(START + 10_000);
        assertThat(bench.out).hasSize(2);
    }

    @Test
    void theEndOfAReadingDecidesWhatIsLeft() {
        var bench = bench("{type: status_code}");
        bench.record(START);
        span(bench, 1, 1, "error", 5, Map.of());
        span(bench, 2, 1, "ok", 5, Map.of());
        bench.memory().end();
        assertThat(rates(bench)).containsExactly("1/1:1", "2/1:0");
    }

    @Test
    void anotherDefinitionTakesOverWhatIsHeldAndDecidesItItsWay() throws IOException {
        var before = bench("{type: status_code}");
        before.record(START);
        span(before, 1, 1, "ok", 5, Map.of("tier", "gold"));
        span(before, 2, 1, "error", 5, Map.of());
        var after = bench("{type: condition, condition: \"attributes['tier'] == 'gold'\"}");
        assertThat(after.memory().adopt(new java.io.DataInputStream(new java.io.ByteArrayInputStream(before.saved()))))
                .isTrue();
        after.record(START + 10_000);
        assertThat(rates(after)).containsExactly("1/1:1", "2/1:0");
        var other = new Bench("{type: dedup}");
        other.record(START);
        assertThat(bench("{type: always_sample}")
                        .memory()
                        .adopt(new java.io.DataInputStream(new java.io.ByteArrayInputStream(other.saved()))))
                .as("what another processor remembered")
                .isFalse();
    }

    @Test
    void unknownVersionIsRefused() {
        byte[] saved = bench("{type: always_sample}").saved();
        saved[4] = 9;
        assertThatThrownBy(() -> bench("{type: always_sample}").load(saved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown version");
    }

    /// However the spans are split into records, and with what restarts: the same spans are kept, at the same rates.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void splitsAndRestartsChangeNothing(long seed) throws IOException {
        var random = new Random(seed);
        List<int[]> spans = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            spans.add(new int[] {1 + random.nextInt(60), i + 1, random.nextInt(20)});
        }
        String policies = "{type: status_code}\n    - {type: cost, over: 1}\n    - {type: latency, threshold_ms: 3000}"
                + "\n    - {type: probabilistic, sample_rate: 0.2}";
        TreeSet<String> expected = new TreeSet<>(run(spans, policies, new Random(seed), false));
        for (int round = 0; round < 5; round++) {
            assertThat(new TreeSet<>(run(spans, policies, random, true)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
        assertThat(expected).hasSize(spans.size());
    }

    /// All spans within the wait, in any split; their times are their own.
    private static List<String> run(List<int[]> spans, String policies, Random random, boolean mishaps)
            throws IOException {
        var bench = bench(policies);
        long now = START;
        bench.record(now);
        for (int[] span : spans) {
            if (mishaps && random.nextInt(4) == 0) {
                if (random.nextBoolean()) {
                    bench.restart();
                }
                now += random.nextInt(50);
                bench.record(now);
            }
            Event event = bench.event(
                    Kind.SPAN, "call", Map.of("genops.cost.total", span[2] / 20.0, "text", "t".repeat(span[2])));
            event.ids(1, span[0], span[1], 0);
            event.status(span[2] == 7 ? "error" : "ok");
            event.time((START + span[1] * 10L) * 1_000_000, 1_000_000);
            bench.passes(event);
        }
        if (mishaps) {
            bench.restart();
        }
        bench.record(now + 60_000);
        return rates(bench);
    }

    private static Bench bench(String policies, String... more) {
        String bounds = String.join(", ", more);
        var bench = new Bench("type: tail_sampling\ndecision_wait: 10s\n" + bounds + "\npolicies:\n    - " + policies);
        assertThat(bench.errors()).isEmpty();
        return bench;
    }

    private static boolean span(
            Bench bench, long trace, long span, String status, long millis, Map<String, ?> attributes) {
        return span(bench, trace, span, status, millis, attributes, "call");
    }

    private static boolean span(
            Bench bench, long trace, long span, String status, long millis, Map<String, ?> attributes, String name) {
        Event event = bench.event(Kind.SPAN, name, attributes);
        event.ids(0, trace, span, 0);
        event.status(status);
        event.time(event.appendMillis() * 1_000_000, millis * 1_000_000);
        return bench.passes(event);
    }

    /// What came out, as `trace/span:rate`; 0 for what is not kept.
    private static List<String> rates(Bench bench) {
        List<String> rates = new ArrayList<>();
        for (int i = 0; i < bench.out.size(); i++) {
            String line = bench.out.get(i);
            Matcher rate = RATE.matcher(line);
            assertThat(rate.find()).isTrue();
            rates.add(id(line, "trace_id") + "/" + id(line, "span_id") + ":"
                    + (bench.sampled.get(i) ? rate.group(1) : "0"));
        }
        return rates;
    }

    private static long id(String line, String name) {
        Matcher id = Pattern.compile("\"" + name + "\":\"([0-9a-f]+)\"").matcher(line);
        return id.find()
                ? Long.parseUnsignedLong(id.group(1).substring(id.group(1).length() - 16), 16)
                : 0;
    }
}
