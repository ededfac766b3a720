package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import ai.genops.event.Kind;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;
import java.nio.ByteBuffer;

/// OTLP/gRPC (OTLP specification, "OTLP/gRPC"): unary calls over HTTP/2
/// (github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
final class GrpcExporter implements Exporter {
    /// Before each message: whether it is compressed, 1 byte, and its length, 4 bytes.
    private static final int FRAME_HEADER = 5;

    private final OtlpSettings settings;
    private final Connection connection;

    GrpcExporter(OtlpSettings settings, ClientFactory factory) {
        this.settings = settings;
        URI server = settings.endpoints().host();
        String scheme = server.getScheme().equals("http") ? "h2c" : "h2";
        connection = new Connection(scheme, server, settings.http(), factory);
    }

    @Override
    public Outcome export(Kind kind, byte[] body, int events) throws InterruptedException {
        byte[] message = settings.gzip() ? Connection.gzip(body) : body;
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + message.length)
                .put((byte) (settings.gzip() ? 1 : 0))
                .putInt(message.length)
                .put(message);
        try {
            AggregatedHttpResponse answer = connection.ask(headers(kind), frame.array(), FRAME_HEADER + body.length);
            GrpcStatus status = GrpcStatus.of(answer);
            return status.code() == GrpcStatus.OK ? PartialSuccess.outcome(message(answer), events) : status.outcome();
        } catch (Connection.NoAnswerException e) {
            return new Outcome.Failed(e.reason(), null);
        }
    }

    private RequestHeaders headers(Kind kind) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, path(kind));
        headers.set("content-type", "application/grpc");
        headers.set("te", "trailers");
        headers.set("user-agent", "genops");
        headers.set("grpc-timeout", Math.min(settings.http().timeout().toMillis(), 99_999_999) + "m");
        if (settings.gzip()) {
            headers.set("grpc-encoding", "gzip");
        }
        settings.headers().forEach((name, value) -> headers.set(name, value.value()));
        return headers.build();
    }

    private static String path(Kind kind) {
        return switch (kind) {
            case SPAN -> "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
            case LOG -> "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
            case METRIC -> "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
        };
    }

    /// The response's message; we accept it uncompressed only.
    private static ByteBuffer message(AggregatedHttpResponse answer) {
        ByteBuffer body = answer.content().byteBuf().nioBuffer();
        return body.position(Math.min(FRAME_HEADER, body.limit()));
    }
}
