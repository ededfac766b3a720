package ai.genops.destination.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticsearchTest {
    private static final String KEY = "id:key-of-the-test";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("KEY", KEY));
    private FakeBulk server;
    private Destination destination;

    @BeforeEach
    void start() throws IOException {
        server = new FakeBulk();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        server.close();
    }

    @Test
    void theShippedBlockCreatesDocumentsWithATimestamp() throws IOException {
        var set = new Blocks(Map.of("ELASTICSEARCH_URL", server.address(), "ELASTICSEARCH_API_KEY", KEY));
        String block = Files.readString(Path.of("../config/destinations/elasticsearch_security.yaml"));
        destination = set.destination(block.replace("flush_interval: 5s", "flush_interval: 20ms"));
        Destination.Edge edge = destination.bind(set.route("name: to_elastic_security"));
        assertThat(set.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Sample.feed(destination, edge, 0, 3);
        Sample.awaitCommitted(destination, 3);
        assertThat(server.documents).hasSize(3).allSatisfy((place, document) -> {
            assertThat(place).startsWith("genops-policy/");
            assertThat(document)
                    .startsWith("{\"@timestamp\":\"2025-11-20T00:53:20Z\",\"_time\":1763600000,\"kind\":\"span\"");
        });
        assertThat(server.uris).allMatch(uri -> uri.startsWith("/_bulk?filter_path="));
    }

    @Test
    void sentAgainAfterARestartNothingIsThereTwice() {
        feed("{}", 0, 10);
        Map<String, String> first = new TreeMap<>(server.documents);
        destination.close();
        runtimes.offset = 0;
        feed("{}", 0, 10);
        assertThat(new TreeMap<>(server.documents)).isEqualTo(first);
        assertThat(server.conflicts.get()).isEqualTo(10);
        assertThat(destination.stats().delivered()).isEqualTo(10);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void theAnswerIsForEachDocumentItsOwn() throws IOException {
        AtomicInteger busy = new AtomicInteger();
        server.judge = document -> {
            if (document.contains("\"n\":3}") && busy.getAndIncrement() < 2) {
                return FakeBulk.error(429, "es_rejected_execution_exception", "rejected execution");
            }
            if (document.contains("\"n\":5}") && busy.getAndIncrement() < 5) {
                return FakeBulk.error(503, "unavailable_shards_exception", "primary shard is not active");
            }
            return document.contains("\"n\":7}")
                    ? "\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"failed to parse"
                            + " field [n]\",\"caused_by\":{\"type\":\"number_format_exception\",\"reason\":\"For input\"}}"
                    : null;
        };
        feed("{}", 0, 10);
        assertThat(server.documents).hasSize(9);
        assertThat(server.conflicts.get()).isZero();
        assertThat(destination.stats().delivered()).isEqualTo(9);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(data.resolve("dead-letter/es/00000001.ndjson"))
                .content()
                .contains("status 400: document_parsing_exception: failed to parse field [n]: number_format_exception")
                .contains("\\\"n\\\":7")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, security_exception, unable to authenticate",
        "403, security_exception, action is unauthorized",
        "404, resource_not_found, no handler",
        "429, circuit_breaking_exception, Data too large",
        "503, cluster_block_exception, blocked"
    })
    void whatIsNotTheEventsFaultIsSentAgain(int status, String type, String reason) {
        server.faults.add(FakeBulk.answer(status, type, reason));
        feed("{}", 0, 3);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(destination.stats().retries()).isPositive();
        assertThat(server.documents).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | cluster_block_exception  | index [x] blocked by: [FORBIDDEN/12/index read-only];
            404 | index_not_found_exception| no such index [x] and [action.auto_create_index] is [false]
            400 | illegal_argument_exception| pipeline with id [p] does not exist
            """)
    void aDocumentTheServerCannotTakeYetIsSentAgain(int status, String type, String reason) {
        AtomicInteger asked = new AtomicInteger();
        server.judge = _ -> asked.getAndIncrement() < 1 ? FakeBulk.error(status, type, reason) : null;
        feed("{}", 0, 2);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(server.documents).hasSize(2);
    }

    @Test
    void aWrongKeyIsToldAndHoldsTheEvents() {
        Destination.Edge edge = open("{api_key: 'not:the-key'}");
        Sample.feed(destination, edge, 0, 3);
        for (int i = 0; i < 2000 && destination.stats().lastError().isEmpty(); i++) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError())
                .contains("HTTP 401", "nothing is wrong with the events: check the credentials (`api_key`")
                .doesNotContain("the-key");
        assertThat(destination.committed()).isZero();
        assertThat(data.resolve("dead-letter")).doesNotExist();
    }

    @Test
    void brokenAnswersAreNoAnswers() {
        server.faults.add(HttpExchange::close);
        server.faults.add(exchange -> FakeBulk.reply(exchange, 200, "{\"errors\":false,\"items\":[{\"create\":"));
        server.faults.add(exchange -> FakeBulk.reply(exchange, 200, "{\"errors\":false,\"items\":[]}"));
        server.faults.add(exchange -> FakeBulk.reply(exchange, 200, "<html>Welcome</html>"));
        feed("{}", 0, 3);
        assertThat(server.documents).hasSize(3);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void aBulkTooLargeIsHalvedAndOneNotUnderstoodTakenApart() {
        server.faults.add(FakeBulk.answer(413, "too_large", "Request Entity Too Large"));
        server.faults.add(FakeBulk.answer(400, "illegal_argument_exception", "explicit index in bulk is not allowed"));
        server.faults.add(FakeBulk.answer(400, "illegal_argument_exception", "explicit index in bulk is not allowed"));
        feed("{}", 0, 4);
        assertThat(server.documents).hasSize(3);
        assertThat(destination.stats().rejected()).isEqualTo(1);
    }

    @Test
    void timeAndFieldsChooseTheIndex() {
        int team = blocks.field("team", Type.TEXT);
        Destination.Edge edge = open("{index: 'genops-${team}-${_time:%Y.%m.%d}'}");
        Event event = Sample.event(0, blocks.fields);
        event.field(team, "Care & Support/EU");
        edge.write(event);
        Event without = Sample.event(1, blocks.fields);
        edge.write(without);
        destination.passed(2);
        Sample.awaitCommitted(destination, 2);
        assertThat(server.documents.keySet().stream().map(place -> place.replaceAll("/[0-9a-f]{32}$", "")))
                .containsExactlyInAnyOrder("genops-care_&_support_eu-2025.11.20", "genops-none-2025.11.20");
    }

    @Test
    void eventsThatAPipelineMadeOfOneAreDifferentDocuments() {
        Destination.Edge edge = open("{}");
        edge.write(Sample.event(0, blocks.fields));
        edge.write(Sample.event(0, blocks.fields));
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(server.documents).hasSize(2);
    }

    @Test
    void aTemplateIsTheDocument() {
        feed("{payload_template: '{\"n\": ${attributes.n}}', compression: none}", 0, 1);
        assertThat(server.documents.values()).containsExactly("{\"@timestamp\":\"2025-11-20T00:53:20Z\",\"n\":0}");
    }

    @Test
    void aPathAPipelineAndAPasswordAreSentAlong() {
        server.authorization = "Basic dTpzM2NyM3Q=";
        destination = blocks.destination("{id: es, type: elasticsearch, endpoint: '" + server.address()
                + "/search/', username: u, password: s3cr3t, ingest_pipeline: genops, flush_interval: 20ms}");
        Destination.Edge edge = destination.bind(blocks.route("name: to_es"));
        destination.start(runtimes.in(data));
        Sample.feed(destination, edge, 0, 1);
        Sample.awaitCommitted(destination, 1);
        assertThat(server.uris)
                .containsExactly("/search/_bulk?filter_path=errors,items.*.status,items.*.error&pipeline=genops");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            index: GenOps                               | `index` must be a name in lower case
            index: -genops                              | `index` must be a name in lower case
            index: 'genops-${unheard_of}'               | unheard_of
            index: 'genops-${_time:%Y.%Q}'              | `%Q` is not known in a time
            index: 'genops-${_time:%Y'                  | `index` must be a name in lower case
            api_key: k, username: u, password: p        | `api_key` and `username` are both there
            username: u                                 | `username` needs `password` beside it
            ingest_pipeline: 'a b'                      | `ingest_pipeline` must be the name of a pipeline
            payload_template: plain                     | `payload_template` must be a JSON object
            """)
    void aBrokenBlockGivesOneReadableProblem(String keys, String problem) {
        blocks.destination("{id: x, type: elasticsearch, endpoint: 'https://h', " + keys + "}")
                .bind(blocks.route("name: to_es"));
        assertThat(blocks.errors()).singleElement().asString().contains(problem);
    }

    private void feed(String keys, long from, long to) {
        Destination.Edge edge = open(keys);
        Sample.feed(destination, edge, from, to);
        Sample.awaitCommitted(destination, to);
    }

    /// A destination with these keys (a YAML flow mapping) on top of the usual ones.
    private Destination.Edge open(String keys) {
        String own = keys.substring(1, keys.length() - 1);
        String key = own.contains("api_key:") ? "" : ", api_key: '${KEY}'";
        destination = blocks.destination("{id: es, type: elasticsearch, endpoint: '" + server.address() + "'" + key
                + ", retry_interval: 1ms, max_retry_delay: 20ms, flush_interval: 20ms" + (own.isEmpty() ? "" : ", ")
                + own + "}");
        Destination.Edge edge = destination.bind(blocks.route("name: to_es"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }
}
