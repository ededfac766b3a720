package ai.genops.destination.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KafkaTest {
    private static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\nmax_retries: 1\n";
    private static final int TRACES = 7;

    @TempDir
    static Path folder;

    private static Broker broker;
    private static Certificates server;
    private static Certificates client;
    private static int topics;

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("PASSWORD", "s3cr3t-word", "ODD", "s3cr3t\"\\word"));
    private Destination destination;
    private String topic;

    @BeforeAll
    static void startBroker() throws Exception {
        server = Certificates.make(folder, "server");
        client = Certificates.make(folder, "client");
        broker = new Broker(Files.createDirectory(folder.resolve("log")), server.keyStore(), client.certificate());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void begin() {
        destination = blocks.destination("{id: none, type: console}");
        topic = "events-" + topics++;
    }

    @AfterEach
    void end() {
        destination.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
    void everyEventArrivesInTheOrderOfItsTraceAcrossARestartOfTheBroker() throws Exception {
        broker.topic(topic, 3, Map.of());
        Destination.Edge edge = open(broker.plain(), "timeout: 2s\nconnect_timeout: 1s\nbatch_size: 100\n");
        feed(edge, 0, 1000);
        Sample.awaitCommitted(destination, 500);
        broker.stop();
        Thread feeding = Thread.startVirtualThread(() -> feed(edge, 1000, 3000));
        while (destination.stats().retries() == 0) {
            Sample.pause();
        }
        assertThat(destination.committed()).isLessThan(3000);
        assertThat(destination.stats().lastError()).isNotEmpty();
        broker.start();
        feeding.join();
        awaitCommitted(3000);
        verify(broker.read(topic), 3000);
    }

    /// None is missing, and of each trace the first of every event stand in the order of the log.
    private static void verify(List<ConsumerRecord<String, String>> records, int events) {
        Set<String> ids = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (var record : records) {
            if (ids.add(id(record))) {
                long n = Long.parseLong(record.value().replaceAll(".*\"attributes\":\\{\"n\":([0-9]+)}.*", "$1"));
                assertThat(record.key()).isEqualTo("%032x".formatted(n % TRACES + 1));
                assertThat(last.getOrDefault(record.key(), -1L)).isLessThan(n);
                last.put(record.key(), n);
            }
        }
        assertThat(ids).hasSize(events);
    }

    @Test
    void anEventIsTheJsonItIsStoredAsWithAnIdThatNeverChanges() throws Exception {
        broker.topic(topic, 1, Map.of());
        Destination.Edge edge = open(broker.plain(), "");
        feed(edge, 41, 42);
        awaitCommitted(42);
        var record = broker.read(topic).getFirst();
        assertThat(record.value()).startsWith("{\"_time\":1763600000,").endsWith("}");
        assertThat(id(record)).isEqualTo("1763600000000-41-0/test/route");
        assertThat(header(record, Message.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void everyCompressionArrives(String compression) throws Exception {
        broker.topic(topic, 1, Map.of());
        feed(open(broker.plain(), "compression: " + compression + "\n"), 0, 50);
        awaitCommitted(50);
        verify(broker.read(topic), 50);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageTooLargeIsKeptAndTheOthersArrive(boolean broker) throws Exception {
        KafkaTest.broker.topic(topic, 1, broker ? Map.of("max.message.bytes", "3000") : Map.of());
        String keys = "compression: none\n" + (broker ? "" : "max_message_size: 3 KB\n");
        Destination.Edge edge = open(KafkaTest.broker.plain(), keys);
        for (int i = 0; i < 10; i++) {
            Event event = event(i);
            if (i == 4) {
                event.attributes().add(Key.of("long"), "x".repeat(5000));
            }
            edge.write(event);
        }
        destination.passed(10);
        awaitCommitted(10);
        assertThat(KafkaTest.broker.read(topic)).hasSize(9);
        assertThat(destination.stats().delivered()).isEqualTo(9);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(letters()).contains("too large", "\"body\":\"" + topic + " 32 application/json", "xxxxx");
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,genops,PASSWORD",
        "PLAIN,odd,ODD",
        "SCRAM-SHA-256,genops,PASSWORD",
        "SCRAM-SHA-512,genops,PASSWORD"
    })
    void credentialsOpenTheWay(String mechanism, String user, String password) throws Exception {
        broker.topic(topic, 1, Map.of());
        feed(open(broker.saslPort(), sasl(mechanism, user, password)), 0, 5);
        awaitCommitted(5);
        assertThat(broker.read(topic)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256"})
    void aWrongPasswordIsToldAndNothingIsLost(String mechanism) throws Exception {
        broker.topic(topic, 1, Map.of());
        feed(open(broker.saslPort(), sasl(mechanism, "genops", "ODD")), 0, 3); // as many as may wait
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError())
                .contains("the brokers refuse the credentials")
                .doesNotContain("s3cr3t");
        assertThat(destination.committed()).isZero();
        assertThat(destination.stats().rejected()).isZero();
        destination.close();
        assertThat(broker.read(topic)).isEmpty();
    }

    @Test
    void certificatesOpenTheWay() throws Exception {
        broker.topic(topic, 1, Map.of());
        String own = "client_cert_file: " + client.certificate() + "\nclient_key_file: " + client.key() + "\n";
        feed(open(broker.tls(), "security_protocol: SSL\nca_file: " + server.certificate() + "\n" + own), 0, 5);
        awaitCommitted(5);
        assertThat(broker.read(topic)).hasSize(5);
    }

    @Test
    void anUnknownCertificateIsNotTrusted() throws Exception {
        broker.topic(topic, 1, Map.of());
        feed(open(broker.tls(), "security_protocol: SSL\nca_file: " + client.certificate() + "\n"), 0, 1);
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).contains("SSL");
        assertThat(destination.committed()).isZero();
    }

    @Test
    void templatesChooseTopicKeyAndValueWithinTheirBounds() throws Exception {
        broker.topic(topic + "-a", 1, Map.of());
        int team = blocks.field("team", Type.TEXT);
        destination = blocks.destination("id: k\ntype: kafka\nbrokers: " + broker.plain() + "\ntopic: " + topic
                + "-${team}\ntopics: [" + topic + "-a]\nkey: 'of ${team}'\npayload_template: 'by ${team}'\n" + FAST);
        Destination.Edge edge = destination.bind(blocks.route("name: r"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        for (String name : List.of("a", "b")) {
            Event event = Sample.event(0, blocks.fields);
            event.field(team, name);
            edge.write(event);
        }
        destination.passed(1);
        awaitCommitted(1);
        assertThat(broker.read(topic + "-a")).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("of a");
            assertThat(record.value()).isEqualTo("by a");
            assertThat(header(record, Message.CONTENT_TYPE)).isEqualTo("text/plain");
        });
        assertThat(letters()).contains("its topic would be `" + topic + "-b`, which `topics` does not name");
    }

    @Test
    void aTopicThatDoesNotExistIsToldAndWaitedFor() throws Exception {
        feed(open(broker.plain(), "connect_timeout: 300ms\n"), 0, 3);
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).contains("or the topic does not exist", topic);
        broker.topic(topic, 1, Map.of());
        awaitCommitted(3);
        assertThat(broker.read(topic)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acks: 1                              | `acks: 1` would call events delivered that a broker can still lose
            concurrency: 2                       | `concurrency` above 1 would lose the order
            topic: a b                           | `a b` cannot be a topic's name
            topic: 'x-${name}'                   | `topics` does not name 1 to 100
            topics: [b]                          | `topics` means nothing
            security_protocol: SASL_SSL          | `security_protocol: SASL_SSL` needs `username` and `password`
            sasl_mechanism: PLAIN                | `sasl_mechanism` means nothing
            client_cert_file: pom.xml            | `client_cert_file` needs `client_key_file` beside it
            verify_tls: false                    | `verify_tls` is not known here
            max_message_size: 10 B               | `max_message_size` must be from 1 KB to 100 MB, is 10 bytes
            timeout: 1 day                       | `timeout` must be longer than 0 and at most 10 minutes
            brokers: 'kafka://h'                 | `brokers` must be `host:port`
            """)
    void whatIsWrongIsToldOnce(String key, String problem) {
        String block = "id: k\ntype: kafka\n" + key + "\n" + (key.startsWith("brokers") ? "" : "brokers: b\n")
                + (key.startsWith("topic:") ? "" : "topic: t\n")
                + (key.startsWith("client") ? "security_protocol: SSL\n" : "");
        blocks.destination(block);
        assertThat(blocks.errors()).singleElement().asString().contains(problem);
    }

    private static String sasl(String mechanism, String user, String password) {
        return "security_protocol: SASL_PLAINTEXT\nsasl_mechanism: " + mechanism + "\nusername: " + user
                + "\npassword: ${" + password + "}\n";
    }

    private Destination.Edge open(String brokers, String keys) {
        destination = blocks.destination(
                "id: k\ntype: kafka\nbrokers: " + brokers + "\ntopic: " + topic + "\n" + FAST + keys);
        Destination.Edge edge = destination.bind(blocks.route("name: r"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }

    private void feed(Destination.Edge edge, int from, int to) {
        for (int offset = from; offset < to; offset++) {
            while (!destination.ready()) {
                Sample.pause();
            }
            edge.write(event(offset));
            destination.passed(offset + 1);
        }
    }

    private static Event event(long n) {
        Event event = Sample.event(n, new Fields());
        event.ids(0, n % TRACES + 1, n + 1, 0);
        return event;
    }

    /// Longer than others: a broker that starts takes its time.
    private void awaitCommitted(long offset) {
        for (int i = 0; i < 12_000 && destination.committed() < offset; i++) {
            Sample.pause();
        }
        assertThat(destination.committed()).as("%s", destination.stats()).isEqualTo(offset);
    }

    private String letters() throws IOException {
        return Files.readString(data.resolve("dead-letter/k/00000001.ndjson"));
    }

    private static String id(ConsumerRecord<?, ?> record) {
        return header(record, Message.ID);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
