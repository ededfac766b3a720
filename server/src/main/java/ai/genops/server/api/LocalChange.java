package ai.genops.server.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;

/// A `POST` that changes something. The API has no tokens, so it is taken from this machine only, and not from a web
/// page that somebody has open on it: such a page can neither name our type of content nor this host.
final class LocalChange implements HttpService {
    private final Change change;

    /// What is done; gives the answer's JSON.
    @FunctionalInterface
    interface Change {
        /// Does it, however long that takes.
        /// @throws ApiException if it cannot be done
        String apply(ServiceRequestContext context, String body) throws Exception;
    }

    LocalChange(Change change) {
        this.change = change;
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
        if (!context.remoteAddress().getAddress().isLoopbackAddress() || !isThisHost(request.authority())) {
            return DestinationRoutes.error(HttpStatus.FORBIDDEN, "only this machine may do that, at 127.0.0.1");
        }
        if (type == null || !type.is(MediaType.JSON)) {
            return DestinationRoutes.error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        return DestinationRoutes.answer(() -> change.apply(context, request.contentUtf8()));
    }

    /// Whether the client meant this machine, not a name that somebody else lets lead here.
    private static boolean isThisHost(@org.jspecify.annotations.Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String host = authority.replaceFirst(":[0-9]+$", "").replaceAll("^\\[|]$", "");
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
