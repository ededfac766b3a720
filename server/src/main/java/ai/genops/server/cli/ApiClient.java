package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.server.UserException;
import ai.genops.server.api.ResultJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Asks the API of a running server, and has it do things.
final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String api;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ApiClient(String api) {
        this.api = api;
    }

    /// @throws UserException if no server answers
    JsonTree status() throws IOException, InterruptedException {
        JsonTree status = JsonTree.parse(statusText());
        if (status.at("data_folder").text().isEmpty()) {
            throw new UserException(api + " answers, and is no GenOps server");
        }
        return status;
    }

    String statusText() throws IOException, InterruptedException {
        return send(request("/api/status").timeout(ANSWER).GET());
    }

    /// What the server answers to a question, however long that takes.
    String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /// Has rows of a dataset, or of all, moved into data files.
    String roll(String dataset) throws IOException, InterruptedException {
        return change("/api/lake/roll", Map.of("dataset", dataset));
    }

    /// Has something done to a destination, however long that takes.
    /// @throws UserException if no server answers, or with the server's own words if it does not do it
    JsonTree post(String destination, String action, Map<String, String> words)
            throws IOException, InterruptedException {
        String id = URLEncoder.encode(destination, StandardCharsets.UTF_8).replace("+", "%20");
        return JsonTree.parse(change("/api/destinations/" + id + "/" + action, words));
    }

    /// Where it is.
    String address() {
        return api.replaceFirst("/+$", "");
    }

    /// Has something changed; the answer's text.
    String change(String path, Map<String, String> words) throws IOException, InterruptedException {
        var body = new JsonBuffer(128).raw('{');
        String comma = "";
        for (var word : words.entrySet()) {
            body.ascii(comma).text(word.getKey()).raw(':').text(word.getValue());
            comma = ",";
        }
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.raw('}').toString())));
    }

    /// Has the configuration read again, however long that takes.
    String reload() throws IOException, InterruptedException {
        return send(request("/api/reload")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(api.replaceFirst("/+$", "") + path));
        } catch (IllegalArgumentException e) {
            throw new UserException("`" + api + "` is not the address of an API such as http://127.0.0.1:9000");
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = Credentials.send(client, request.build(), BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UserException("no server answers at " + api
                    + "; start one with `genops up`, or name it with --port-offset or --url");
        }
        if (answer.statusCode() != 200) {
            String words = error(answer.body());
            throw new UserException(words.isEmpty() ? api + " answers HTTP " + answer.statusCode() : words);
        }
        return answer.body();
    }

    private static String error(String body) {
        try {
            return ResultJson.readError(body);
        } catch (IOException e) {
            return "";
        }
    }

    /// Who asks, for the journal: the operating system's name of the user.
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    @Override
    public void close() {
        client.close();
    }
}
