package ai.genops.destination.otlp;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// A receiver of OTLP over HTTP and gRPC that takes exactly what the specification says and notes everything else.
final class FakeCollector implements AutoCloseable {
    private static final MediaType PROTOBUF = MediaType.parse("application/x-protobuf");
    private static final MediaType GRPC = MediaType.parse("application/grpc");

    final List<Message> received = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> unexpected = new CopyOnWriteArrayList<>();
    /// What it answers to the next requests, which it does not take.
    final Queue<HttpResponse> faults = new ConcurrentLinkedQueue<>();
    /// The message of each success: `Export...ServiceResponse`.
    volatile byte[] response = {};

    private final Server server;

    FakeCollector() {
        server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .serviceUnder(
                        "/", (_, request) -> HttpResponse.of(request.aggregate().thenApply(this::handle)))
                .build();
        server.start().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.activeLocalPort();
    }

    static HttpResponse grpc(int status, String message, String details) {
        var headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(GRPC)
                .add("grpc-status", Integer.toString(status))
                .add("grpc-message", message);
        return HttpResponse.of((details.isEmpty() ? headers : headers.add("grpc-status-details-bin", details)).build());
    }

    private HttpResponse handle(AggregatedHttpRequest request) {
        paths.add(request.path());
        expect(request.method().name(), "POST");
        expect(request.headers().get("x-token", ""), "s3cr3t-token");
        boolean grpc = String.valueOf(request.contentType()).equals("application/grpc");
        HttpResponse fault = faults.poll();
        if (fault != null) {
            return fault;
        }
        try {
            take(request, grpc);
        } catch (IOException e) {
            unexpected.add(String.valueOf(e.getMessage()));
        }
        return grpc
                ? HttpResponse.of(
                        ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
                        HttpData.wrap(frame(response)),
                        HttpHeaders.of("grpc-status", "0"))
                : HttpResponse.of(HttpStatus.OK, PROTOBUF, response);
    }

    private void take(AggregatedHttpRequest request, boolean grpc) throws IOException {
        byte[] body = request.content().array();
        if (grpc) {
            expect(request.headers().get("te", ""), "trailers");
            expect(request.headers().get("grpc-timeout", "").replaceAll("[0-9]+", "n"), "nm");
            boolean zipped = "gzip".equals(request.headers().get("grpc-encoding"));
            expect(Integer.toString(body[0]), zipped ? "1" : "0");
            var rest = new ByteArrayInputStream(body, 1, body.length - 1);
            int length = new java.io.DataInputStream(rest).readInt();
            expect(Integer.toString(length), Integer.toString(rest.available()));
            parse(request.path(), zipped ? new GZIPInputStream(rest) : rest);
        } else {
            expect(String.valueOf(request.contentType()), "application/x-protobuf");
            boolean zipped = "gzip".equals(request.headers().get("content-encoding"));
            var rest = new ByteArrayInputStream(body);
            parse(request.path(), zipped ? new GZIPInputStream(rest) : rest);
        }
    }

    private void parse(String path, InputStream body) throws IOException {
        switch (path) {
            case "/v1/traces", "/own/path?key=1", "/opentelemetry.proto.collector.trace.v1.TraceService/Export" -> {
                var traces = ExportTraceServiceRequest.parseFrom(body);
                grouped(traces.getResourceSpansList().stream()
                        .map(each -> each.getResource())
                        .toList());
                traces.getResourceSpansList()
                        .forEach(each -> grouped(each.getScopeSpansList().stream()
                                .map(scope -> scope.getScope())
                                .toList()));
                received.add(traces);
            }
            case "/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export" ->
                received.add(ExportLogsServiceRequest.parseFrom(body));
            case "/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" ->
                received.add(ExportMetricsServiceRequest.parseFrom(body));
            default -> unexpected.add("path " + path);
        }
    }

    private void grouped(List<?> heads) {
        expect(Long.toString(heads.stream().distinct().count()), Integer.toString(heads.size()));
    }

    private void expect(String found, String wanted) {
        if (!found.equals(wanted)) {
            unexpected.add(found + " instead of " + wanted);
        }
    }

    private static byte[] frame(byte[] message) {
        byte[] frame = new byte[message.length + 5];
        frame[4] = (byte) message.length;
        System.arraycopy(message, 0, frame, 5, message.length);
        return frame;
    }

    List<Message> all() {
        return new ArrayList<>(received);
    }

    @Override
    public void close() {
        var _ = server.stop(); // without waiting: the event loops take two seconds to be sure
    }
}
