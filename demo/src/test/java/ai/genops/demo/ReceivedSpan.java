package ai.genops.demo;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A span as it came over the wire, with its resource's attributes among its own.
record ReceivedSpan(
        String traceId, String spanId, String name, Instant start, Instant end, Map<String, Object> attributes) {

    static ReceivedSpan of(Resource resource, Span span) {
        var attributes = new TreeMap<String, Object>();
        put(attributes, resource.getAttributesList());
        put(attributes, span.getAttributesList());
        return new ReceivedSpan(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                span.getName(),
                Instant.ofEpochSecond(0, span.getStartTimeUnixNano()),
                Instant.ofEpochSecond(0, span.getEndTimeUnixNano()),
                attributes);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static void put(Map<String, Object> into, List<KeyValue> attributes) {
        for (var attribute : attributes) {
            var value = value(attribute.getValue());
            if (value != null) {
                into.put(attribute.getKey(), value);
            }
        }
    }

    private static @Nullable Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(AnyValue::getStringValue)
                        .toList();
            default -> null;
        };
    }

    String id() {
        return traceId + spanId;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /// As the pipelines read it: absent is empty.
    String text(String attribute) {
        return attributes.getOrDefault(attribute, "").toString();
    }

    double number(String attribute) {
        return has(attribute) ? Double.parseDouble(text(attribute)) : 0;
    }

    BigDecimal decimal(String attribute) {
        return new BigDecimal(text(attribute));
    }

    String team() {
        return text("genops.team");
    }
}
