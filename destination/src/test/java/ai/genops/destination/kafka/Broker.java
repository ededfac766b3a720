package ai.genops.destination.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A real broker, controller and broker in one, on free ports of loopback: plain, SASL, and TLS with client
/// certificates. It keeps its ports and its data when it is stopped and started again.
final class Broker implements AutoCloseable {
    private final Map<String, String> config = new HashMap<>();
    private final int[] ports = freePorts();
    private KafkaRaftServer server;

    Broker(Path folder, Path keyStore, Path trusted) throws Exception {
        this(folder, keyStore, trusted, 0);
    }

    /// @param line the port under which clients of [#behindLine] are told to come; 0: its own
    Broker(Path folder, Path keyStore, Path trusted, int line) throws Exception {
        String host = "://127.0.0.1:";
        String listeners = "PLAIN" + host + ports[0] + ",SASL" + host + ports[1] + ",TLS" + host + ports[2];
        String behindLine = ",LINE" + host;
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + ports[3]);
        config.put("listeners", listeners + behindLine + ports[4] + ",CONTROLLER" + host + ports[3]);
        config.put("advertised.listeners", listeners + behindLine + (line == 0 ? ports[4] : line));
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "PLAIN");
        config.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,LINE:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL");
        config.put("log.dirs", folder.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.topic.replication.factor", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("controlled.shutdown.enable", "false");
        sasl();
        tls(keyStore, trusted);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setScramArguments(List.of(
                        "SCRAM-SHA-256=[name=genops,password=s3cr3t-word]",
                        "SCRAM-SHA-512=[name=genops,password=s3cr3t-word]"))
                .run();
        start();
    }

    private void sasl() {
        String module = "org.apache.kafka.common.security.";
        String scram = module + "scram.ScramLoginModule required;";
        config.put("listener.name.sasl.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        config.put(
                "listener.name.sasl.plain.sasl.jaas.config",
                module
                        + "plain.PlainLoginModule required user_genops=\"s3cr3t-word\" user_odd=\"s3cr3t\\\"\\\\word\";");
        config.put("listener.name.sasl.scram-sha-256.sasl.jaas.config", scram);
        config.put("listener.name.sasl.scram-sha-512.sasl.jaas.config", scram);
    }

    private void tls(Path keyStore, Path trusted) {
        config.put("listener.name.tls.ssl.keystore.type", "PKCS12");
        config.put("listener.name.tls.ssl.keystore.location", keyStore.toString());
        config.put("listener.name.tls.ssl.keystore.password", "changeit");
        config.put("listener.name.tls.ssl.key.password", "changeit");
        config.put("listener.name.tls.ssl.truststore.type", "PEM");
        config.put("listener.name.tls.ssl.truststore.location", trusted.toString());
        config.put("listener.name.tls.ssl.client.auth", "required");
    }

    void start() {
        server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    String plain() {
        return "127.0.0.1:" + ports[0];
    }

    int behindLine() {
        return ports[4];
    }

    String saslPort() {
        return "127.0.0.1:" + ports[1];
    }

    String tls() {
        return "127.0.0.1:" + ports[2];
    }

    void topic(String name, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    /// Messages are refused beyond this; known to the broker when it returns.
    void limit(String topic, int bytes) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String text = Integer.toString(bytes);
        var change = new AlterConfigOp(new ConfigEntry("max.message.bytes", text), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
            while (!admin.describeConfigs(List.of(resource)).all().get().values().stream()
                    .allMatch(config -> config.get("max.message.bytes").value().equals(text))) {
                Thread.sleep(10);
            }
        }
    }

    /// Everything in a topic, each partition in its order.
    List<ConsumerRecord<String, String>> read(String topic) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", plain());
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        stop();
    }

    private static int[] freePorts() {
        int[] free = new int[5];
        ServerSocket[] sockets = new ServerSocket[free.length];
        try {
            for (int i = 0; i < free.length; i++) {
                sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                free[i] = sockets[i].getLocalPort();
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return free;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
