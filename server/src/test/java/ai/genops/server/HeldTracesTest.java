package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real server that holds traces back, with the lake and two destinations, one of which is down for a while.
/// It is closed and killed while traces are held. Whatever happens, every span is in the lake once, both
/// destinations have the same events under the same ids, and the traces that are kept are kept whole.
@Timeout(120)
class HeldTracesTest {
    private static final String PIPELINE = """
            id: whole
            processors:
              - {type: eval, expressions: [event_id: Math.random()]}
              - name: tail
                type: tail_sampling
                decision_wait: 1s
                policies:
                  - {type: status_code}
                  - {type: probabilistic, sampling_percentage: 30}
              - {type: eval, expressions: [second_id: Math.random()]}
            routes:
              - {name: to_lake, destination: lake, dataset: spans}
              - {name: to_all, destination: out, takes: all}
              - {name: to_hook, destination: hook, takes: all}
              - {name: to_kept, destination: kept, takes: sampled}
            """;
    private static final int TRACES = 60;
    private static final int SPANS = 4;

    @TempDir
    Path folder;

    private final Vendor vendor = new Vendor();
    private TestServer server;
    private int starts;

    private record Span(int trace, int number, boolean error) {
        String json() {
            return "{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"name\":\"span\",\"startTimeUnixNano\":\"%d\","
                            .formatted(trace + 1, number + 1, 1_763_600_000_000_000_000L + number)
                    + "\"endTimeUnixNano\":\"%d\",\"status\":{\"code\":%d}}"
                            .formatted(1_763_600_001_000_000_000L + number, error ? 2 : 1);
        }
    }

    @BeforeEach
    void start() throws IOException {
        start(null);
    }

    @AfterEach
    void stop() {
        server.close();
        vendor.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everySpanOnceAndWholeTracesWhateverHappens(long seed) throws Exception {
        var random = new Random(seed);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < TRACES * SPANS; i++) {
            spans.add(new Span(i % TRACES, i, random.nextInt(20) == 0));
        }
        List<Runnable> mishaps = new ArrayList<>(List.of(this::reopen, this::kill, this::kill));
        Collections.shuffle(mishaps, random);
        mishaps.addFirst(() -> vendor.answers(503, "busy"));
        mishaps.add(() -> vendor.answers(200, ""));
        int sent = 0;
        for (Runnable mishap : mishaps) {
            int until = sent + random.nextInt(SPANS * TRACES / 6);
            send(spans.subList(sent, until));
            sent = until;
            Thread.sleep(random.nextInt(500));
            mishap.run();
        }
        send(spans.subList(sent, spans.size()));

        for (int i = 0; i < 400 && (out("out").size() < spans.size() || hooked().size() < spans.size()); i++) {
            Thread.sleep(50);
        }
        server.running().awaitDelivered();
        String what = "seed " + seed;
        assertThat(ids(out("out"))).as(what).hasSize(spans.size());
        assertThat(lines(out("out"))).as(what).isEqualTo(lines(hooked()));
        wholeTraces(out("kept"), what);
        Outcome rows = TestServer.run(
                "search", "--url", server.api(), "--output", "json", "index=spans | stats count dc(span_id) as spans");
        assertThat(rows.out()).as(what).contains("\"count\":" + spans.size(), "\"spans\":" + spans.size());
        Outcome books = TestServer.run("check", "--books", "--url", server.api());
        assertThat(books.exitCode()).as("%s: %s", what, books.out()).isZero();
    }

    private static void wholeTraces(List<JsonNode> kept, String what) {
        TreeMap<String, Long> spans = kept.stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("trace_id").asText(), TreeMap::new, Collectors.counting()));
        assertThat(spans).as(what).isNotEmpty().hasSizeLessThan(TRACES);
        assertThat(spans.values()).as(what).containsOnly((long) SPANS);
        assertThat(kept)
                .as(what)
                .allSatisfy(
                        event -> assertThat(event.get("sample_rate").asDouble()).isIn(0.3, 1.0));
    }

    private void reopen() {
        server.close();
        server.start();
    }

    /// Another server goes on with the data as they are at one moment.
    private void kill() {
        boolean up = vendor.isUp();
        vendor.answers(503, "busy");
        TestServer before = server;
        try {
            Path copy = Folders.snapshot(before.data(), folder.resolve("snapshot-" + starts));
            before.close();
            start(copy);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (up) {
            vendor.answers(200, "");
        }
    }

    private void start(@Nullable Path data) throws IOException {
        Path own = Files.createDirectories(folder.resolve("server-" + starts++));
        if (data != null) {
            Files.move(data, own.resolve("data"));
        }
        server = new TestServer(own)
                .file("pipelines/whole.yaml", PIPELINE)
                .file("destinations/all.yaml", """
                        - {id: lake, type: lake}
                        - {id: out, type: file, path: out.ndjson, flush_interval: 20ms}
                        - {id: kept, type: file, path: kept.ndjson, flush_interval: 20ms}
                        - id: hook
                          type: webhook
                          url: %s
                          batch: true
                          flush_interval: 20ms
                          retry_interval: 20ms
                          retry_backoff: fixed
                          health_check: {interval: 100ms}
                        """.formatted(vendor.url()))
                .start();
    }

    private void send(List<Span> spans) throws Exception {
        for (int i = 0; i < spans.size(); i += 7) {
            String some = spans.subList(i, Math.min(spans.size(), i + 7)).stream()
                    .map(Span::json)
                    .collect(Collectors.joining(","));
            assertThat(server.trySend("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + some + "]}]}]}"))
                    .isEqualTo(200);
        }
    }

    private List<JsonNode> out(String name) throws IOException {
        Path file = server.data().resolve(name + ".ndjson");
        return Files.exists(file) ? Spending.once(Files.readAllLines(file)) : List.of();
    }

    private List<JsonNode> hooked() {
        return Spending.once(vendor.taken.stream()
                .flatMap(body -> Arrays.stream(body.split("\n", -1)))
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private static Set<String> ids(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("span_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lines(List<JsonNode> events) {
        return events.stream().map(JsonNode::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
