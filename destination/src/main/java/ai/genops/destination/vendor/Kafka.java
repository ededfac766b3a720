package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// A Kafka topic.
final class Kafka {
    private Kafka() {}

    static void read(DestinationBlock block) {
        block.required("brokers");
        block.required("topic");
        block.together("username", "password");
        block.section().choice("acks", "all", List.of("all", "1", "0"));
        block.section().choice("compression", "zstd", List.of("none", "gzip", "snappy", "lz4", "zstd"));
        block.section()
                .choice("security_protocol", "PLAINTEXT", List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"));
        block.section().choice("sasl_mechanism", "PLAIN", List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"));
    }
}
