package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.server.UserException;
import ai.genops.server.api.ResultJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks a running server. `folder`, if it is named, must be the one the server has: else the folder itself is meant.
record ServerSearch(String api, @Nullable Path folder) {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /// The result; null if no server answers, or another than is meant.
    /// @throws UserException with the server's own words, if the query is wrong
    @Nullable
    Result run(SearchRequest request) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            if (folder != null && !isServersFolder(client, folder)) {
                return null;
            }
            var post = HttpRequest.newBuilder(URI.create(api + "/api/search"))
                    .header("Content-Type", "application/json")
                    .timeout(request.timeout())
                    .POST(HttpRequest.BodyPublishers.ofString(body(request)))
                    .build();
            HttpResponse<String> answer = Credentials.send(client, post, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserException(ResultJson.readError(answer.body()));
            }
            return ResultJson.read(answer.body());
        } catch (ConnectException e) {
            return null;
        }
    }

    private boolean isServersFolder(HttpClient client, Path wanted) throws IOException, InterruptedException {
        var get = HttpRequest.newBuilder(URI.create(api + "/api/status"))
                .timeout(CONNECT)
                .build();
        String status = Credentials.send(client, get, BodyHandlers.ofString()).body();
        String path = wanted.toAbsolutePath().normalize().toString();
        return status.contains(
                new JsonBuffer(64).ascii("\"data_folder\":").text(path).toString());
    }

    private static String body(SearchRequest request) {
        var out = new JsonBuffer(256).ascii("{\"query\":").text(request.spl());
        if (request.earliest() != null) {
            out.ascii(",\"earliest\":").text(request.earliest());
        }
        if (request.latest() != null) {
            out.ascii(",\"latest\":").text(request.latest());
        }
        if (request.strict() != null) {
            out.ascii(",\"strict\":").bool(request.strict());
        }
        return out.ascii(",\"max_rows\":").number(request.maxRows()).raw('}').toString();
    }
}
