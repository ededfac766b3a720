package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// Elasticsearch or OpenSearch, by `_bulk`.
final class Elasticsearch {
    private Elasticsearch() {}

    static void read(DestinationBlock block) {
        block.address("endpoint");
        block.section().text("index", "genops");
        block.optional("api_key");
        block.together("username", "password");
        block.section().text("ingest_pipeline", "");
        block.section().choice("compression", "gzip", List.of("none", "gzip"));
    }
}
