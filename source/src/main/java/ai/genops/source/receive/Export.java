package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletionStage;

/// One signal's requests: admitted by their headers, read, and answered when what they carry is durable.
abstract sealed class Export implements HttpService permits GrpcExport, HttpExport {
    final Signal signal;
    final Admission admission;
    final Intake intake;
    private final Callers callers;
    private final Refusals refusals;

    /// Who may send how much.
    record Callers(Addresses addresses, Tenants tenants) {}

    Export(Signal signal, Admission admission, Callers callers, Intake intake, Refusals refusals) {
        this.signal = signal;
        this.admission = admission;
        this.callers = callers;
        this.intake = intake;
        this.refusals = refusals;
    }

    @Override
    public final HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        try {
            callers.addresses().admit(context.clientAddress());
            Format format = admit(context, headers);
            Tenant tenant = callers.tenants().admit(headers);
            return HttpResponse.of(receive(context, request, tenant, format)
                    .handleAsync(
                            (_, failure) ->
                                    failure == null ? success(format) : refusals.answer(signal, headers, failure),
                            context.eventLoop().withoutContext()));
        } catch (RuntimeException e) {
            // What still arrives is read and dropped: a client that is cut off would not see the answer.
            var _ = request.subscribe();
            return refusals.answer(signal, headers, e);
        }
    }

    /// What its content is written in.
    /// @throws RefusedException if it may not come in
    abstract Format admit(ServiceRequestContext context, RequestHeaders headers);

    /// Done when the content is durable.
    abstract CompletionStage<Void> receive(
            ServiceRequestContext context, HttpRequest request, Tenant tenant, Format format);

    abstract HttpResponse success(Format format);
}
