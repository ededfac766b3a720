package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a server whose data folder is taken away under it.
@Timeout(120)
class DataFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private TestServer server;
    private Path away;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file("server.yaml", """
                        api_port: %d
                        log: {max_size: 200 MB}
                        health: {interval: 100ms}
                        """.formatted(server.port()))
                .file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n")
                .file("destinations/out.yaml", "id: out\ntype: file\npath: out.ndjson\nflush_interval: 10ms\n")
                .file("routes/all.yaml", """
                        - {id: to_lake, destination: lake, dataset: all}
                        - {id: to_file, destination: out}
                        """)
                .start();
        away = folder.resolve("away");
        server.send(0, 3);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsAwayIsToldRefusedAndGoesOnWhenItIsBack() throws Exception {
        Files.move(server.data(), away);
        JsonNode health =
                await("/health", answer -> answer.get("status").asText().equals("down"));
        assertThat(health.toString()).contains("has vanished; is its disk still mounted?");
        assertThat(server.trySend(3)).isEqualTo(503);
        Thread.sleep(1_000);
        assertThat(server.data()).doesNotExist();
        Files.move(away, server.data());
        while (server.trySend(3) == 503) {
            Thread.sleep(50);
        }
        await("/health", answer -> !answer.get("status").asText().equals("down"));
        server.running().awaitDelivered();
        server.close();
        assertThat(Files.readAllLines(server.data().resolve("out.ndjson"))).hasSize(4);
        assertThat(rows()).contains("\"count\":4");
    }

    @Test
    void anotherInItsPlaceIsLeftAloneUntilTheRestart() throws Exception {
        Files.move(server.data(), away);
        Files.createDirectories(server.data().resolve("log"));
        Files.createDirectories(server.data().resolve("lake"));
        JsonNode health =
                await("/health", answer -> answer.get("status").asText().equals("down"));
        assertThat(health.toString()).contains("it was replaced", "restart the server");
        assertThat(server.trySend(3)).isEqualTo(503);
        assertThat(server.data().resolve("log")).isEmptyDirectory();
        server.close();
        assertThat(server.data().resolve("lake")).isEmptyDirectory();
        server.start().send(4, 2);
        server.close();
        assertThat(rows()).contains("\"count\":2");
    }

    @Test
    void aLakeThatIsGoneAloneIsToldAsDown() throws Exception {
        Files.move(server.data().resolve("lake"), away);
        assertThat(server.trySend(3)).isEqualTo(200);
        JsonNode lake = await(
                "/api/status", status -> lake(status).get("state").asText().equals("circuit open"));
        assertThat(lake(lake).get("last_error").asText()).contains("has vanished", "restart the server");
        Files.move(away, server.data().resolve("lake"));
        server.running().awaitDelivered();
        server.close();
        assertThat(rows()).contains("\"count\":4");
    }

    private String rows() {
        return TestServer.run(
                        "search", "--data", server.data().toString(), "--output", "json", "index=all | stats count")
                .out();
    }

    private static JsonNode lake(JsonNode status) {
        for (JsonNode destination : status.get("destinations")) {
            if (destination.get("id").asText().equals("lake")) {
                return destination;
            }
        }
        throw new IllegalStateException(status.toString());
    }

    private JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(server.get(path));
        while (!wanted.test(answer)) {
            Thread.sleep(20);
            answer = JSON.readTree(server.get(path));
        }
        return answer;
    }
}
