package ai.genops.destination.kafka;

import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker behind a line that breaks.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class KafkaContractTest extends DestinationContract {
    private static final String WITHIN = "the client repeats it within an attempt, which the destination does not see";

    @TempDir
    static Path folder;

    private static KafkaLine line;
    private static Broker broker;
    private static int topics;

    private @Nullable Topic topic;

    @BeforeAll
    static void startBroker() throws Exception {
        Certificates server = Certificates.make(folder, "server");
        line = new KafkaLine();
        Path log = Files.createDirectory(folder.resolve("log"));
        broker = new Broker(log, server.keyStore(), server.certificate(), line.port());
        line.leadTo(broker.behindLine());
    }

    @AfterAll
    static void stopBroker() {
        line.close();
        broker.close();
    }

    /// One for each test.
    private Topic topic() {
        Topic known = topic;
        if (known == null) {
            topic = known = new Topic(broker, line, "contract-" + topics++);
        }
        return known;
    }

    @Override
    protected Peer peer() {
        return topic();
    }

    @Override
    protected String block(String address) {
        return "id: kafka\ntype: kafka\nbrokers: " + address + "\ntopic: " + topic().name()
                + "\ncompression: none\nbatch_size: 5\nflush_interval: 20ms\nconnect_timeout: 400ms";
    }

    /// A long one is refused by a topic that takes short ones only.
    @Override
    protected Event event(long number) {
        Event event = super.event(number);
        event.ids(0, 1, number + 1, 0);
        if (number == 5) {
            event.attributes().add(Key.of("long"), "x".repeat(2 * Topic.SHORT));
        }
        return event;
    }

    @Override
    protected Map<Fault, String> without() {
        return Map.of(
                Fault.TOO_MANY_UNTIL, "a broker makes a client that asks too often wait by answering late",
                Fault.TOO_MANY, "a broker makes a client that asks too often wait by answering late",
                Fault.UNAVAILABLE, WITHIN,
                Fault.ERROR, WITHIN,
                Fault.UNAUTHORIZED, "wrong credentials are asked about once a minute: see KafkaTest",
                Fault.TOO_LARGE, "a broker that finds a batch too large is sent smaller ones within an attempt",
                Fault.ECHO, "a broker says nothing in words");
    }

    @Override
    protected long counted(Fault fault, Failures failures) {
        return failures.other();
    }

    /// A connection that breaks, or a broker that is silent for a while, the client bears itself.
    @Override
    protected int leastRetries(int faults) {
        return 0;
    }

    @Override
    protected boolean seesFailedAttempts() {
        return false;
    }

    @Override
    protected String secret() {
        return "";
    }
}
