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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `/api/preview`: `GET ?pipeline=ID` gives the text of the file that a pipeline stands in; `POST` with `pipeline`,
/// `text` and `events` says what the pipeline would make of the last events, were that the file's text. It changes
/// nothing. For administrators who may see content.
final class PreviewRoutes {
    private static final Set<String> KEYS = Set.of("pipeline", "text", "events");
    private static final long USUAL_EVENTS = 200;

    private final Preview preview;

    private PreviewRoutes(Preview preview) {
        this.preview = preview;
    }

    static void addTo(ServerBuilder server, Preview preview) {
        var routes = new PreviewRoutes(preview);
        HttpService get = Answers.of(HttpMethod.GET, routes::source);
        HttpService post = Answers.of(HttpMethod.POST, routes::run);
        server.service(
                "/api/preview",
                (context, request) -> (request.method() == HttpMethod.POST ? post : get).serve(context, request));
    }

    private HttpResponse source(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        return ApiServer.json(preview.source(context.queryParams().get("pipeline", "")));
    }

    private HttpResponse run(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        if (!Gate.principal(context).maySeeContent()) {
            throw new ApiException(HttpStatus.FORBIDDEN, "a preview shows what is in events; it takes a role that may");
        }
        return ApiServer.json(preview.run(read(Answers.json(request))));
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
