package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The sample application as a stranger runs it, beside a server: what it asked is found by search.
@TestInstance(Lifecycle.PER_CLASS)
class SpringBootExampleIT {
    private static final HttpClient HTTP = Genops.http();
    private static final long PATIENCE_SECONDS = 120;

    private SnippetServer server;
    private Process sample;
    private Path output;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new SnippetServer(folder);
        output = folder.resolve("sample.txt");
        port = freePort();
        var builder = new ProcessBuilder(
                        "../genops",
                        "example",
                        "spring-boot",
                        "--server.port=" + port,
                        "--genops.endpoint=" + server.collector)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("GENOPS_BUILD", "skip");
        sample = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(output).contains("What it cost:")) {
            assertThat(sample.isAlive() && System.nanoTime() < deadline)
                    .as(Files.readString(output))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @AfterAll
    void stop() {
        if (sample != null) {
            sample.destroyForcibly();
        }
        if (server != null) {
            server.close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void itsCallsAreFoundBySearchWithWhatTheyCost() throws Exception {
        String spl = "index=genops_ai genops.project=assistant genops.cost.total=*"
                + " | stats sum(genops.cost.total) count by genops.customer_id | sort genops.customer_id";
        String wanted = "[[\"acme\",0.012,1],[\"globex\",0.036,3]]";
        String found = server.rows(spl).toString();
        // The last span is exported a while after the others.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!found.equals(wanted) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            found = server.rows(spl).toString();
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void whatWasRefusedIsFoundToo() throws Exception {
        String refused = "index=genops_ai genops.project=assistant genops.policy.result=blocked"
                + " | stats count by genops.policy.name";
        assertThat(server.rows(refused).toString()).contains("\"cards\",");
        assertThat(Files.readString(output))
                .contains("POLICY_DENY_CONTENT: ")
                .contains("BUDGET_EXCEEDED: ", "budget `customers{customer_id=globex}`: may cost $0.02");
    }

    @Test
    void itHasHealthAndMetrics() throws Exception {
        assertThat(get("/actuator/health")).contains("\"genops\":{", "\"status\":\"UP\"");
        assertThat(get("/actuator/prometheus"))
                .contains("genops_ai_cost_total{currency=\"USD\"")
                .contains("genops_ai_blocked_total{code=\"BUDGET_EXCEEDED\"")
                .contains("genops_budget_remaining{")
                .contains("genops_ai_operations_seconds_count{");
    }
}
