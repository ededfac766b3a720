package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.server.UserException;
import ai.genops.server.api.ResultJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Speaks with a running server about replays. What it refuses is thrown with its own words.
record ReplayClient(String api) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    List<JsonValues> list() throws IOException, InterruptedException {
        return JsonValues.parse(send(request("").GET()));
    }

    JsonValues cancel(int id) throws IOException, InterruptedException {
        return JsonValues.parse(send(request("/" + id).DELETE())).getFirst();
    }

    /// The answer's text.
    String post(String from, String to, List<String> destinations, List<String> pipelines, boolean dryRun)
            throws IOException, InterruptedException {
        var body = new JsonBuffer(256).ascii("{\"from\":").text(from);
        body.ascii(",\"to\":").text(to).ascii(",\"dry_run\":").bool(dryRun);
        texts(body.ascii(",\"destinations\":"), destinations);
        texts(body.ascii(",\"pipelines\":"), pipelines);
        String text = body.raw('}').toString();
        return send(request("")
                .header("Content-Type", "application/json")
                .timeout(LONGEST)
                .POST(BodyPublishers.ofString(text)));
    }

    private static void texts(JsonBuffer out, List<String> texts) {
        out.raw('[');
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.text(texts.get(i));
        }
        out.raw(']');
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + "/api/replays" + path));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            HttpResponse<String> answer = Credentials.send(client, request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw new UserException(
                    answer.statusCode() == 404
                            ? api + " answers, and knows no replays"
                            : ResultJson.readError(answer.body()));
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + api + "; a replay needs the running server: start it, or"
                    + " name it with --url or --port-offset");
        }
    }
}
