package ai.genops.server.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/// A `POST` that changes something; [Gate] has seen who sends it. Its type of content is one that a web page
/// cannot send without asking.
final class Change implements HttpService {
    private final Deed deed;

    /// What is done; gives the answer's JSON.
    @FunctionalInterface
    interface Deed {
        /// Does it, however long that takes.
        /// @throws ApiException if it cannot be done
        String apply(ServiceRequestContext context, String body) throws Exception;
    }

    Change(Deed deed) {
        this.deed = deed;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        // What is sent again takes as long as the other side does.
        context.clearRequestTimeout();
        return HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> answer(context, whole), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.JSON)) {
            return DestinationRoutes.error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        return DestinationRoutes.answer(() -> deed.apply(context, request.contentUtf8()));
    }
}
