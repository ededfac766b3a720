package ai.genops.destination.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    /// `google.rpc.Status` with a `RetryInfo` of this duration, itself encoded.
    static byte[] retryInfo(byte... duration) {
        byte[] type = "type.googleapis.com/google.rpc.RetryInfo".getBytes(US_ASCII);
        ByteBuffer any = ByteBuffer.allocate(type.length + duration.length + 6);
        any.put((byte) 0x0a).put((byte) type.length).put(type);
        any.put((byte) 0x12).put((byte) (duration.length + 2));
        any.put((byte) 0x0a).put((byte) duration.length).put(duration);
        ByteBuffer details = ByteBuffer.allocate(any.capacity() + 4);
        details.put((byte) 8).put((byte) 8);
        details.put((byte) 0x1a).put((byte) any.capacity()).put(any.flip());
        return details.array();
    }

    /// The answer to a call that succeeded.
    static HttpResponse taken(byte[] message) {
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
                HttpData.wrap(frame(message)),
                HttpHeaders.of("grpc-status", "0"));
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
        return grpc ? taken(response) : HttpResponse.of(HttpStatus.OK, PROTOBUF, response);
    }

    private void take(AggregatedHttpRequest request, boolean grpc) throws IOException {
        byte[] body = request.content().array();
        if (grpc) {
            parse(request.path(), grpcMessage(request));
        } else {
            expect(String.valueOf(request.contentType()), "application/x-protobuf");
            boolean zipped = "gzip".equals(request.headers().get("content-encoding"));
            var rest = new ByteArrayInputStream(body);
            parse(request.path(), zipped ? new GZIPInputStream(rest) : rest);
        }
    }

    /// The message of a unary call (github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
    /// @throws IOException if it is not called as that says
    static InputStream grpcMessage(AggregatedHttpRequest request) throws IOException {
        byte[] body = request.content().array();
        boolean zipped = "gzip".equals(request.headers().get("grpc-encoding"));
        var rest = new ByteArrayInputStream(body, 1, body.length - 1);
        int length = new DataInputStream(rest).readInt();
        boolean right = request.headers().get("te", "").equals("trailers")
                && request.headers().get("grpc-timeout", "").matches("[0-9]{1,8}m")
                && body[0] == (zipped ? 1 : 0)
                && length == rest.available();
        if (!right) {
            throw new IOException("no gRPC call: " + request.headers() + ", " + length + " of " + body.length);
        }
        return zipped ? new GZIPInputStream(rest) : rest;
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
