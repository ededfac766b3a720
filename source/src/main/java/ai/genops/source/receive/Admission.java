package ai.genops.source.receive;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is decided by a request's headers alone, before its body is read.
record Admission(@Nullable BearerToken token, int maxRequestBytes) {
    /// How a body is compressed.
    enum Encoding {
        IDENTITY,
        GZIP,
        DEFLATE;

        @Nullable
        Inflation inflation() {
            return switch (this) {
                case IDENTITY -> null;
                case GZIP -> new Inflation(true);
                case DEFLATE -> new Inflation(false);
            };
        }
    }

    void checkCaller(RequestHeaders headers) {
        if (token != null && !token.matches(headers.get(HttpHeaderNames.AUTHORIZATION))) {
            throw new RefusedException(
                    Reason.UNAUTHENTICATED,
                    "the token is missing or wrong; send it as `Authorization: Bearer <token>`");
        }
    }

    void checkMethod(RequestHeaders headers) {
        if (headers.method() != HttpMethod.POST) {
            throw new RefusedException(
                    Reason.METHOD_NOT_ALLOWED, "the method is %s; send POST".formatted(headers.method()));
        }
    }

    /// The size announced, -1 if none.
    long checkLength(RequestHeaders headers) {
        long length = headers.contentLength();
        if (length > maxRequestBytes) {
            throw Body.tooLarge(maxRequestBytes);
        }
        return length;
    }

    /// @param name of a Content-Encoding or grpc-encoding header
    static Encoding encoding(@Nullable String name) {
        return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Encoding.IDENTITY;
            case "gzip", "x-gzip" -> Encoding.GZIP;
            case "deflate" -> Encoding.DEFLATE;
            default ->
                throw new RefusedException(
                        Reason.UNSUPPORTED_TYPE,
                        "the encoding `%s` is not known; send gzip, deflate or identity".formatted(name));
        };
    }
}
