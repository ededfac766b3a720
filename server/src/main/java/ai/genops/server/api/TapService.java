package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.engine.Tap;
import ai.genops.pipeline.engine.Tap.Taken;
import ai.genops.pipeline.engine.Taps;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// `GET /api/tap?at=source|after:PROCESSOR|destination:ID&pipeline=P&filter=EXPRESSION`: live events, one JSON
/// object per line, until the viewer goes away. `{"genops_tap":{"skipped":12}}` stands where a viewer was too
/// slow for as many, and `{"genops_tap":{}}` where nothing has come for a while. What is asked wrongly is
/// answered with 400 and `{"error": ...}`.
final class TapService implements HttpService {
    private static final MediaType NDJSON = MediaType.parse("application/x-ndjson");
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final ServerView view;

    TapService(ServerView view) {
        this.view = view;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.GET) {
            return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        var asked = new TapRequest(
                context.queryParams().get("at", "source"),
                context.queryParams().get("pipeline", ""),
                context.queryParams().get("filter", ""));
        Tap tap;
        try {
            tap = asked.tap(view.configuration());
        } catch (IllegalArgumentException e) {
            return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        if (!view.feeds().taps().open(tap)) {
            return error(HttpStatus.TOO_MANY_REQUESTS, Taps.MOST + " taps are open already; close one");
        }
        context.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        var _ = out.whenComplete().handle((_, _) -> {
            tap.close();
            return null;
        });
        out.write(ResponseHeaders.of(HttpStatus.OK, "content-type", NDJSON.toString()));
        Thread.ofVirtual().name("tap").start(() -> stream(tap, out));
        return out;
    }

    /// Ends every tap: its viewer sees the end of the answer.
    void close() {
        view.feeds().taps().close();
    }

    private static void stream(Tap tap, HttpResponseWriter out) {
        try (tap) {
            // At once, so that the viewer knows the tap is open.
            write(new Taken(java.util.List.of(), 0), out);
            for (Taken taken = tap.take(BEAT); taken != null; taken = tap.take(BEAT)) {
                write(taken, out);
            }
            out.close();
        } catch (InterruptedException | ExecutionException e) {
            out.abort(e);
        }
    }

    /// Returns when the viewer has taken it: until then further events wait in the tap, which is bounded.
    private static void write(Taken taken, HttpResponseWriter out) throws InterruptedException, ExecutionException {
        var lines = new JsonBuffer(1024);
        taken.events().forEach(event -> lines.raw(event).raw('\n'));
        if (taken.skipped() > 0) {
            lines.ascii("{\"genops_tap\":{\"skipped\":").number(taken.skipped()).ascii("}}\n");
        } else if (taken.events().isEmpty()) {
            lines.ascii("{\"genops_tap\":{}}\n");
        }
        if (out.tryWrite(HttpData.wrap(lines.toBytes()))) {
            out.whenConsumed().get();
        }
    }

    private static HttpResponse error(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, ResultJson.error(text));
    }
}
