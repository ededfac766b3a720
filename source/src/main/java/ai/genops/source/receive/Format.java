package ai.genops.source.receive;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The two encodings of OTLP/HTTP. An answer has the encoding of its request.
@SuppressWarnings("ImmutableEnumChecker") // Armeria's values are immutable, and do not say so
enum Format {
    PROTOBUF(MediaType.parse("application/x-protobuf"), new byte[0]),
    JSON(MediaType.parse("application/json"), new byte[] {'{', '}'});

    private final MediaType type;
    private final HttpData success;
    private final ResponseHeaders successHeaders;

    Format(MediaType type, byte[] success) {
        this.type = type;
        this.success = HttpData.wrap(success);
        successHeaders = ResponseHeaders.of(
                HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, type, HttpHeaderNames.CONTENT_LENGTH, success.length);
    }

    /// By content type; null if it is neither.
    static @Nullable Format of(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
            case "application/json" -> JSON;
            default -> null;
        };
    }

    /// An empty response message: everything was taken.
    HttpResponse success() {
        return HttpResponse.of(successHeaders, success);
    }

    AggregatedHttpResponse refusal(RefusedException refused) {
        var headers = ResponseHeaders.builder(refused.reason().status()).contentType(type);
        switch (refused.reason()) {
            case UNAUTHENTICATED -> headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"otlp\"");
            case METHOD_NOT_ALLOWED -> headers.add(HttpHeaderNames.ALLOW, "POST");
            case MALFORMED,
                    NOT_FOUND,
                    TOO_LARGE,
                    UNSUPPORTED_TYPE,
                    BUSY,
                    TENANT_LIMIT,
                    ADDRESS_LIMIT,
                    UNAVAILABLE,
                    TIMED_OUT,
                    ABORTED,
                    INTERNAL -> {
                if (!refused.retryAfter().isZero()) {
                    headers.add(HttpHeaderNames.RETRY_AFTER, seconds(refused));
                }
            }
        }
        byte[] body = switch (this) {
            case PROTOBUF -> StatusMessage.protobuf(refused);
            case JSON -> StatusMessage.json(refused);
        };
        return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(body));
    }

    /// Whole seconds, rounded up (RFC 9110, 10.2.3).
    private static String seconds(RefusedException refused) {
        return Long.toString(refused.retryAfter().plusMillis(999).toSeconds());
    }
}
