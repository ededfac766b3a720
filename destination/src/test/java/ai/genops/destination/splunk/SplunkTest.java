package ai.genops.destination.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplunkTest {
    private static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\nflush_interval: 20ms\n";
    private static final Pattern ID = Pattern.compile("\"genops_event_id\":\"([0-9a-f]{32})\"");

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("SPLUNK_HEC_TOKEN", FakeCollector.TOKEN));
    private FakeCollector splunk;
    private Destination destination;

    @BeforeEach
    void start() throws IOException {
        splunk = new FakeCollector();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        splunk.close();
    }

    @Test
    void anEventIsFiledUnderWhatTheBlockSays() {
        Destination.Edge edge = open("{host: h, source: s, sourcetype: 'genops:telemetry', index: genops_ai}");
        write(edge, 0, new Attributes());
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .startsWith("{\"time\":1763600000,\"host\":\"h\",\"source\":\"s\",\"sourcetype\":\"genops:telemetry\","
                        + "\"index\":\"genops_ai\",\"event\":{\"_time\":1763600000,\"kind\":\"span\"")
                .contains("\"attributes\":{\"n\":0}")
                .containsPattern("\"fields\":\\{\"genops_event_id\":\"[0-9a-f]{32}\"}}$");
        assertThat(splunk.paths).containsExactly("/services/collector/event");
    }

    @Test
    void itsResourceChoosesIndexSourcetypeAndHost() {
        Destination.Edge edge = open("{host: h, sourcetype: t, index: i}");
        Attributes resource = new Attributes();
        resource.add(Key.of("splunk.index"), "security");
        resource.add(Key.of("splunk.sourcetype"), "genops:policy");
        resource.add(Key.of("host"), "web-1");
        write(edge, 0, resource);
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .contains("\"host\":\"web-1\"", "\"sourcetype\":\"genops:policy\"", "\"index\":\"security\"");
    }

    @Test
    void whatCameInOverHecGoesOnAsItsTextUnderItsOwnNames() {
        Destination.Edge edge = open("{host: h, source: s, sourcetype: t, index: i}");
        write(edge, hec("10:00 login \"bob\" failed"));
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .startsWith(
                        "{\"time\":1763600000,\"host\":\"web-1\",\"source\":\"/var/log/auth\",\"sourcetype\":\"linux_secure\","
                                + "\"index\":\"security\",\"event\":\"10:00 login \\\"bob\\\" failed\",\"fields\":{")
                .contains("\"n\":\"0\",\"tags\":[\"a\",\"b\"],")
                .doesNotContain("kind");
    }

    @Test
    void fieldsThatThePipelineSetsAreIndexedAndMembersOfTheTextAreNot() {
        blocks.field("team", Type.TEXT);
        blocks.field("cost", Type.NUMBER);
        blocks.field("detail", Type.ANY);
        blocks.field("__working", Type.TEXT);
        Destination.Edge edge = open("{event_id: none}");
        Event event = hec("{\"n\": 0, \"tags\": [\"a\", \"b\"]}");
        event.field(blocks.fields.find("team"), "search");
        event.field(blocks.fields.find("cost"), 0.25);
        event.field(blocks.fields.find("detail"), Map.of("a", 1L));
        event.field(blocks.fields.find("__working"), "x");
        event.sample(0.1, true);
        write(edge, event);
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .endsWith(
                        "\"event\":\"{\\\"n\\\": 0, \\\"tags\\\": [\\\"a\\\", \\\"b\\\"]}\",\"fields\":{\"team\":\"search\","
                                + "\"cost\":\"0.25\",\"detail\":\"{\\\"a\\\":1}\",\"sample_rate\":\"0.1\"}}");
    }

    /// What stands in the text, Splunk takes out of it itself.
    @Test
    void fieldsThatAJsonEventCameWithAreIndexedAgain() {
        Destination.Edge edge = open("{event_id: none}");
        Event event = hec("""
                {"n": 0, "tags": ["a", "b"], "user": {"id": 7, "plan.name": "x"}, "attributes": {"model": "m"},
                 "deep": {"list": [{"a": 1.5}]}, "zone": "inner", "whole": "12"}""");
        event.attributes().add(Key.of("user.id"), 7L);
        event.attributes().add(Key.of("user.plan.name"), "x");
        event.attributes().add(Key.of("model"), "m");
        event.attributes().add(Key.of("deep.list"), List.of(Map.of("a", 1.5)));
        event.attributes().add(Key.of("whole"), 12L);
        event.attributes().add(Key.of("zone"), "outer");
        event.attributes().add(Key.of("user.team"), "search");
        event.attributes().add(Key.of("levels"), List.of("x", 3L));
        write(edge, event);
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .endsWith(",\"fields\":{\"zone\":\"outer\",\"user.team\":\"search\",\"levels\":[\"x\",\"3\"]}}");
    }

    @Test
    void aTextThatOnlyBeginsAsJsonHasNoMembers() {
        Destination.Edge edge = open("{event_id: none}");
        Event event = hec("{\"n\": 0 and so on");
        event.attributes().add(Key.of("key"), new byte[] {1, 2, 3});
        write(edge, event);
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .endsWith(",\"fields\":{\"n\":\"0\",\"tags\":[\"a\",\"b\"],\"key\":\"AQID\"}}");
    }

    @Test
    void aPipelineChoosesTheTextAndWhatItIsFiledUnder() {
        List.of("_raw", "host", "source", "sourcetype", "index").forEach(name -> blocks.field(name, Type.TEXT));
        Destination.Edge edge = open("{event_id: none, index: i}");
        Event event = Sample.event(0, blocks.fields);
        event.field(blocks.fields.find("_raw"), "short");
        event.field(blocks.fields.find("sourcetype"), "chosen");
        write(edge, event);
        assertThat(splunk.indexed)
                .containsExactly("{\"time\":1763600000,\"sourcetype\":\"chosen\",\"index\":\"i\",\"event\":\"short\","
                        + "\"fields\":{\"n\":\"0\"}}");
    }

    @Test
    void aBlankTextAndAnEventThatIsToBeJsonAreJson() {
        Destination.Edge edge = open("{}");
        write(edge, hec(" "));
        destination.close();
        Destination.Edge json = open("{event_format: json}");
        Event event = hec("a text");
        json.write(event);
        destination.passed(2);
        Sample.awaitCommitted(destination, 2);
        assertThat(splunk.indexed).hasSize(2).allMatch(sent -> sent.contains("\"event\":{\"_time\":1763600000,"));
    }

    /// As the source of HEC has it.
    private Event hec(String raw) {
        Event event = Sample.event(0, blocks.fields);
        event.attributes().add(Key.of("tags"), List.of("a", "b"));
        event.own().add(Own.RAW.key(), raw);
        event.own().add(Own.HOST.key(), "web-1");
        event.own().add(Own.SOURCE.key(), "/var/log/auth");
        event.own().add(Own.SOURCETYPE.key(), "linux_secure");
        event.own().add(Own.INDEX.key(), "security");
        return event;
    }

    @Test
    void theSeedsTemplateArrivesFilledIn() throws IOException {
        List.of("environment", "policy_name", "policy_result", "policy_reason", "violation_severity", "team")
                .forEach(name -> blocks.field(name, Type.TEXT));
        List.of("customer_id", "compliance_framework").forEach(name -> blocks.field(name, Type.TEXT));
        blocks.field("requires_investigation", Type.BOOLEAN);
        String block = Files.readString(Path.of("../config/destinations/2-splunk-hec.yaml"))
                .replace("https://splunk.company.com:8088", splunk.address())
                .replace("flush_interval: 5s", "flush_interval: 20ms");
        destination = blocks.destination(block);
        Destination.Edge edge = destination.bind(blocks.route("output_format: splunk_hec"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Event event = Sample.event(0, blocks.fields);
        event.time(1_763_600_000_250_000_000L, 5);
        event.field(blocks.fields.find("policy_reason"), "says \"no\", \"admin\": true");
        event.field(blocks.fields.find("environment"), "production");
        event.field(blocks.fields.find("requires_investigation"), true);
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(splunk.paths).containsExactly("/services/collector");
        assertThat(splunk.indexed)
                .singleElement()
                .asString()
                .startsWith("{\"time\":1763600000.25,\"host\":\"production\",\"source\":\"genops\"")
                .contains("\"policy_reason\":\"says \\\"no\\\", \\\"admin\\\": true\"")
                .contains("\"requires_investigation\":true},\"fields\":{\"genops_event_id\":\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            fields | {"event":"a","fields":{"x":"\\"}{"}}  | {"event":"a","fields":{ID,"x":"\\"}{"}}
            fields | {"event":{"fields":{}}}               | {"event":{"fields":{}},"fields":{ID}}
            event  | {"event":{"a":1},"source":"s"}        | {"event":{ID,"a":1},"source":"s"}
            event  | {"event":{}}                          | {"event":{ID}}
            event  | {"event":"text"}                      | {"event":"text","fields":{ID}}
            none   | {"event":"text"}                      | {"event":"text"}
            """)
    void theIdentityGoesWhereItIsWanted(String place, String template, String sent) {
        Destination.Edge edge = open("{event_id: " + place + ", event_template: '" + template + "'}");
        write(edge, 0, new Attributes());
        assertThat(ID.matcher(splunk.indexed.getFirst()).replaceAll("ID")).isEqualTo(sent);
    }

    @Test
    void severalEventsAreOneBodyWithIdentitiesOfTheirOwnThatARestartKeeps() {
        Destination.Edge edge = open("{compression: none}");
        Sample.feed(destination, edge, 0, 20);
        Sample.awaitCommitted(destination, 20);
        List<String> first = ids();
        assertThat(first).hasSize(20).doesNotHaveDuplicates();
        destination.close();
        runtimes.offset = 0;
        feed("{}", 0, 20);
        Sample.awaitCommitted(destination, 20);
        assertThat(ids().subList(20, 40)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "500, Internal server error, 8",
        "503, Server is busy, 9",
        "503, Data channel is full, 18",
        "503, Ack unavailable, 19",
        "503, both, 20",
        "503, Server is shutting down, 23",
        "429, HEC is at capacity, 26",
        "429, HEC is at capacity, 27",
        "403, Token disabled, 1",
        "401, Token is required, 2",
        "401, Invalid authorization, 3",
        "403, Invalid token, 4",
        "400, Data channel is missing, 10",
        "404, The requested URL was not found on this server., 404"
    })
    void whatIsNotTheEventsFaultIsSentAgain(int status, String text, int code) {
        splunk.faults.add(FakeCollector.code(status, text, code));
        feed("{}", 0, 3);
        Sample.awaitCommitted(destination, 3);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(destination.stats().retries()).isPositive();
        assertThat(ids()).hasSize(3);
    }

    @Test
    void aWrongTokenIsToldAndHoldsTheEvents() {
        Destination.Edge edge = open("{token: not-the-token}");
        Sample.feed(destination, edge, 0, 3);
        awaitError("Invalid token");
        assertThat(destination.stats().lastError())
                .contains("HTTP 403", "nothing is wrong with the events: check the credentials (`token`)")
                .doesNotContain("not-the-token");
        assertThat(destination.committed()).isZero();
        assertThat(data.resolve("dead-letter")).doesNotExist();
    }

    @Test
    void brokenConnectionsAndProxiesPagesAreSentAgain() {
        splunk.faults.add(HttpExchange::close);
        splunk.faults.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.close();
        });
        splunk.faults.add(exchange -> FakeCollector.reply(exchange, 200, "<html>Welcome</html>"));
        splunk.faults.add(exchange -> FakeCollector.reply(exchange, 400, "<html>Bad Request</html>"));
        feed("{}", 0, 3);
        Sample.awaitCommitted(destination, 3);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(ids()).hasSize(3);
    }

    @Test
    void onlyTheCulpritsGoToTheDeadLettersAndNoEventIsSentMoreThanTwice() throws IOException {
        blocks.field("kind_of", Type.TEXT);
        Destination.Edge edge = open("{event_template: '{\"time\": \"${kind_of}\", \"event\": ${attributes.n}}'}");
        for (int i = 0; i < 40; i++) {
            Event event = Sample.event(i, blocks.fields);
            event.field(blocks.fields.find("kind_of"), i % 10 == 3 ? "never" : "1763600000");
            edge.write(event);
        }
        destination.passed(40);
        Sample.awaitCommitted(destination, 40);
        assertThat(destination.stats().rejected()).isEqualTo(4);
        assertThat(destination.stats().delivered()).isEqualTo(36);
        assertThat(ids().stream().distinct()).hasSize(36);
        ids().stream()
                .collect(java.util.stream.Collectors.groupingBy(id -> id))
                .values()
                .forEach(copies -> assertThat(copies).hasSizeLessThanOrEqualTo(2));
        String letters = Files.readString(data.resolve("dead-letter/splunk/00000001.ndjson"));
        assertThat(letters.lines()).hasSize(4).allMatch(line -> line.contains("Error in handling indexed fields"));
        assertThat(letters).contains("\\\"event\\\":3,", "\\\"event\\\":33,");
    }

    @Test
    void anIndexThatIsNotThereHoldsItsOwnEventsUntilItIs() {
        blocks.field("kind_of", Type.TEXT);
        splunk.indexes.add("good");
        Destination.Edge edge = open("{event_template: '{\"index\": \"${kind_of}\", \"event\": ${attributes.n}}'}");
        for (int i = 0; i < 40; i++) {
            Event event = Sample.event(i, blocks.fields);
            event.field(blocks.fields.find("kind_of"), i % 10 == 3 ? "missing" : "good");
            edge.write(event);
        }
        destination.passed(40);
        awaitError("Incorrect index");
        while (destination.stats().delivered() < 36 || destination.stats().retries() < 3) {
            Sample.pause();
        }
        assertThat(destination.committed()).isZero();
        assertThat(destination.stats().lastError()).contains("create its index, or permit it to the token");
        splunk.indexes.add("missing");
        Sample.awaitCommitted(destination, 40);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(ids().stream().distinct()).hasSize(40);
    }

    @Test
    void eventsThatAllWaitForAnIndexAreNotSentOneByOneAtEveryAttempt() {
        splunk.indexes.add("good");
        Destination.Edge edge = open("{index: missing}");
        for (int i = 0; i < 60; i++) {
            edge.write(Sample.event(i, blocks.fields));
        }
        destination.passed(60);
        while (destination.stats().retries() < 2) {
            Sample.pause();
        }
        int bodies = splunk.bodies.size();
        assertThat((long) bodies).isBetween(16L, 16 * (destination.stats().retries() + 1));
    }

    @Test
    void aCulpritWithoutANumberIsFoundByHalves() {
        // Whatever the body, as long as 6 is in it.
        for (int i = 0; i < 3; i++) {
            splunk.faults.add(FakeCollector.code(400, "Invalid data format", 6));
        }
        feed("{}", 0, 4);
        Sample.awaitCommitted(destination, 4);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(ids()).hasSize(3);
    }

    @Test
    void aBodyTooLargeIsHalved() {
        splunk.faults.add(FakeCollector.code(413, "Request entity too large", 27));
        feed("{}", 0, 4);
        Sample.awaitCommitted(destination, 4);
        assertThat(splunk.bodies).containsExactly(2, 2);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void whatFollowsAFailureWaits() {
        blocks.field("kind_of", Type.TEXT);
        Destination.Edge edge = open("{event_template: '{\"time\": \"${kind_of}\", \"event\": \"e\"}'}");
        for (int i = 0; i < 3; i++) {
            Event event = Sample.event(i, blocks.fields);
            event.field(blocks.fields.find("kind_of"), i == 1 ? "never" : "1763600000");
            edge.write(event);
        }
        // The first body is looked at, so the fault meets the one that repeats what stood before the culprit.
        splunk.faults.add(exchange -> {
            splunk.faults.add(FakeCollector.code(503, "Server is busy", 9));
            FakeCollector.reply(
                    exchange,
                    400,
                    "{\"text\":\"Error in handling indexed fields\",\"code\":15,\"invalid-event-number\":1}");
        });
        destination.passed(3);
        Sample.awaitCommitted(destination, 3);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(destination.stats().delivered()).isEqualTo(2);
        assertThat(ids()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void withAcknowledgementsAnEventCountsWhenItIsIndexed() {
        splunk.acks = true;
        splunk.indexing = false;
        feed("{use_ack: true, ack_interval: 5ms}", 0, 3);
        while (splunk.questions.get() < 4) {
            Sample.pause();
        }
        assertThat(destination.committed()).isZero();
        splunk.indexing = true;
        Sample.awaitCommitted(destination, 3);
        assertThat(ids()).hasSize(3);
        assertThat(splunk.channels.stream().distinct()).hasSize(1);
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsSentAgainUnderTheSameIdentity() {
        splunk.acks = true;
        splunk.indexing = false;
        feed("{use_ack: true, ack_interval: 5ms, ack_timeout: 30ms}", 0, 1);
        awaitError("not acknowledged within 30 ms");
        splunk.indexing = true;
        Sample.awaitCommitted(destination, 1);
        assertThat(ids()).hasSizeGreaterThan(1);
        assertThat(ids().stream().distinct()).hasSize(1);
    }

    @Test
    void aTokenWithoutAcknowledgementsIsToldBeforeAnythingIsSent() {
        feed("{use_ack: true, ack_interval: 5ms}", 0, 1);
        awaitError("ACK is disabled");
        assertThat(destination.stats().lastError()).contains("`use_ack` off");
        assertThat(splunk.indexed).isEmpty();
        assertThat(destination.committed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            endpoint: 'https://h/services/collector/raw'                    | `endpoint` names the raw collector
            endpoint: 'https://h/elsewhere', use_ack: true                  | `use_ack` needs an `endpoint` whose path has
            endpoint: 'https://h', event_template: 'plain ${timestamp}'     | `event_template` must be a JSON object with an `event`
            endpoint: 'https://h', event_template: '{"time": ${timestamp}}' | `event_template` must be a JSON object with an `event`
            endpoint: 'https://h', ack_timeout: 1s, ack_interval: 2s        | `ack_timeout` must be as long as `ack_interval`
            endpoint: 'https://h', event_id: somewhere                      | `event_id` is `somewhere`, which is unknown
            """)
    void aBrokenBlockGivesOneReadableProblem(String keys, String problem) {
        blocks.destination("{id: x, type: splunk_hec, token: t, " + keys + "}");
        assertThat(blocks.errors()).singleElement().asString().contains(problem);
    }

    private List<String> ids() {
        return splunk.indexed.stream()
                .map(event ->
                        ID.matcher(event).results().findFirst().orElseThrow().group(1))
                .toList();
    }

    private void feed(String keys, long from, long to) {
        Destination.Edge edge = open(keys);
        Sample.feed(destination, edge, from, to);
    }

    private void awaitError(String part) {
        for (int i = 0; i < 2000 && !destination.stats().lastError().contains(part); i++) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).contains(part);
    }

    private void write(Destination.Edge edge, long offset, Attributes resource) {
        Event event = Sample.event(offset, blocks.fields);
        event.resource(resource);
        write(edge, event);
    }

    private void write(Destination.Edge edge, Event event) {
        edge.write(event);
        destination.passed(event.offset() + 1);
        Sample.awaitCommitted(destination, event.offset() + 1);
    }

    /// A destination with these keys (a YAML flow mapping) on top of the usual ones.
    private Destination.Edge open(String keys) {
        String own = keys.substring(1, keys.length() - 1);
        String token = own.contains("token:") ? "" : ", token: '${SPLUNK_HEC_TOKEN}'";
        destination = blocks.destination("{id: splunk, type: splunk_hec, endpoint: '" + splunk.address() + "'" + token
                + ", " + FAST.strip().replace("\n", ", ") + (own.isEmpty() ? "" : ", " + own) + "}");
        Destination.Edge edge = destination.bind(blocks.route("name: to_splunk"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }
}
