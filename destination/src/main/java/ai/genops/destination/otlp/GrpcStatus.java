package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a call ended.
///
/// @param retryDelay what its RetryInfo says; null: it has none
record GrpcStatus(int code, String message, @Nullable Duration retryDelay) {
    static final int OK = 0;
    private static final int CANCELLED = 1;
    private static final int UNKNOWN = 2;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int ABORTED = 10;
    private static final int OUT_OF_RANGE = 11;
    private static final int UNIMPLEMENTED = 12;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;
    private static final int DATA_LOSS = 15;
    private static final int UNAUTHENTICATED = 16;

    /// How gRPC's servers say that a message exceeds what they read.
    private static final Pattern TOO_LARGE = Pattern.compile("(?i)larger than|too large|exceeds? .*(size|length)");

    private static final String[] NAMES = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };

    /// From trailers, or from headers where there is nothing else; where neither has a status, from HTTP's.
    static GrpcStatus of(AggregatedHttpResponse answer) {
        String status = value(answer, "grpc-status");
        if (!status.matches("[0-9]{1,2}")) {
            int http = answer.status().code();
            String text = http == 200 ? "the answer has no gRPC status" : "HTTP " + answer.status();
            return new GrpcStatus(fromHttp(http), text, null);
        }
        Duration delay = details(value(answer, "grpc-status-details-bin")).retryDelay();
        String message = Texts.excerpt(percentDecoded(value(answer, "grpc-message")));
        return new GrpcStatus(Integer.parseInt(status), message, delay);
    }

    /// What the specification says of each (OTLP specification, "Failures"). RESOURCE_EXHAUSTED may pass only if the
    /// receiver says when.
    Outcome outcome() {
        String name = code < NAMES.length ? NAMES[code] : "status " + code;
        String reason = "gRPC " + name + (message.isEmpty() ? "" : ": " + message);
        return switch (code) {
            case OK -> new Outcome.Delivered();
            case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS ->
                new Outcome.Failed(reason, retryDelay);
            case RESOURCE_EXHAUSTED -> {
                if (retryDelay != null) {
                    yield new Outcome.Failed(reason, retryDelay);
                }
                boolean large = TOO_LARGE.matcher(message).find();
                yield large ? new Outcome.TooLarge(reason) : new Outcome.Refused(reason);
            }
            // The specification repeats neither; but they judge who sends, not what is sent.
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new Outcome.Failed(reason + "; nothing is wrong with the events: check the credentials", null);
            default -> new Outcome.Refused(reason);
        };
    }

    /// github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md; no status after a 200 is an answer cut off.
    private static int fromHttp(int status) {
        return switch (status) {
            case 400 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 200, 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }

    private static RpcStatus details(String base64) {
        try {
            return RpcStatus.parse(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return RpcStatus.parse(ByteBuffer.allocate(0));
        }
    }

    private static String value(AggregatedHttpResponse answer, String name) {
        return answer.trailers().get(name, answer.headers().get(name, ""));
    }

    private static String percentDecoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            boolean escape = raw[i] == '%'
                    && i + 2 < raw.length
                    && Character.digit(raw[i + 1], 16) >= 0
                    && Character.digit(raw[i + 2], 16) >= 0;
            decoded.put(escape ? (byte) Integer.parseInt(text(raw, i + 1), 16) : raw[i]);
            i += escape ? 2 : 0;
        }
        return StandardCharsets.UTF_8.decode(decoded.flip()).toString();
    }

    private static String text(byte[] raw, int at) {
        return new String(raw, at, 2, StandardCharsets.US_ASCII);
    }
}
