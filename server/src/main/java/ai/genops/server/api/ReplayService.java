package ai.genops.server.api;

import ai.genops.server.replay.ReplayException;
import ai.genops.server.replay.ReplayJob;
import ai.genops.server.replay.Replays;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.StringWriter;

/// `GET /api/replays` lists them. `POST /api/replays` with a JSON object (`from`, `to`, `destinations`, `pipelines`)
/// starts one, or with `dry_run` counts what it would send. `DELETE /api/replays/ID` cancels one. What cannot be is
/// answered with 400 and `{"error": ...}`, to be shown as it is.
final class ReplayService implements HttpService {
    private static final JsonFactory JSON = new JsonFactory();

    private final Replays replays;

    ReplayService(Replays replays) {
        this.replays = replays;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String path = context.mappedPath();
        return HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> answer(whole, path), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(AggregatedHttpRequest request, String path) {
        try {
            return switch (request.method()) {
                case GET -> json(out -> ReplayJson.write(replays.list(), out));
                case POST -> post(request);
                case DELETE -> delete(path.substring(path.lastIndexOf('/') + 1));
                default -> HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
            };
        } catch (JsonProcessingException e) {
            return error(HttpStatus.BAD_REQUEST, "not a JSON object of a replay: " + e.getOriginalMessage());
        } catch (ReplayException e) {
            return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return error(HttpStatus.INTERNAL_SERVER_ERROR, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(HttpStatus.SERVICE_UNAVAILABLE, "the server is stopping");
        }
    }

    private HttpResponse post(AggregatedHttpRequest request) throws IOException, InterruptedException {
        MediaType type = request.contentType();
        if (type == null || !type.isJson()) {
            return error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        try (JsonParser in = JSON.createParser(request.contentUtf8())) {
            ReplayJson.Wanted wanted = ReplayJson.read(in);
            if (wanted.dryRun()) {
                Replays.Forecast forecast = replays.forecast(wanted.request());
                return json(out -> ReplayJson.write(forecast, out));
            }
            return json(replays.start(wanted.request()));
        }
    }

    private HttpResponse delete(String id) throws IOException {
        if (!id.matches("[1-9][0-9]{0,8}")) {
            throw new ReplayException("`" + id + "` is no replay's number");
        }
        return json(replays.cancel(Integer.parseInt(id)));
    }

    private static HttpResponse json(ReplayJob job) throws IOException {
        return json(out -> ReplayJson.write(job, null, out));
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    private static HttpResponse json(Writing writing) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            writing.to(out);
        }
        return ApiServer.json(text.toString());
    }

    private static HttpResponse error(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, ResultJson.error(text));
    }
}
