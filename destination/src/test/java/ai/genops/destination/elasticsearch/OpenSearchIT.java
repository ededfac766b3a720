package ai.genops.destination.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real OpenSearch node, a process of its own with 512 MB of heap. What it needs is fetched once by
/// `mvn -f destination/src/test/peers/opensearch/pom.xml dependency:build-classpath
/// -Dmdep.outputFile=$PWD/destination/target/peers/opensearch.classpath`; without, this is skipped.
class OpenSearchIT {
    private static final Path CLASSPATH = Path.of("target/peers/opensearch.classpath");
    private static final int START_SECONDS = 90;

    @TempDir
    static Path home;

    private static @Nullable Process node;
    private static String address = "";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of());
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(CLASSPATH), "OpenSearch is not here: see this class on how to fetch it");
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Files.readString(CLASSPATH).strip(),
                        "src/test/peers/opensearch/OpenSearchPeer.java",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        node = started;
        Path port = home.resolve("port");
        for (int i = 0; i < START_SECONDS * 10 && started.isAlive() && !Files.exists(port); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assumeTrue(Files.exists(port), () -> "OpenSearch does not start here: " + output());
        address = "http://127.0.0.1:" + Files.readString(port).strip();
    }

    @AfterAll
    static void stop() throws Exception {
        Process running = node;
        if (running != null) {
            running.getOutputStream().close();
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void documentsAreThereOnceHoweverOftenTheyAreSent() throws Exception {
        run("{index: once}", 0, 200);
        runtimes.offset = 0;
        run("{index: once, compression: none}", 0, 200);
        assertThat(count("once")).contains("\"count\":200,");
        String found = get("/once/_search?size=1&sort=attributes.n:desc");
        assertThat(found).contains("\"attributes\":{\"n\":199}", "\"@timestamp\":\"2025-11-20T00:53:20Z\"");
    }

    @Test
    void aDataStreamTakesThem() throws Exception {
        put("/_index_template/genops", "{\"index_patterns\":[\"genops-stream*\"],\"data_stream\":{}}");
        run("{index: genops-stream}", 0, 20);
        runtimes.offset = 0;
        run("{index: genops-stream}", 0, 20);
        assertThat(count("genops-stream")).contains("\"count\":20,");
    }

    @Test
    void aDocumentThatDoesNotFitIsRefusedWithItsReason() throws Exception {
        put("/typed", "{\"mappings\":{\"properties\":{\"value\":{\"type\":\"long\"}}}}");
        int value = blocks.field("value", Type.ANY);
        try (Destination destination = destination("{index: typed}")) {
            Destination.Edge edge = start(destination);
            for (int i = 0; i < 5; i++) {
                Event event = Sample.event(i, blocks.fields);
                event.field(value, i == 2 ? "not a number" : (Object) (long) i);
                edge.write(event);
            }
            destination.passed(5);
            Sample.awaitCommitted(destination, 5);
            assertThat(destination.stats().delivered()).isEqualTo(4);
            assertThat(destination.stats().rejected()).isEqualTo(1);
        }
        assertThat(count("typed")).contains("\"count\":4,");
        assertThat(data.resolve("dead-letter/es/00000001.ndjson"))
                .content()
                .contains("status 400: mapper_parsing_exception: failed to parse field [value] of type [long]");
    }

    @Test
    void aPipelineThatIsNotThereYetIsWaitedFor() throws Exception {
        try (Destination destination = destination("{index: piped, ingest_pipeline: later}")) {
            Sample.feed(destination, start(destination), 0, 3);
            for (int i = 0; i < 2000 && destination.stats().lastError().isEmpty(); i++) {
                Sample.pause();
            }
            assertThat(destination.stats().lastError()).contains("pipeline with id [later] does not exist");
            put("/_ingest/pipeline/later", "{\"processors\":[]}");
            Sample.awaitCommitted(destination, 3);
            assertThat(destination.stats().rejected()).isZero();
        }
        assertThat(count("piped")).contains("\"count\":3,");
    }

    private void run(String keys, long from, long to) {
        try (Destination destination = destination(keys)) {
            Sample.feed(destination, start(destination), from, to);
            Sample.awaitCommitted(destination, to);
            assertThat(destination.stats().rejected()).isZero();
        }
    }

    private Destination destination(String keys) {
        return blocks.destination("{id: es, type: elasticsearch, endpoint: '" + address
                + "', retry_interval: 1ms, max_retry_delay: 50ms, flush_interval: 20ms, "
                + keys.substring(1));
    }

    private Destination.Edge start(Destination destination) {
        Destination.Edge edge = destination.bind(blocks.route("name: to_es"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }

    private String count(String index) throws Exception {
        get("/" + index + "/_refresh");
        return get("/" + index + "/_count");
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private void put(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static String output() {
        try {
            String text = Files.readString(home.resolve("output"));
            return text.substring(0, Math.min(text.length(), 500));
        } catch (IOException e) {
            return "no output";
        }
    }
}
