package ai.genops.source.hec;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/// Answers what no service answers: unknown addresses, requests that take too long, broken HTTP.
final class HecFailures implements ServerErrorHandler {
    private final HecStats stats;

    HecFailures(HecStats stats) {
        this.stats = stats;
    }

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        return cause instanceof RequestTimeoutException ? Replies.refusal(HecRefusal.of(cause), stats, cause) : null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        HecCode code = status.code() == HttpStatus.NOT_FOUND.code()
                ? HecCode.NOT_FOUND
                : status.code() < 500 ? HecCode.INVALID_DATA : HecCode.INTERNAL;
        stats.refused(HecStats.NO_TOKEN, code);
        return Replies.refusal(new HecRefusal(code));
    }
}
