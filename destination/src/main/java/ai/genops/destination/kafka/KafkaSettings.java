package ai.genops.destination.kafka;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the block of a Kafka destination says.
///
/// @param brokers `host:port` of some brokers, with commas between them
/// @param key the key of an event's message; null: its trace id
/// @param template null: the JSON an event is stored as
/// @param maxMessageBytes a longer message is refused, before compression
/// @param timeout how long one attempt waits for the brokers
/// @param connectTimeout how long one waits for a connection, and for a topic to be known
/// @param missing what is not configured, in words
record KafkaSettings(
        Secret brokers,
        Topics topics,
        @Nullable PayloadTemplate key,
        @Nullable PayloadTemplate template,
        String compression,
        int maxMessageBytes,
        Duration timeout,
        Duration connectTimeout,
        KafkaSecurity security,
        List<String> missing) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final int MOST_MESSAGE_BYTES = 100_000_000;

    static KafkaSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret brokers = block.required("brokers");
        section.problems()
                .require(
                        !brokers.isPresent() || brokers.value().matches("([^\\s,/]+\\s*,\\s*)*[^\\s,/]+"),
                        section.at("brokers"),
                        "`brokers` must be `host:port`, several with commas between them",
                        "");
        Topics topics = Topics.read(block);
        PayloadTemplate key = block.template("key");
        PayloadTemplate template = block.template("payload_template");
        String compression = section.choice("compression", "zstd", List.of("none", "gzip", "snappy", "lz4", "zstd"));
        acks(section);
        return new KafkaSettings(
                brokers,
                topics,
                key,
                template,
                compression,
                maxMessageBytes(section),
                duration(section, "timeout", Duration.ofSeconds(30)),
                duration(section, "connect_timeout", Duration.ofSeconds(10)),
                KafkaSecurity.read(block),
                block.missing());
    }

    /// With the port that Kafka listens on where none is given.
    String bootstrap() {
        return Arrays.stream(brokers.value().split("\\s*,\\s*"))
                .map(broker -> broker.matches(".*:[0-9]+") ? broker : broker + ":9092")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    private static void acks(Section section) {
        String acks = section.choice("acks", "all", List.of("all", "1", "0"));
        String text = "`acks: " + acks + "` would call events delivered that a broker can still lose";
        section.problems().require(acks.equals("all"), section.at("acks"), text, "Write `acks: all`, or remove it.");
    }

    private static int maxMessageBytes(Section section) {
        long bytes = section.bytes("max_message_size", 1_048_576);
        String text = "`max_message_size` must be from 1 KB to 100 MB, is " + bytes + " bytes";
        boolean fits = bytes >= 1000 && bytes <= MOST_MESSAGE_BYTES;
        section.problems().require(fits, section.at("max_message_size"), text, "");
        return Math.clamp(bytes, 1000, MOST_MESSAGE_BYTES);
    }

    private static Duration duration(Section section, String key, Duration otherwise) {
        Duration value = section.duration(key, otherwise);
        boolean fits = !value.isZero() && value.compareTo(LONGEST_TIMEOUT) <= 0;
        String text = "`" + key + "` must be longer than 0 and at most 10 minutes, is " + value.toMillis() + " ms";
        section.problems().require(fits, section.at(key), text, "");
        return fits ? value : otherwise;
    }
}
