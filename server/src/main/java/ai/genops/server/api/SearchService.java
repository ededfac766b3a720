package ai.genops.server.api;

import ai.genops.search.ArrowWriter;
import ai.genops.search.Cancellation;
import ai.genops.search.CsvWriter;
import ai.genops.search.ParquetWriter;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.report.SearchException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.Arrays;

/// `POST /api/search` with a JSON object: `query`, and if wanted `earliest`, `latest`, `max_rows`, `strict`. Answers as
/// [ResultJson] says, or as CSV, Parquet or Arrow if `output` or else `Accept` asks for that, and stops when the client
/// goes away; a query that is wrong is answered with 400 and `{"error": ...}`, to be shown as it is.
final class SearchService implements HttpService {
    private final Search search;

    SearchService(Search search) {
        this.search = search;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        return HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> answer(context, whole), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.isJson()) {
            return error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        try {
            SearchRequest parsed = ResultJson.readRequest(request.contentUtf8());
            var cancellation = new Cancellation();
            var _ = context.whenRequestCancelling().thenAccept(_ -> cancellation.cancel());
            Form form = form(context, request);
            Search theirs = search.as(Gate.principal(context).rights());
            Result result = theirs.run(parsed, cancellation);
            return form == Form.JSON
                    ? ApiServer.json(ResultJson.write(result))
                    : HttpResponse.of(HttpStatus.OK, form.type, content(form, result));
        } catch (SearchException e) {
            return error(HttpStatus.BAD_REQUEST, e.report());
        } catch (JsonProcessingException e) {
            return error(HttpStatus.BAD_REQUEST, "not a JSON object of a search: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | IOException e) {
            return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // MediaType is immutable, and does not say so
    private enum Form {
        JSON(MediaType.JSON_UTF_8),
        CSV(MediaType.CSV_UTF_8),
        PARQUET(MediaType.parse("application/vnd.apache.parquet")),
        ARROW(MediaType.parse("application/vnd.apache.arrow.stream"));

        private final MediaType type;

        Form(MediaType type) {
            this.type = type;
        }

        private boolean accepted(String types) {
            return types.startsWith(type.withoutParameters().toString());
        }
    }

    private static Form form(ServiceRequestContext context, AggregatedHttpRequest request) {
        String output = context.queryParams().get("output", "");
        String types = request.headers().get(HttpHeaderNames.ACCEPT, "");
        return switch (output) {
            case "json" -> Form.JSON;
            case "csv" -> Form.CSV;
            case "parquet" -> Form.PARQUET;
            case "arrow" -> Form.ARROW;
            case "" ->
                Arrays.stream(Form.values())
                        .filter(form -> form.accepted(types))
                        .findFirst()
                        .orElse(Form.JSON);
            default ->
                throw new IllegalArgumentException("`output` must be json, csv, parquet or arrow, is `" + output + "`");
        };
    }

    private static HttpData content(Form form, Result result) throws IOException {
        return switch (form) {
            case JSON -> HttpData.ofUtf8(ResultJson.write(result));
            case CSV -> {
                var out = new StringBuilder();
                new CsvWriter().write(result, out);
                yield HttpData.ofUtf8(out);
            }
            case PARQUET -> HttpData.wrap(ParquetWriter.bytes(result));
            case ARROW -> HttpData.wrap(ArrowWriter.bytes(result));
        };
    }

    private static HttpResponse error(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, ResultJson.error(text));
    }
}
