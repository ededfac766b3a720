package ai.genops.destination.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The spans of an export, as the contract of destinations wants them.
final class Exported {
    private Exported() {}

    /// By the span's number `n`, what tells it from others: its ids.
    static Map<Long, String> identities(byte[] message) {
        Map<Long, String> identities = new LinkedHashMap<>();
        try {
            ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span ->
                            identities.put(span.getAttributes(0).getValue().getIntValue(), identity(span)));
            return identities;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String identity(Span span) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(span.getTraceId().toByteArray()) + "/"
                + hex.formatHex(span.getSpanId().toByteArray());
    }
}
