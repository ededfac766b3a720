package ai.genops.server.api;

import ai.genops.server.trial.JsonValues;
import ai.genops.server.trial.Preview;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/// `/api/preview`: `GET ?pipeline=ID` gives the text of the file that a pipeline stands in; `POST` with `pipeline`,
/// `text` and `events` says what the pipeline would make of the last events, were that the file's text. It changes
/// nothing. `POST /api/preview/hour` with the same estimates that over the last hour. For administrators who may see
/// content.
final class PreviewRoutes {
    private static final Set<String> KEYS = Set.of("pipeline", "text", "events");
    private static final long USUAL_EVENTS = 200;

    private final Preview preview;
    private final InstantSource clock;

    /// Each reads an hour of the log, and holds a part of it.
    private final Semaphore hours = new Semaphore(1);

    private PreviewRoutes(Preview preview, InstantSource clock) {
        this.preview = preview;
        this.clock = clock;
    }

    static void addTo(ServerBuilder server, Preview preview, InstantSource clock) {
        var routes = new PreviewRoutes(preview, clock);
        server.service("/api/preview/hour", Answers.of(HttpMethod.POST, routes::hour));
        HttpService get = Answers.of(HttpMethod.GET, routes::source);
        HttpService post = Answers.of(HttpMethod.POST, routes::run);
        server.service(
                "/api/preview",
                (context, request) -> (request.method() == HttpMethod.POST ? post : get).serve(context, request));
    }

    private HttpResponse source(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        return ApiServer.json(preview.source(context.queryParams().get("pipeline", "")));
    }

    /// Lines of JSON: `{"progress":0.4}` now and then, and last the answer, or `{"error": ...}`.
    private HttpResponse hour(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        mayLook(context);
        Preview.Request wanted = read(Answers.json(request));
        if (!hours.tryAcquire()) {
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "another hour is being estimated; wait, or cancel it");
        }
        context.clearRequestTimeout();
        return ProgressLines.of(
                context.blockingTaskExecutor(),
                progress -> preview.hour(wanted, clock.instant(), progress),
                hours::release);
    }

    private HttpResponse run(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        mayLook(context);
        return ApiServer.json(preview.run(read(Answers.json(request))));
    }

    private static void mayLook(ServiceRequestContext context) {
        if (!Gate.principal(context).maySeeContent()) {
            throw new ApiException(HttpStatus.FORBIDDEN, "a preview shows what is in events; it takes a role that may");
        }
    }

    private static Preview.Request read(String body) {
        if (!(JsonValues.ofText(body) instanceof Map<?, ?> json)) {
            throw wrong("the body must be a JSON object");
        }
        for (Object name : json.keySet()) {
            if (!KEYS.contains(String.valueOf(name))) {
                throw wrong("`" + name + "` is not known; known are " + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        Object events = json.containsKey("events") ? json.get("events") : (Object) USUAL_EVENTS;
        if (!(events instanceof Long count) || count < 1 || count > Preview.MOST_EVENTS) {
            throw wrong("`events` must be a number from 1 to " + Preview.MOST_EVENTS + ", is `" + events + "`");
        }
        if (!(json.get("pipeline") instanceof String pipeline) || !(json.get("text") instanceof String text)) {
            throw wrong("`pipeline` and `text` must be texts");
        }
        return new Preview.Request(pipeline, text, count.intValue());
    }

    private static ApiException wrong(String text) {
        return new ApiException(HttpStatus.BAD_REQUEST, text);
    }
}
