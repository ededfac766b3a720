package ai.genops.source.hec;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/// Says that the collector listens. Whoever shows a token learns whether it is right; balancers need none.
final class HealthService implements HttpService {
    private final Gate gate;
    private final HecStats stats;

    HealthService(Gate gate, HecStats stats) {
        this.gate = gate;
        this.stats = stats;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        try {
            if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
                throw new HecRefusal(HecCode.METHOD_NOT_ALLOWED);
            }
            QueryParams query = QueryParams.fromQueryString(context.query());
            if (request.headers().contains(HttpHeaderNames.AUTHORIZATION) || query.contains("token")) {
                gate.admit(request.headers(), query);
            }
            return Replies.of(HecCode.HEALTHY);
        } catch (HecRefusal refusal) {
            return Replies.refusal(asHealth(refusal), stats, refusal);
        }
    }

    private static HecRefusal asHealth(HecRefusal refusal) {
        HecCode code = switch (refusal.code()) {
            case INVALID_TOKEN -> HecCode.HEALTH_INVALID_TOKEN;
            case TOKEN_DISABLED -> HecCode.HEALTH_TOKEN_DISABLED;
            default -> refusal.code();
        };
        return new HecRefusal(code).by(refusal.token());
    }
}
