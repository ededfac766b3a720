package ai.genops.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// What can be asked of, and done to, one destination, under `/api/destinations/{id}`:
///
/// - `GET letters`, `GET letters/{file}?skip=N&limit=N`
/// - `POST letters/redeliver`, `POST letters/discard`
/// - `POST pause`, `POST resume`, `POST retry`
///
/// Errors are `{"error": ...}`: 400 for what is wrong in the request, 404 for what is not there, 409 for what cannot be
/// done now.
final class DestinationRoutes {
    private static final String PATH = "/api/destinations/{id}/";
    private static final int MOST_SHOWN = 1000;

    private final Letters letters;
    private final Steering steering;

    private DestinationRoutes(ServerView view) {
        letters = new Letters(view);
        steering = new Steering(view);
    }

    static void addTo(ServerBuilder server, ServerView view) {
        var routes = new DestinationRoutes(view);
        server.service(PATH + "letters", get((id, context) -> routes.letters.list(id)));
        server.service(PATH + "letters/redeliver", post(Set.of("by", "file"), routes.letters::redeliver));
        server.service(PATH + "letters/discard", post(Set.of("by", "file", "reason"), routes.letters::discard));
        server.service(PATH + "letters/{file}", get(routes::show));
        server.service(PATH + "pause", post(Set.of("by", "reason"), routes.steering::pause));
        server.service(PATH + "resume", post(Set.of("by"), routes.steering::resume));
        server.service(PATH + "retry", post(Set.of("by"), routes.steering::retry));
    }

    private interface Question {
        String answer(String id, ServiceRequestContext context) throws Exception;
    }

    private interface Order {
        String carryOut(String id, Words words) throws Exception;
    }

    private String show(String id, ServiceRequestContext context) throws IOException {
        QueryParams query = context.queryParams();
        String file = Objects.requireNonNull(context.pathParam("file"));
        return letters.show(
                id, file, number(query, "skip", 0, Integer.MAX_VALUE), number(query, "limit", 10, MOST_SHOWN));
    }

    private static int number(QueryParams query, String name, int otherwise, int most) {
        String text = query.get(name, String.valueOf(otherwise));
        if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= most) {
            return Integer.parseInt(text);
        }
        String rule = "`" + name + "` must be a number from 0 to " + most + ", is `" + text + "`";
        throw new ApiException(HttpStatus.BAD_REQUEST, rule);
    }

    private static HttpService get(Question question) {
        return (ServiceRequestContext context, HttpRequest request) -> {
            if (request.method() != HttpMethod.GET) {
                return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
            }
            return HttpResponse.of(CompletableFuture.supplyAsync(
                    () -> answer(() -> question.answer(id(context), context)), context.blockingTaskExecutor()));
        };
    }

    private static HttpService post(Set<String> known, Order order) {
        return new Change((context, body) -> order.carryOut(id(context), Words.parse(body, known)));
    }

    private static String id(ServiceRequestContext context) {
        return Objects.requireNonNull(context.pathParam("id"));
    }

    static HttpResponse answer(Callable<String> question) {
        try {
            return ApiServer.json(question.call());
        } catch (ApiException e) {
            return error(e.status(), String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return error(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(HttpStatus.SERVICE_UNAVAILABLE, "the server is stopping");
        } catch (Exception e) {
            return error(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        }
    }

    static HttpResponse error(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, ResultJson.error(text));
    }
}
