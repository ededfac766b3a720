package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers, in the request's own protocol and encoding, what is not taken, and counts it.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final OtlpStats stats;

    Refusals(OtlpStats stats) {
        this.stats = stats;
    }

    HttpResponse answer(Signal signal, RequestHeaders headers, Throwable failure) {
        RefusedException refused = RefusedException.of(failure);
        stats.refused(signal, refused.reason());
        if (refused.reason() == Reason.INTERNAL) {
            LOG.error(
                    "a request of {} failed",
                    signal.label(),
                    failure instanceof CompletionException ? failure.getCause() : failure);
        }
        return answer(headers, refused).toHttpResponse();
    }

    /// For an address that is no signal's.
    AggregatedHttpResponse answer(RequestHeaders headers, RefusedException refused) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (Grpc.isGrpc(type)) {
            return Grpc.refusal(refused);
        }
        Format format = Format.of(type);
        return (format == null ? Format.JSON : format).refusal(refused);
    }
}
