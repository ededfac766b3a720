package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// Another OpenTelemetry receiver.
final class Otlp {
    private Otlp() {}

    static void read(DestinationBlock block) {
        block.address("endpoint");
        block.named("headers");
        block.section().choice("protocol", "http/protobuf", List.of("http/protobuf", "grpc"));
        block.section().choice("compression", "gzip", List.of("none", "gzip"));
    }
}
