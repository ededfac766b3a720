package ai.genops.demo;

import io.opentelemetry.api.common.Attributes;
import java.time.Instant;

/// One operation of a service, which becomes one span.
///
/// @param index which operation of its lap this is; with the service and the lap it determines the ids
record Operation(int index, Instant start, Instant end, Attributes attributes) {
    String name() {
        String name = attributes.get(Names.OPERATION_NAME);
        return name == null ? "" : name;
    }
}
