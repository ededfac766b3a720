package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers what no service answers: unknown addresses, requests that take too long, broken HTTP. The answers look
/// like the services' own.
final class Failures implements ServerErrorHandler {
    private final Map<String, Signal> signals;
    private final OtlpStats stats;
    private final Refusals refusals;

    /// @param signals by path
    Failures(Map<String, Signal> signals, OtlpStats stats, Refusals refusals) {
        this.signals = signals;
        this.stats = stats;
        this.refusals = refusals;
    }

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        RequestHeaders headers = context.request().headers();
        Signal signal = signals.get(context.path());
        if (signal != null && cause instanceof RequestTimeoutException) {
            return refusals.answer(signal, headers, cause);
        }
        return null;
    }

    /// An unknown address, or what is wrong with the HTTP itself, of which the default would name classes.
    @Override
    public @Nullable AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        if (headers != null && status.code() == HttpStatus.NOT_FOUND.code()) {
            stats.refused(Reason.NOT_FOUND);
            return refusals.answer(headers, notFound(headers));
        }
        HttpData body = HttpData.ofUtf8(
                "{\"code\":%d,\"message\":\"%s\"}", status.code() < 500 ? 3 : 14, status.reasonPhrase());
        return AggregatedHttpResponse.of(
                ResponseHeaders.builder(status).contentType(MediaType.JSON).build(), body);
    }

    private static RefusedException notFound(RequestHeaders headers) {
        return new RefusedException(
                Reason.NOT_FOUND,
                "nothing is at `%s`; OTLP goes to /v1/traces, /v1/logs and /v1/metrics"
                        .formatted(headers.path().split("\\?", 2)[0]));
    }
}
