package ai.genops.server.api;

import ai.genops.search.report.SearchException;
import ai.genops.server.job.Jobs;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;

/// How requests of searches are answered, and refused.
final class Answers {
    private Answers() {}

    interface Question {
        HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) throws Exception;
    }

    /// A service that takes this method only, and works on a thread that may wait.
    static HttpService of(HttpMethod method, Question question) {
        return (context, request) -> request.method() == method
                ? HttpResponse.of(request.aggregate()
                        .thenApplyAsync(whole -> answer(question, context, whole), context.blockingTaskExecutor()))
                : HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }

    private static HttpResponse answer(
            Question question, ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            return question.answer(context, request);
        } catch (ApiException e) {
            return DestinationRoutes.error(e.status(), String.valueOf(e.getMessage()));
        } catch (SearchException e) {
            return DestinationRoutes.error(HttpStatus.BAD_REQUEST, e.report());
        } catch (Jobs.FullException e) {
            return HttpResponse.of(
                    ResponseHeaders.builder(HttpStatus.SERVICE_UNAVAILABLE)
                            .contentType(MediaType.JSON_UTF_8)
                            .add("retry-after", "5")
                            .build(),
                    com.linecorp.armeria.common.HttpData.ofUtf8(ResultJson.error(String.valueOf(e.getMessage()))));
        } catch (JsonProcessingException e) {
            return DestinationRoutes.error(
                    HttpStatus.BAD_REQUEST, "not a JSON object as wanted here: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | IOException e) {
            return DestinationRoutes.error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DestinationRoutes.error(HttpStatus.SERVICE_UNAVAILABLE, "the server is stopping");
        } catch (Exception e) {
            return DestinationRoutes.error(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /// The body of a request that must be JSON.
    static String json(AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.isJson()) {
            throw new ApiException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        return request.contentUtf8();
    }

    static int number(QueryParams query, String name, int otherwise, int least, int most) {
        String text = query.get(name, String.valueOf(otherwise));
        if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= most && Long.parseLong(text) >= least) {
            return Integer.parseInt(text);
        }
        String rule = "`" + name + "` must be a number from " + least + " to " + most + ", is `" + text + "`";
        throw new ApiException(HttpStatus.BAD_REQUEST, rule);
    }
}
