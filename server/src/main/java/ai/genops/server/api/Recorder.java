package ai.genops.server.api;

import ai.genops.server.audit.ChangeLedger;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes every change that is asked for into the ledger, before it is made: what cannot be written is not done. Behind
/// [Gate], so that what is refused to somebody is no change. Searches and what programs book in budgets are none.
final class Recorder implements DecoratingHttpServiceFunction {
    private static final String API = "/api/";
    private static final int DETAIL_CHARACTERS = 500;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final List<Pattern> NO_CHANGES = List.of(
            Pattern.compile("/api/(search|preview(/.*)?|audit/.*)"),
            Pattern.compile("/api/jobs(/.*)?"),
            Pattern.compile("/api/alerts/[^/]+/test"),
            Pattern.compile("/api/budgets/(?!approve$).*"));

    private final ChangeLedger ledger;

    Recorder(ChangeLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        String path = context.path();
        boolean changes = path.startsWith(API)
                && !SAFE.contains(request.method())
                && NO_CHANGES.stream()
                        .noneMatch(pattern -> pattern.matcher(path).matches());
        if (!changes) {
            return delegate.serve(context, request);
        }
        context.clearRequestTimeout();
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(whole -> record(delegate, context, whole), context.blockingTaskExecutor()));
    }

    private HttpResponse record(HttpService delegate, ServiceRequestContext context, AggregatedHttpRequest request) {
        long number;
        try {
            String what = request.method() + " " + context.path().substring(API.length());
            // Of a file's change there is a history of its own, with the whole text.
            String detail = context.path().startsWith("/api/edits") ? "" : cut(request.contentUtf8());
            number = ledger.begin(Gate.principal(context).user(), what, detail);
        } catch (IOException e) {
            return DestinationRoutes.error(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the ledger of changes cannot be written (" + e.getMessage() + "), so nothing was changed");
        }
        return HttpResponse.of(answer(delegate, context, request).aggregate().handle((answer, failure) -> {
            ledger.end(number, failure == null ? answer.status().code() : HttpStatus.INTERNAL_SERVER_ERROR.code());
            return failure == null ? answer.toHttpResponse() : HttpResponse.ofFailure(failure);
        }));
    }

    private static HttpResponse answer(
            HttpService delegate, ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            return delegate.serve(context, request.toHttpRequest());
        } catch (Exception e) {
            return HttpResponse.ofFailure(e);
        }
    }

    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARACTERS ? detail : detail.substring(0, DETAIL_CHARACTERS) + "…";
    }
}
