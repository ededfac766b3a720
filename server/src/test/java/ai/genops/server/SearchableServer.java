package ai.genops.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A server with a lake of two datasets, `genops_ai` and `hush`, each with the same events, and Splunk's port.
final class SearchableServer implements AutoCloseable {
    static final int EVENTS = 1200;
    private static final ObjectMapper JSON = new ObjectMapper();

    final TestServer server;

    SearchableServer(Path folder) {
        server = new TestServer(folder);
        server.file(
                "server.yaml",
                "api_port: " + server.port() + "\nlog: {max_size: 200 MB}\nsplunk_api: {port: 0}\nreload: manual\n");
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        server.file("routes/all.yaml", """
                - {id: all, destination: lake, dataset: genops_ai}
                - {id: hush, destination: lake, dataset: hush}
                """);
    }

    /// Users, roles and tokens count from now on.
    SearchableServer withAccess() {
        server.file("access.yaml", """
                roles:
                  - {name: analyst, indexes: [genops_ai]}
                  - {name: reviewer, indexes: ["*"], content: true}
                """);
        return this;
    }

    SearchableServer start() throws IOException, InterruptedException {
        server.start();
        String spans =
                IntStream.range(0, EVENTS).mapToObj(SearchableServer::span).collect(Collectors.joining(","));
        int status = server.trySend("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
        if (status != 200) {
            throw new IllegalStateException("not accepted: " + status);
        }
        server.running().awaitDelivered();
        return this;
    }

    /// One a second from 2026-03-10 08:00 on.
    private static String span(int i) {
        long seconds = 1_773_129_600L + i;
        return """
                {"traceId":"%032x","spanId":"%016x","name":"call","startTimeUnixNano":"%d000000000",
                "endTimeUnixNano":"%d500000000","attributes":[
                {"key":"team","value":{"stringValue":"%s"}},{"key":"n","value":{"intValue":"%d"}},
                {"key":"gen_ai.prompt","value":{"stringValue":"tell <me> & 'more' \\"now\\""}}]}
                """.formatted(i + 1, i + 1, seconds, seconds, i % 3 == 0 ? "search" : "support", i);
    }

    String adminToken() throws IOException {
        return Files.readString(server.data().resolve("tokens/api.admin")).strip();
    }

    int splunkPort() {
        return URI.create(java.util.Objects.requireNonNull(
                        server.running().runningSplunk().url()))
                .getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.api() + path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Http.client().send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json, @Nullable String token)
            throws IOException, InterruptedException {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        var request = request(path);
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    /// A new token of a user with a role.
    String token(String user, String role) throws IOException, InterruptedException {
        String body = "{\"user\":\"" + user + "\",\"roles\":\"" + role + "\"}";
        return json(post("/api/tokens", body, adminToken())).get("token").asText();
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /// A job that has ended.
    JsonNode ended(String query, @Nullable String token) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("query", query).toString();
        HttpResponse<String> answer = post("/api/jobs", body, token);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        JsonNode job = json(answer);
        while (!job.get("done").asBoolean()) {
            Thread.sleep(10);
            job = json(get("/api/jobs/" + job.get("sid").asText(), token));
        }
        return job;
    }

    @Override
    public void close() {
        server.close();
    }
}
