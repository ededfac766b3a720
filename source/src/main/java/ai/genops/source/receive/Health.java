package ai.genops.source.receive;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/// Says that the source listens. Whoever shows a token learns whether it is right; balancers need none.
final class Health implements HttpService {
    private final Admission admission;
    private final OtlpStats stats;
    private final Refusals refusals;

    Health(Admission admission, OtlpStats stats, Refusals refusals) {
        this.admission = admission;
        this.stats = stats;
        this.refusals = refusals;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        try {
            if (headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD) {
                throw new RefusedException(
                        Reason.METHOD_NOT_ALLOWED, "the method is %s; send GET".formatted(headers.method()));
            }
            if (headers.contains(HttpHeaderNames.AUTHORIZATION)) {
                admission.checkCaller(headers);
            }
            return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, "{\"status\":\"ok\"}");
        } catch (RefusedException refused) {
            stats.refused(refused.reason());
            return refusals.answer(headers, refused).toHttpResponse();
        }
    }
}
