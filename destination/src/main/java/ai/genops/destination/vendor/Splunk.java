package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// Splunk HTTP Event Collector.
final class Splunk {
    private Splunk() {}

    static void read(DestinationBlock block) {
        block.address("endpoint");
        block.required("token");
        List.of("host", "source", "sourcetype", "index").forEach(block::optional);
        block.template("event_template");
        block.section().choice("compression", "gzip", List.of("none", "gzip"));
        block.section().flag("use_ack", false);
    }
}
