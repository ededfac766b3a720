package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import java.util.List;

/// Snowflake, with a key pair.
final class Snowflake {
    private Snowflake() {}

    static void read(DestinationBlock block) {
        List.of("account", "user", "private_key", "database", "schema").forEach(block::required);
        List.of("table", "role", "warehouse").forEach(block::optional);
    }
}
