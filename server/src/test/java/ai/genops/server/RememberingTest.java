package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.Spending.Call;
import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real server whose pipeline remembers, with two destinations, one of which is down for a while. Spans come in any
/// order and split, some of them twice; the server is closed and killed in between. What both destinations have in the
/// end is what the spans add up to, to the last decimal.
@Timeout(120)
class RememberingTest {
    private static final String PIPELINE = """
            id: trail
            processors:
              - type: dedup
              - name: spend
                type: aggregate
                window: 1s
                delay: 1s
                keep: true
                group_by: [genops.team]
                aggregates:
                  - cost: sum(attributes['genops.cost.total'])
                  - calls: count()
              - {type: eval, expressions: [event_id: Math.random()]}
              - {name: team, type: budget, key: "attributes['genops.team']", window: 366 days, limit: 10}
              - type: chain
            routes:
              - {name: to_out, destination: out}
              - {name: to_hook, destination: hook, takes: all}
            """;

    private enum Mishap {
        CLOSED,
        KILLED,
        DOWN,
        UP
    }

    @TempDir
    Path folder;

    private final Vendor vendor = new Vendor();
    private TestServer server;
    private int starts;

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
    void whatIsRememberedIsExactWhateverHappensInBetween(long seed) throws Exception {
        var random = new Random(seed);
        List<Call> calls = Spending.calls(random, 150);
        List<Mishap> mishaps = mishaps(random);
        List<Call> sendings = new ArrayList<>(calls);
        sendings.addAll(calls.subList(0, 50));
        Collections.shuffle(sendings, random);
        int sent = 0;
        for (Mishap mishap : mishaps) {
            int until = Math.min(sendings.size() - 20, sent + random.nextInt(50));
            sent = send(sendings, sent, until, random);
            Thread.sleep(random.nextInt(400));
            happen(mishap);
        }
        send(sendings, sent, sendings.size(), random);

        awaitRows(calls.size());
        assertThat(lines(delivered())).as("seed %d", seed).isEqualTo(lines(hooked()));
        check(delivered(), calls, "the file, seed " + seed);
        check(hooked(), calls, "the webhook, seed " + seed);
        Outcome audit = TestServer.run("audit", "verify", "--from-start", out().toString());
        assertThat(audit.out()).as("seed %d", seed).startsWith("intact: trail@");
        assertThat(audit.exitCode()).isZero();
        Outcome books = TestServer.run("check", "--books", "--url", server.api());
        assertThat(books.exitCode()).as("seed %d: %s", seed, books.out()).isZero();
    }

    /// Each once and more, the webhook's failure with a restart and a kill in it.
    private static List<Mishap> mishaps(Random random) {
        List<Mishap> mishaps = new ArrayList<>(List.of(Mishap.CLOSED, Mishap.KILLED));
        Collections.shuffle(mishaps, random);
        mishaps.addFirst(Mishap.DOWN);
        mishaps.add(Mishap.UP);
        mishaps.add(random.nextInt(mishaps.size() + 1), Mishap.KILLED);
        mishaps.add(random.nextInt(mishaps.size() + 1), Mishap.CLOSED);
        return mishaps;
    }

    private void happen(Mishap mishap) throws IOException {
        switch (mishap) {
            case CLOSED -> {
                server.close();
                server.start();
            }
            case KILLED -> kill();
            case DOWN -> vendor.answers(503, "busy");
            case UP -> vendor.answers(200, "");
        }
    }

    /// Another server goes on with the data as they are at one moment. What the one before does afterwards, nobody
    /// sees.
    private void kill() throws IOException {
        boolean up = vendor.isUp();
        vendor.answers(503, "busy");
        TestServer before = server;
        Path copy = Folders.snapshot(before.data(), folder.resolve("snapshot-" + starts));
        before.close();
        start(copy);
        if (up) {
            vendor.answers(200, "");
        }
    }

    private static String destinations(String hook) {
        return """
            - {id: out, type: file, path: out.ndjson, flush_interval: 20ms}
            - id: hook
              type: webhook
              url: %s
              batch: true
              flush_interval: 20ms
              retry_interval: 20ms
              retry_backoff: fixed
              health_check: {interval: 100ms}
            """.formatted(hook);
    }

    private void start(@org.jspecify.annotations.Nullable Path data) throws IOException {
        Path own = Files.createDirectories(folder.resolve("server-" + starts++));
        if (data != null) {
            Files.move(data, own.resolve("data"));
        }
        server = new TestServer(own)
                .file("pipelines/trail.yaml", PIPELINE)
                .file("destinations/all.yaml", destinations(vendor.url()))
                .start();
    }

    /// In requests of random sizes.
    private int send(List<Call> calls, int from, int until, Random random) throws Exception {
        int next = from;
        while (next < until) {
            int end = Math.min(until, next + 1 + random.nextInt(8));
            assertThat(server.trySend(Spending.request(calls.subList(next, end), random)))
                    .isEqualTo(200);
            next = end;
        }
        return next;
    }

    /// Until the windows of all calls have closed and their rows have arrived, at both.
    private void awaitRows(int calls) throws Exception {
        for (int i = 0; i < 400 && (counted(delivered()) < calls || counted(hooked()) < calls); i++) {
            Thread.sleep(50);
        }
        server.running().awaitDelivered();
    }

    private static long counted(List<JsonNode> events) {
        return events.stream().mapToLong(event -> event.path("calls").asLong()).sum();
    }

    private static void check(List<JsonNode> events, List<Call> calls, String where) {
        Map<String, BigDecimal> expected = Spending.totals(calls);
        Map<String, BigDecimal> rows = new TreeMap<>();
        Map<String, BigDecimal> budgets = new TreeMap<>();
        Set<String> exceeded = new TreeSet<>();
        for (JsonNode event : events) {
            String team = event.path("genops.team")
                    .asText(event.at("/attributes/genops.team").asText());
            JsonNode consumed = event.at("/attributes/genops.budget.consumed");
            if (event.has("revision")) {
                rows.merge(team, new BigDecimal(event.get("cost").asText()), BigDecimal::add);
            } else if (!consumed.isMissingNode()) {
                budgets.merge(team, new BigDecimal(consumed.asText()), BigDecimal::max);
            }
            if (event.get("name").asText().equals("genops.budget.exceeded")) {
                assertThat(exceeded.add(team)).as("%s: told once", where).isTrue();
            }
        }
        assertThat(counted(events)).as(where).isEqualTo(calls.size());
        assertThat(Spending.plain(rows)).as("%s: rows", where).isEqualTo(Spending.plain(expected));
        assertThat(Spending.plain(budgets)).as("%s: budgets", where).isEqualTo(Spending.plain(expected));
        assertThat(exceeded).as(where).isEqualTo(Spending.above(expected, BigDecimal.TEN));
    }

    private Path out() {
        return server.data().resolve("out.ndjson");
    }

    private List<JsonNode> delivered() throws IOException {
        return Files.exists(out()) ? Spending.once(Files.readAllLines(out())) : List.of();
    }

    private List<JsonNode> hooked() {
        return Spending.once(vendor.taken.stream()
                .flatMap(body -> Arrays.stream(body.split("\n", -1)))
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private static Set<String> lines(List<JsonNode> events) {
        return events.stream().map(Objects::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
