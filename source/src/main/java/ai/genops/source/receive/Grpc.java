package ai.genops.source.receive;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Unary calls of gRPC over HTTP/2 (github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
final class Grpc {
    /// Before each message: whether it is compressed, 1 byte, and its length, 4 bytes.
    static final int FRAME_HEADER = 5;

    private static final MediaType TYPE = MediaType.parse("application/grpc");
    private static final String STATUS = "grpc-status";
    private static final ResponseHeaders SUCCESS = ResponseHeaders.builder(HttpStatus.OK)
            .contentType(TYPE)
            .add("grpc-accept-encoding", "identity,gzip")
            .build();
    private static final HttpData EMPTY_MESSAGE = HttpData.wrap(new byte[FRAME_HEADER]);
    private static final HttpHeaders OK = HttpHeaders.of(STATUS, "0");

    private Grpc() {}

    /// `application/grpc`, also with `+proto`.
    static boolean isGrpc(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/grpc")
                && !contentType.startsWith("application/grpc-web");
    }

    static HttpResponse success() {
        return HttpResponse.of(SUCCESS, EMPTY_MESSAGE, OK);
    }

    /// Headers alone, which are trailers at once.
    static AggregatedHttpResponse refusal(RefusedException refused) {
        var headers = ResponseHeaders.builder(HttpStatus.OK)
                .endOfStream(true)
                .contentType(TYPE)
                .add("grpc-accept-encoding", "identity,gzip")
                .add(STATUS, Integer.toString(refused.reason().grpcCode()))
                .add("grpc-message", percentEncoded(String.valueOf(refused.getMessage())));
        if (!refused.retryAfter().isZero()) {
            headers.add(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(StatusMessage.protobuf(refused)));
        }
        if (refused.reason() == Reason.UNAUTHENTICATED) {
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"otlp\"");
        }
        return AggregatedHttpResponse.of(headers.build());
    }

    /// The time that the client gives the call, in milliseconds; 0 if it says none.
    static long timeoutMillis(@Nullable String header) {
        if (header == null || !header.matches("[0-9]{1,8}[HMSmun]")) {
            return 0;
        }
        long amount = Long.parseLong(header, 0, header.length() - 1, 10);
        long millis = switch (header.charAt(header.length() - 1)) {
            case 'H' -> amount * 3_600_000;
            case 'M' -> amount * 60_000;
            case 'S' -> amount * 1000;
            case 'm' -> amount;
            case 'u' -> amount / 1000;
            default -> amount / 1_000_000;
        };
        return Math.max(1, millis);
    }

    /// Printable ASCII stays as it is, but for the percent sign.
    static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder(message.length() + 16);
        for (byte next : message.getBytes(StandardCharsets.UTF_8)) {
            if (next >= ' ' && next <= '~' && next != '%') {
                encoded.append((char) next);
            } else {
                encoded.append("%%%02X".formatted(next & 0xff));
            }
        }
        return encoded.toString();
    }
}
