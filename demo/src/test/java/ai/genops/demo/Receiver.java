package ai.genops.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// An OTLP/HTTP receiver that parses with the protocol's own classes, and fails when it is told to.
final class Receiver implements AutoCloseable {
    /// What becomes of a request.
    enum Behaviour {
        TAKE,
        /// 503 with `Retry-After: 7`.
        BUSY,
        /// 500 without a word.
        FAIL,
        /// The connection closes before an answer, the request is lost.
        DROP,
        /// The request is kept, but the connection closes before the answer.
        TAKE_AND_DROP,
        /// 401.
        UNAUTHORISED,
        /// 200, saying that one span was rejected.
        PARTIAL
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Behaviour> planned = new ConcurrentLinkedQueue<>();
    private final List<ReceivedSpan> spans = new ArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    Receiver() {
        this(0);
    }

    Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI traces() {
        return URI.create("http://127.0.0.1:" + port() + "/v1/traces");
    }

    /// The next requests meet these, in this order; those after them are taken.
    void next(Behaviour... behaviours) {
        planned.addAll(List.of(behaviours));
    }

    /// In the order of arrival.
    List<ReceivedSpan> spans() {
        synchronized (spans) {
            return List.copyOf(spans);
        }
    }

    List<String> problems() {
        return problems;
    }

    List<String> authorizations() {
        return authorizations;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = parse(exchange);
            var behaviour = planned.poll();
            switch (behaviour == null ? Behaviour.TAKE : behaviour) {
                case TAKE -> {
                    keep(request);
                    answer(exchange, 200, ExportTraceServiceResponse.getDefaultInstance());
                }
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    answer(exchange, 503, ExportTraceServiceResponse.getDefaultInstance());
                }
                case FAIL -> answer(exchange, 500, ExportTraceServiceResponse.getDefaultInstance());
                case DROP -> {}
                case TAKE_AND_DROP -> keep(request);
                case UNAUTHORISED -> answer(exchange, 401, ExportTraceServiceResponse.getDefaultInstance());
                case PARTIAL -> answer(exchange, 200, oneRejected());
            }
        } catch (IOException | RuntimeException e) {
            problems.add(e.toString());
            throw e;
        }
    }

    private static ExportTraceServiceResponse oneRejected() {
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(1)
                        .setErrorMessage("a span was too large ".repeat(20)))
                .build();
    }

    private ExportTraceServiceRequest parse(HttpExchange exchange) throws IOException {
        require(exchange, "Content-Type", "application/x-protobuf");
        require(exchange, "Content-Encoding", "gzip");
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "" : authorization);
        try (var body = new GZIPInputStream(exchange.getRequestBody())) {
            return ExportTraceServiceRequest.parseFrom(body);
        }
    }

    private void require(HttpExchange exchange, String header, String expected) {
        var value = exchange.getRequestHeaders().getFirst(header);
        if (!expected.equals(value)) {
            problems.add(header + " is " + value);
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        synchronized (spans) {
            for (var resource : request.getResourceSpansList()) {
                for (var scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> spans.add(ReceivedSpan.of(resource.getResource(), span)));
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, ExportTraceServiceResponse response)
            throws IOException {
        byte[] body = response.toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
