package ai.genops.observability.validate;

import java.util.List;
import java.util.Map;

/** One finished span of a second, as OTLP in JSON. It costs nothing and belongs to no team. */
final class TestSpan {
    private static final long SECOND = 1_000_000_000L;

    private final String traceId;
    private final String spanId;
    private final long endNanos;

    TestSpan(Surroundings surroundings) {
        traceId = surroundings.hex(32);
        spanId = surroundings.hex(16);
        endNanos = surroundings.clock().millis() * 1_000_000L;
    }

    String traceId() {
        return traceId;
    }

    String json() {
        Map<String, Object> span = Map.of(
                "traceId",
                traceId,
                "spanId",
                spanId,
                "name",
                "genops.validate",
                "startTimeUnixNano",
                String.valueOf(endNanos - SECOND),
                "endTimeUnixNano",
                String.valueOf(endNanos),
                "attributes",
                List.of(attribute("genops.validation.marker", traceId)));
        Map<String, Object> resource = Map.of("attributes", List.of(attribute("service.name", "genops-validate")));
        Map<String, Object> scope = Map.of("scope", Map.of("name", "genops.validate"), "spans", List.of(span));
        return JsonText.of(
                Map.of("resourceSpans", List.of(Map.of("resource", resource, "scopeSpans", List.of(scope)))));
    }

    private static Map<String, Object> attribute(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }
}
