package ai.genops.server.api;

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

/// `POST /api/search` with a JSON object: `query`, and if wanted `earliest`, `latest`, `max_rows`, `strict`. Answers as
/// [ResultJson] says, or as CSV or Parquet if `output` or else `Accept` asks for that, and stops when the client goes
/// away; a query that is wrong is answered with 400 and `{"error": ...}`, to be shown as it is.
final class SearchService implements HttpService {
    private static final MediaType PARQUET = MediaType.parse("application/vnd.apache.parquet");

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
            return switch (form) {
                case JSON -> ApiServer.json(ResultJson.write(result));
                case CSV -> csv(result);
                case PARQUET -> HttpResponse.of(HttpStatus.OK, PARQUET, HttpData.wrap(ParquetWriter.bytes(result)));
            };
        } catch (SearchException e) {
            return error(HttpStatus.BAD_REQUEST, e.report());
        } catch (JsonProcessingException e) {
            return error(HttpStatus.BAD_REQUEST, "not a JSON object of a search: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | IOException e) {
            return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private enum Form {
        JSON,
        CSV,
        PARQUET
    }

    private static Form form(ServiceRequestContext context, AggregatedHttpRequest request) {
        String output = context.queryParams().get("output", "");
        String accepted = request.headers().get(HttpHeaderNames.ACCEPT, "");
        return switch (output) {
            case "json" -> Form.JSON;
            case "csv" -> Form.CSV;
            case "parquet" -> Form.PARQUET;
            case "" ->
                accepted.startsWith("text/csv")
                        ? Form.CSV
                        : accepted.startsWith(PARQUET.toString()) ? Form.PARQUET : Form.JSON;
            default -> throw new IllegalArgumentException("`output` must be json, csv or parquet, is `" + output + "`");
        };
    }

    private static HttpResponse csv(Result result) throws IOException {
        var out = new StringBuilder();
        new CsvWriter().write(result, out);
        return HttpResponse.of(HttpStatus.OK, MediaType.CSV_UTF_8, out);
    }

    private static HttpResponse error(HttpStatus status, String text) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, ResultJson.error(text));
    }
}
