package ai.genops.server.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;

/// Reads and drops what is still sent of a request that was answered without it, up to the largest size of a request.
/// A client that is cut off while it sends takes that for a broken connection and does not see the answer: over HTTP/2
/// a stream that is reset (RFC 9113, section 8.1), over HTTP/1.1 a socket that is closed.
///
/// A service that wants the content must have subscribed to it when it returns; whoever comes second is not served.
public final class Drain implements DecoratingHttpServiceFunction {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DecoratingHttpServiceFunction inner;

    private Drain(DecoratingHttpServiceFunction inner) {
        this.inner = inner;
    }

    /// Before everything that a server serves.
    ///
    /// @param inner what else stands before it
    public static void before(DecoratingHttpServiceFunction inner, ServerBuilder server) {
        server.requestAutoAbortDelay(PATIENCE).decorator(new Drain(inner));
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        try {
            return inner.serve(delegate, context, request);
        } finally {
            var _ = request.subscribe();
        }
    }
}
