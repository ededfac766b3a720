package ai.genops.autoconfigure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/// Takes OTLP over HTTP in protobuf, and nothing else.
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Span> spans = new ConcurrentHashMap<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isProtobuf =
                    "application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            boolean isGzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = isGzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            if (isProtobuf) {
                ExportTraceServiceRequest.parseFrom(body)
                        .getResourceSpansList()
                        .forEach(resource -> resource.getScopeSpansList()
                                .forEach(scope ->
                                        scope.getSpansList().forEach(span -> spans.put(span.getName(), span))));
            }
            exchange.sendResponseHeaders(isProtobuf ? 200 : 415, -1);
        }
    }

    /// The attributes of a span, by its name.
    Map<String, Object> of(String name) {
        Span span = spans.get(name);
        if (span == null) {
            throw new AssertionError("no span `" + name + "`, only " + spans.keySet());
        }
        Map<String, Object> attributes = new TreeMap<>();
        span.getAttributesList().forEach(one -> attributes.put(one.getKey(), value(one.getValue())));
        return attributes;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BOOL_VALUE -> value.getBoolValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
