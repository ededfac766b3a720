package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// Prometheus remote write, to any receiver that speaks it.
final class Prometheus {
    private Prometheus() {}

    static void read(DestinationBlock block) {
        block.address("url");
        block.optional("bearer_token");
        block.together("username", "password");
        block.named("headers");
        block.named("labels");
        block.section().choice("version", "2.0", List.of("1.0", "2.0"));
    }
}
