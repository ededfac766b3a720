package ai.genops.server.cli;

import ai.genops.server.UserException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks a running server for its books until they balance. While events are under way one side of a hand-over may be
/// a moment ahead of the other, so a difference counts only if it stays.
record BooksCheck(String api, boolean json) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 20;

    int run(Terminal terminal) throws IOException, InterruptedException {
        List<String> differences = List.of();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                differences = differences(client);
                if (differences.isEmpty()) {
                    terminal.line(
                            json
                                    ? "{\"balanced\":true}"
                                    : terminal.good("balanced") + ": every event is accounted for, at every hand-over");
                    return 0;
                }
                Thread.sleep(PATIENCE.dividedBy(8));
            }
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + api);
        }
        for (String difference : differences) {
            terminal.line(
                    json
                            ? new ai.genops.event.JsonBuffer(64)
                                    .ascii("{\"balanced\":false,\"difference\":")
                                    .text(difference)
                                    .raw('}')
                                    .toString()
                            : terminal.bad("not balanced") + ": " + difference);
        }
        return 1;
    }

    private List<String> differences(HttpClient client) throws IOException, InterruptedException {
        var get = HttpRequest.newBuilder(URI.create(api + "/api/status"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String status = Credentials.send(client, get, BodyHandlers.ofString()).body();
        List<String> differences = new ArrayList<>();
        try (JsonParser in = new JsonFactory().createParser(status)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.START_ARRAY && "differences".equals(in.currentName())) {
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        differences.add(in.getText());
                    }
                    return differences;
                }
            }
        }
        throw new UserException(api + " answers, and is no GenOps server");
    }
}
