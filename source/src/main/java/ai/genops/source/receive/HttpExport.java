package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletionStage;

/// One signal over OTLP/HTTP (opentelemetry.io/docs/specs/otlp, "OTLP/HTTP").
final class HttpExport implements HttpService {
    private final Signal signal;
    private final Admission admission;
    private final Tenants tenants;
    private final Intake intake;
    private final Refusals refusals;

    HttpExport(Signal signal, Admission admission, Tenants tenants, Intake intake, Refusals refusals) {
        this.signal = signal;
        this.admission = admission;
        this.tenants = tenants;
        this.intake = intake;
        this.refusals = refusals;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        try {
            Format format = admit(headers);
            Tenant tenant = tenants.admit(headers);
            return HttpResponse.of(receive(context, request, tenant, format)
                    .handleAsync(
                            (_, failure) ->
                                    failure == null ? format.success() : refusals.answer(signal, headers, failure),
                            context.eventLoop().withoutContext()));
        } catch (RuntimeException e) {
            // What still arrives is read and dropped: a client that is cut off would not see the answer.
            var _ = request.subscribe();
            return refusals.answer(signal, headers, e);
        }
    }

    private Format admit(RequestHeaders headers) {
        admission.checkMethod(headers);
        admission.checkCaller(headers);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        Format format = Format.of(type);
        if (format == null) {
            throw new RefusedException(
                    Reason.UNSUPPORTED_TYPE,
                    "the content type is %s; send application/x-protobuf or application/json"
                            .formatted(type == null ? "missing" : "`" + type + "`"));
        }
        return format;
    }

    private CompletionStage<Void> receive(
            ServiceRequestContext context, HttpRequest request, Tenant tenant, Format format) {
        RequestHeaders headers = request.headers();
        var encoding = Admission.encoding(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        Body into = intake.body(context, tenant, admission.checkLength(headers), 0);
        return BodyReader.read(context, request, into, encoding.inflation())
                .thenCompose(body -> intake.take(context, headers, tenant, signal, format, body));
    }
}
