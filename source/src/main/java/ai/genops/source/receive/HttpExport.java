package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletionStage;

/// One signal over OTLP/HTTP (opentelemetry.io/docs/specs/otlp, "OTLP/HTTP").
final class HttpExport extends Export {
    HttpExport(Signal signal, Admission admission, Callers callers, Intake intake, Refusals refusals) {
        super(signal, admission, callers, intake, refusals);
    }

    @Override
    Format admit(ServiceRequestContext context, RequestHeaders headers) {
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

    @Override
    HttpResponse success(Format format) {
        return format.success();
    }

    @Override
    CompletionStage<Void> receive(ServiceRequestContext context, HttpRequest request, Tenant tenant, Format format) {
        RequestHeaders headers = request.headers();
        var encoding = Admission.encoding(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        Body into = intake.body(context, tenant, admission.checkLength(headers), 0);
        return BodyReader.read(context, request, into, encoding.inflation())
                .thenCompose(body -> intake.take(context, headers, tenant, signal, format, body));
    }
}
