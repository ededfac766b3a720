package ai.genops.source.receive;

import ai.genops.source.Appender;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.config.TenantSettings;
import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// OTLP that comes in through another source: checked, appended and answered as OTLP. Safe for concurrent use.
public final class CollectedOtlp {
    private final Tenants tenants;
    private final Intake intake;
    private final Refusals refusals;
    private final OtlpStats stats;

    /// @param inputId what its events carry as `__inputId`
    /// @param settings how the other source tells tenants apart
    /// @param budget the memory of all its requests
    public CollectedOtlp(
            Appender log,
            String inputId,
            int maxRequestBytes,
            TenantSettings settings,
            Budget budget,
            LongSupplier nanos) {
        tenants = new Tenants(settings, budget, nanos);
        stats = new OtlpStats(budget::used, tenants::counts);
        refusals = new Refusals(stats);
        intake = new Intake(log, inputId, OtlpSourceConfig.HEADERS, maxRequestBytes, stats);
    }

    /// Whose request it is, OTLP or not, within its limits; once for each request.
    /// @throws RefusedException if it is over a limit, or its header names no tenant
    public Tenant admit(RequestHeaders headers) {
        return tenants.admit(headers);
    }

    /// Takes over the body, and completes with the answer.
    public CompletionStage<HttpResponse> protobuf(
            ServiceRequestContext context, RequestHeaders headers, Tenant tenant, Signal signal, Body body) {
        return take(context, headers, tenant, signal, Format.PROTOBUF, body);
    }

    /// The same, of OTLP in JSON.
    public CompletionStage<HttpResponse> json(
            ServiceRequestContext context, RequestHeaders headers, Tenant tenant, Signal signal, Body body) {
        return take(context, headers, tenant, signal, Format.JSON, body);
    }

    public OtlpStats stats() {
        return stats;
    }

    /// The headers that GenOps clients say of themselves, as an envelope has them.
    public Map<String, String> shown(RequestHeaders headers) {
        return Intake.shown(headers, OtlpSourceConfig.HEADERS);
    }

    private CompletionStage<HttpResponse> take(
            ServiceRequestContext context,
            RequestHeaders headers,
            Tenant tenant,
            Signal signal,
            Format format,
            Body body) {
        return intake.take(context, headers, tenant, signal, format, body)
                .handle((_, failure) -> failure == null ? format.success() : refusals.answer(signal, headers, failure));
    }
}
