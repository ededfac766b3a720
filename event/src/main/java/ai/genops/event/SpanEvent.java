package ai.genops.event;

import java.util.Map;

/// An event inside a span, as OpenTelemetry has them. `timeNanos` since 1970, UTC; values as in [Attributes].
public record SpanEvent(String name, long timeNanos, Map<String, Object> attributes) {}
