package ai.genops.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.Letter;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SnowflakeTest {
    @TempDir
    Path data;

    private final FakeSnowflake snowflake = new FakeSnowflake(Keys.REGISTERED);
    private final FakeTable trail = snowflake.table("TRAIL", "ATTRIBUTES VARIANT, KIND VARCHAR");
    private final FaultyServer server = new FaultyServer(_ -> snowflake).about(FakeSnowflake::takesRows);
    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("KEY", Keys.pem(Keys.REGISTERED), "OTHER", Keys.pem(Keys.OTHER)));
    private Destination destination = blocks.destination("{id: none, type: console}");
    private Destination.Edge edge = _ -> {};

    @AfterEach
    void stop() {
        destination.close();
        server.close();
    }

    @Test
    void anEventIsARowWithAColumnForEachMember() {
        FakeTable audit = snowflake.table(
                "AUDIT", "NAME VARCHAR, KIND VARCHAR, _TIME NUMBER, COST NUMBER, ATTRIBUTES VARIANT, OTHER VARCHAR");
        start("", "table: audit");
        feed(0, 3);
        assertThat(audit.rows).hasSize(3).first().satisfies(row -> {
            assertThat(row).containsEntry("KIND", "span").doesNotContainKey("OTHER");
            assertThat(row.get("ATTRIBUTES")).isEqualTo(Map.of("n", BigDecimal.ZERO));
        });
        assertThat(server.taken().getFirst().path())
                .contains(
                        "/pipes/AUDIT-STREAMING/channels/GENOPS_SNOW/rows?continuationToken=1_0%2B%2F%3D&offsetToken=0-");
    }

    @Test
    void aTemplatesMembersAreColumns() {
        FakeTable costs = snowflake.table("COSTS", "TEAM VARCHAR, COST NUMBER, AUDITED BOOLEAN");
        blocks.field("cost", Type.NUMBER);
        start(
                "",
                "table: costs\npayload_template: |\n  {\n    \"team\": \"a\\nb\",\n    \"cost\": 0.25,\n    \"audited\": true\n  }");
        feed(0, 2);
        Map<String, Object> row = Map.of("TEAM", "a\nb", "COST", new BigDecimal("0.25"), "AUDITED", "true");
        assertThat(costs.rows).containsExactly(row, row);
    }

    @Test
    void aSingleColumnHoldsTheWholeEvent() {
        FakeTable events = snowflake.table("EVENTS", "EVENT VARIANT");
        start("variant_column: event", "table: events");
        feed(0, 1);
        assertThat(variant(events.rows.getFirst(), "EVENT").get("kind")).isEqualTo("span");
    }

    @Test
    void nothingIsDeliveredBeforeItIsCommitted() {
        snowflake.committing = false;
        start("commit_timeout: 30s", "");
        Sample.feed(destination, edge, 0, 4);
        while (server.taken().isEmpty()) {
            Sample.pause();
        }
        assertThat(destination.committed()).isZero();
        assertThat(destination.stats().delivered()).isZero();
        snowflake.committing = true;
        Sample.awaitCommitted(destination, 4);
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void whatIsNotCommittedInTimeIsSentAgainInANewLifeOfTheChannel() {
        snowflake.committing = false;
        start("commit_timeout: 50ms", "");
        Sample.feed(destination, edge, 0, 4);
        while (server.taken().size() < 3) {
            Sample.pause();
        }
        assertThat(lastError()).contains("has not committed rows for table `trail`");
        snowflake.committing = true;
        Sample.awaitCommitted(destination, 4);
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(snowflake.refusals).isEmpty();
    }

    @Test
    void rowsLostBeforeTheirCommitAreSentAgain() {
        snowflake.commitsAfter = 5;
        start("commit_interval: 20ms", "");
        Sample.feed(destination, edge, 0, 4);
        while (server.taken().isEmpty()) {
            Sample.pause();
        }
        snowflake.crash();
        Sample.awaitCommitted(destination, 4);
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(snowflake.opened("TRAIL-STREAMING/GENOPS_SNOW")).isEqualTo(2);
    }

    @Test
    void aStaleContinuationTokenOpensTheChannelAgain() {
        start("", "");
        feed(0, 4);
        snowflake.fence();
        feed(4, 8);
        assertThat(numbers())
                .containsExactlyElementsOf(LongStream.range(0, 8).boxed().toList());
        assertThat(snowflake.refusals).singleElement().asString().contains("STALE_CONTINUATION_TOKEN_SEQUENCER");
        assertThat(destination.stats().retries()).isZero();
    }

    @Test
    void anotherClientOfTheChannelIsTold() {
        FaultyServer.Answer stale =
                FaultyServer.status(400, "{\"code\":\"STALE_CONTINUATION_TOKEN_SEQUENCER\",\"message\":\"reopen\"}");
        server.next(Collections.nCopies(40, stale).toArray(FaultyServer.Answer[]::new));
        start("", "");
        Sample.feed(destination, edge, 0, 2);
        assertThat(lastError()).contains("a `channel` of its own");
        Sample.awaitCommitted(destination, 2);
        assertThat(numbers()).containsExactly(0L, 1L);
    }

    @Test
    void anAppendWhoseAnswerIsLostIsNotTwiceInTheTable() {
        server.next(snowflake.butBroken());
        start("", "");
        feed(0, 4);
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void aRestartSkipsWhatIsCommitted() {
        start("max_request_size: 1 KB\nflush_interval: 1h\nbatch_size: 20", "", crashing());
        Sample.feed(destination, edge, 0, 20);
        while (trail.rows.size() < 20) {
            Sample.pause();
        }
        destination.close();
        int sent = server.received().size();
        assertThat(sent).isGreaterThan(1);
        start("max_request_size: 1 KB\nflush_interval: 1h\nbatch_size: 20", "");
        feed(0, 20);
        assertThat(server.received()).hasSize(sent);
        assertThat(numbers()).hasSize(20);
        assertThat(destination.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aRestartGoesOnBehindTheRowThatIsCommitted() {
        String block = "max_request_size: 1 KB\nflush_interval: 1h\nbatch_size: 20";
        server.next(snowflake, snowflake, FaultyServer.status(503, "", "Retry-After", "600"));
        start(block, "");
        Sample.feed(destination, edge, 0, 20);
        while (server.received().size() < 3) {
            Sample.pause();
        }
        destination.close();
        snowflake.commitNow();
        int before = trail.rows.size();
        assertThat(before).isBetween(1, 19);
        start(block, "");
        feed(0, 20);
        assertThat(numbers())
                .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
        assertThat(snowflake.refusals).isEmpty();
    }

    @Test
    void anotherLogWithTheSameOffsetsIsNotTakenForTheOldOne() throws IOException {
        start("", "");
        feed(0, 4);
        destination.close();
        runtimes.offset = 0;
        Files.deleteIfExists(data.resolve("delivery/snow/plan"));
        snowflake.forgetOrder();
        start("", "");
        feed(0, 4);
        assertThat(numbers()).hasSize(8);
    }

    @Test
    void aRowWithAWrongTypeIsCountedAndKept() throws IOException {
        FakeTable strict = snowflake.table("STRICT", "ATTRIBUTES NUMBER, KIND VARCHAR");
        start("batch_size: 1", "table: strict");
        feed(0, 1);
        assertThat(strict.rows).isEmpty();
        assertThat(destination.stats().delivered()).isZero();
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason())
                        .isEqualTo("Snowflake refused the row: NUMBER value for column ATTRIBUTES is not recognized"));
    }

    @Test
    void whereSnowflakeDoesNotSayWhichRowItRefusedAllThatMayBeMeantAreKept() throws IOException {
        FakeTable strict = snowflake.table("STRICT", "V NUMBER");
        blocks.field("v", Type.ANY);
        start(
                "flush_interval: 1h\nbatch_size: 4\nmax_request_size: 1 KB",
                "table: strict\npayload_template: '{\"v\": ${v}, \"pad\": \"" + "x".repeat(450) + "\"}'");
        for (long offset = 0; offset < 4; offset++) {
            var event = Sample.event(offset, blocks.fields);
            event.field(blocks.fields.find("v"), offset == 1 ? "many" : 1.0);
            edge.write(event);
            destination.passed(offset + 1);
        }
        Sample.awaitCommitted(destination, 4);
        assertThat(strict.rows).hasSize(3);
        assertThat(destination.stats().delivered())
                .as("rows behind the last error's bound")
                .isEqualTo(2);
        assertThat(letters())
                .hasSize(2)
                .allSatisfy(
                        letter -> assertThat(letter.reason())
                                .startsWith(
                                        "Snowflake refused 1 of 2 rows and does not say which; the others are in table `strict`"));
    }

    @Test
    void rowsRefusedBeforeACrashAreFoundAfterIt() throws IOException {
        snowflake.table("STRICT", "ATTRIBUTES NUMBER");
        snowflake.committing = false;
        start("batch_size: 1", "table: strict");
        Sample.feed(destination, edge, 0, 1);
        while (server.taken().isEmpty()) {
            Sample.pause();
        }
        destination.close();
        snowflake.committing = true;
        snowflake.commitNow();
        start("batch_size: 1", "table: strict");
        feed(0, 1);
        assertThat(server.taken()).hasSize(1);
        assertThat(letters()).hasSize(1);
        assertThat(destination.stats().rejected()).isEqualTo(1);
    }

    @Test
    void deadLettersAreSentAgainAlthoughTheirPlaceIsPassed() throws Exception {
        server.next(FaultyServer.status(400, "{\"code\":\"INVALID_ROWS\",\"message\":\"no\"}"));
        start("batch_size: 2\nflush_interval: 1h", "");
        snowflake.forgetOrder();
        feed(0, 4);
        assertThat(numbers()).containsExactly(2L, 3L);
        var sentAgain = ((KeepsDeadLetters) destination).redeliver("00000001.ndjson", "test");
        assertThat(sentAgain.delivered()).isEqualTo(2);
        assertThat(numbers()).containsExactly(2L, 3L, 0L, 1L);
        assertThat(snowflake.channels()).hasSize(2);
    }

    /// Once a later row is committed, a restart takes all before it for committed.
    @Test
    void nothingIsAppendedBehindRefusedRowsBeforeTheyAreKept() throws IOException {
        server.next(
                snowflake,
                FaultyServer.status(400, "{\"code\":\"INVALID_ROWS\",\"message\":\"no\"}"),
                FaultyServer.status(503, "", "Retry-After", "600"));
        start("max_request_size: 1 KB\nflush_interval: 1h\nbatch_size: 20", "");
        Sample.feed(destination, edge, 0, 20);
        while (server.received().size() < 3) {
            Sample.pause();
        }
        assertThat(letters().size()).isEqualTo(numbers().size()).isGreaterThan(1);
        snowflake.forgetOrder();
        destination.close();
        start("max_request_size: 1 KB\nflush_interval: 1h\nbatch_size: 20", "");
        feed(0, 20);
        assertThat(numbers())
                .as("what was refused once is taken now")
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRowThatIsTooLongByItselfIsRefusedAndTheOthersGo() throws IOException {
        blocks.field("v", Type.ANY);
        FakeTable values = snowflake.table("WIDE", "V VARCHAR");
        start(
                "flush_interval: 1h\nbatch_size: 3\nmax_request_size: 1 KB",
                "table: wide\npayload_template: '{\"v\": ${v}}'");
        for (long offset = 0; offset < 3; offset++) {
            var event = Sample.event(offset, blocks.fields);
            event.field(blocks.fields.find("v"), offset == 1 ? "x".repeat(2000) : "short");
            edge.write(event);
            destination.passed(offset + 1);
        }
        Sample.awaitCommitted(destination, 3);
        assertThat(values.rows).hasSize(2);
        assertThat(letters())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.reason()).isEqualTo("the row has 2009 bytes, of at most 1000 for rows"));
    }

    @Test
    void whatIsTooLargeGoesInPartsAndOneRowThatIsGoesToTheDeadLetters() throws IOException {
        snowflake.mostRowBytes = 700;
        start("batch_size: 30\nflush_interval: 1h", "");
        feed(0, 30);
        assertThat(numbers())
                .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
        snowflake.mostRowBytes = 10;
        feed(30, 60);
        assertThat(destination.stats().rejected()).isEqualTo(30);
        assertThat(letters()).hasSize(30);
    }

    @Test
    void eachTableHasAChannelOfItsOwn() {
        FakeTable other = snowflake.table("OTHER", "ATTRIBUTES VARIANT");
        start("batch_size: 4\nflush_interval: 1h", "");
        Destination.Edge toOther = destination.bind(blocks.route("table: other"));
        for (long offset = 0; offset < 4; offset++) {
            (offset % 2 == 0 ? edge : toOther).write(Sample.event(offset, blocks.fields));
            destination.passed(offset + 1);
        }
        Sample.awaitCommitted(destination, 4);
        assertThat(numbers()).containsExactly(0L, 2L);
        assertThat(other.rows).hasSize(2);
        assertThat(destination.stats().delivered()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersOfTheAccountMayStandInJsonOrByThemselves(boolean json) {
        snowflake.json = json;
        start("", "");
        feed(0, 1);
        assertThat(numbers()).containsExactly(0L);
    }

    @Test
    void aTokenThatIsRefusedIsReplaced() {
        start("", "");
        feed(0, 1);
        snowflake.expireTokens();
        feed(1, 2);
        assertThat(numbers()).containsExactly(0L, 1L);
        assertThat(destination.stats().retries()).isZero();
        assertThat(snowflake.calls.stream().filter("POST /oauth/token"::equals)).hasSize(2);
    }

    @Test
    void aWrongKeyIsToldByItsFingerprint() {
        start("private_key: ${OTHER}", "");
        assertThat(complaint()).contains("HTTP 401", "RSA_PUBLIC_KEY_FP SHA256:", "JWT token is invalid");
        assertThat(lastError()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void aWrongUserOrAccountIsTold() {
        start("user: somebody", "");
        assertThat(complaint()).contains("Check `account` and `user`");
    }

    @Test
    void aMissingTableIsToldAndHoldsItsRows() {
        start("", "table: nowhere");
        assertThat(complaint())
                .contains("HTTP 404", "Check `database`, `schema` and table `nowhere`")
                .doesNotContain("scoped-");
        assertThat(destination.stats().rejected()).isZero();
        assertThat(destination.committed()).isZero();
    }

    private void start(String block, String route) {
        start(block, route, runtimes.in(data));
    }

    private void start(String block, String route, DestinationRuntime runtime) {
        StringBuilder all = new StringBuilder();
        Map<String, String> keys = new LinkedHashMap<>(Map.of("id", "snow", "type", "snowflake"));
        String usual =
                "url: " + server.address() + "\naccount: myorg-account1\nuser: genops_writer\nprivate_key: ${KEY}\n"
                        + "database: GENOPS\nschema: AUDIT\ntable: trail\nflush_interval: 20ms\ncommit_interval: 2ms\n"
                        + "retry_interval: 1ms\nmax_retry_delay: 20ms\ntimeout: 5s\n" + block;
        usual.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> keys.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
        keys.forEach((key, value) -> all.append(key).append(": ").append(value).append('\n'));
        destination = blocks.destination(all.toString());
        edge = destination.bind(blocks.route(route.isEmpty() ? "name: r" : route));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtime);
    }

    private DestinationRuntime crashing() {
        var checkpoint = new DestinationRuntime.Checkpoint() {
            @Override
            public long load() {
                return 0;
            }

            @Override
            public void save(long nextOffset) {
                throw new IllegalStateException("stopped");
            }
        };
        return new DestinationRuntime(checkpoint, InstantSource.system(), data);
    }

    private void feed(long from, long to) {
        Sample.feed(destination, edge, from, to);
        Sample.awaitCommitted(destination, to);
    }

    /// Why nothing gets through.
    private String complaint() {
        Sample.feed(destination, edge, 0, 1);
        return lastError();
    }

    private String lastError() {
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        return destination.stats().lastError();
    }

    private static Map<?, ?> variant(Map<String, Object> row, String column) {
        return (Map<?, ?>) Objects.requireNonNull(row.get(column));
    }

    private List<Long> numbers() {
        return trail.rows.stream()
                .map(row -> (BigDecimal)
                        Objects.requireNonNull(variant(row, "ATTRIBUTES").get("n")))
                .map(BigDecimal::longValueExact)
                .toList();
    }

    private List<Letter> letters() throws IOException {
        return new DeadLetterBox(data, "snow", InstantSource.system()).show("00000001.ndjson", 0, 100);
    }
}
