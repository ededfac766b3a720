package ai.genops.source.receive;

import ai.genops.source.Appender;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.config.TenantSettings;
import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// OTLP that comes in through another source: checked, appended and answered as OTLP. Safe for concurrent use.
public final class CollectedOtlp {
    private final Tenants tenants;
    private final Intake intake;
    private final Refusals refusals;
    private final OtlpStats stats;

    /// @param inputId what its events carry as `__inputId`
    public CollectedOtlp(Appender log, String inputId, int maxRequestBytes, Budget budget, LongSupplier nanos) {
        tenants = new Tenants(TenantSettings.OFF, budget, nanos);
        stats = new OtlpStats(budget::used, List::of);
        refusals = new Refusals(stats);
        intake = new Intake(log, inputId, OtlpSourceConfig.HEADERS, maxRequestBytes, stats);
    }

    /// Takes over the body, and completes with the answer.
    public CompletionStage<HttpResponse> protobuf(
            ServiceRequestContext context, RequestHeaders headers, Signal signal, Body body) {
        return take(context, headers, signal, Format.PROTOBUF, body);
    }

    /// The same, of OTLP in JSON.
    public CompletionStage<HttpResponse> json(
            ServiceRequestContext context, RequestHeaders headers, Signal signal, Body body) {
        return take(context, headers, signal, Format.JSON, body);
    }

    public OtlpStats stats() {
        return stats;
    }

    /// The headers that GenOps clients say of themselves, as an envelope has them.
    /// @throws RefusedException if one names no tenant
    public Map<String, String> shown(RequestHeaders headers) {
        var _ = tenants.admit(headers);
        return Intake.shown(headers, OtlpSourceConfig.HEADERS);
    }

    private CompletionStage<HttpResponse> take(
            ServiceRequestContext context, RequestHeaders headers, Signal signal, Format format, Body body) {
        Tenant everybody;
        try {
            everybody = tenants.admit(headers);
        } catch (RefusedException e) {
            body.release();
            return CompletableFuture.completedStage(refusals.answer(signal, headers, e));
        }
        return intake.take(context, headers, everybody, signal, format, body)
                .handle((_, failure) -> failure == null ? format.success() : refusals.answer(signal, headers, failure));
    }
}
