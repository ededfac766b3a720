package ai.genops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.config.Protocol;
import ai.genops.sdk.problem.Problems.Kind;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What programs that send to a collector say in Python, in Java, against this server, found by search.
@TestInstance(Lifecycle.PER_CLASS)
class CriblSnippetsIT {
    private SnippetServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new SnippetServer(folder);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theVersion() {
        // snippet version
        System.out.println(GenOps.version());
        // end
        assertThat(GenOps.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    @Test
    void aBasicConfiguration() throws Exception {
        String collector = server.collector;
        String token = "cribl-token";
        // snippet cribl
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("otlp")
                .endpoint(collector)
                .header("Authorization", "Bearer " + token)
                .header("X-Scope-OrgID", "my-organization")
                .team("ai-platform")
                .project("genops-cribl-integration"));
        // end
        genops.operation("basic").start().close();
        genops.close();
        assertThat(genops.problems().count(Kind.EXPORT)).isZero();
        var row = server.rows("index=genops_ai genops.operation.name=basic | table genops.team genops.project")
                .get(0);
        assertThat(row.get(0).asText()).isEqualTo("ai-platform");
        assertThat(row.get(1).asText()).isEqualTo("genops-cribl-integration");
    }

    @Test
    void overGrpc() throws Exception {
        try (GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .otlp(server.genops.grpc().toString())
                .protocol(Protocol.GRPC)
                .bearer("cribl-token")
                .team("grpc-team")
                .project("genops-cribl-integration"))) {
            genops.operation("over grpc").run(op -> op.recordCost(c -> c.total("0.0195")));
            assertThat(genops.flush()).isTrue();
            assertThat(genops.problems().count(Kind.EXPORT)).isZero();
        }
        var row = server.rows("index=genops_ai genops.team=grpc-team | table genops.cost.total")
                .get(0);
        assertThat(row.get(0).asText()).isEqualTo("0.0195");
    }

    @Test
    void aConfigurationFromTheEnvironment() throws Exception {
        server.run(
                FromEnvironment.class,
                Map.of(
                        "CRIBL_OTLP_ENDPOINT", server.collector,
                        "CRIBL_AUTH_TOKEN", "cribl-token",
                        "SERVICE_NAME", "customer-ai-chatbot",
                        "ORG_ID", "acme-corp",
                        "TEAM_NAME", "nlp-team",
                        "PROJECT_NAME", "chatbot-v2",
                        "ENVIRONMENT", "production"));
        String spl = "index=genops_ai genops.team=nlp-team genops.project=chatbot-v2"
                + " | stats sum(genops.cost.total) by genops.environment";
        var row = server.rows(spl).get(0);
        assertThat(row.get(0).asText()).isEqualTo("production");
        assertThat(row.get(1).asText()).isEqualTo("0.0195");
    }

    @Test
    void oneVariableShowsEveryAttemptToExport() throws Exception {
        var variables = Map.of("CRIBL_OTLP_ENDPOINT", server.collector, "OTEL_LOG_LEVEL", "debug");
        assertThat(server.run(FromEnvironment.class, variables)).containsIgnoringCase("/v1/traces");
    }

    @Test
    void anInstrumentedClient() throws Exception {
        String collector = server.collector;
        HttpServer provider = provider();
        String address = "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1";
        String key = "a key";
        // snippet instrument-openai
        GenOps genops = GenOps.init(c -> c.otlp(collector).team("test-team").project("cribl-integration-test"));
        OpenAIClient client = OpenAiTelemetry.create(genops)
                .wrap(OpenAIOkHttpClient.builder().baseUrl(address).apiKey(key).build());

        ChatCompletion response = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("gpt-4")
                        .addUserMessage("Hello from GenOps + Cribl!")
                        .maxCompletionTokens(50)
                        .build());

        System.out.println(
                "Response: " + response.choices().get(0).message().content().orElse(""));
        // end
        genops.close();
        client.close();
        provider.stop(0);
        var row = server.rows("index=genops_ai genops.project=cribl-integration-test"
                        + " | table genops.cost.model genops.tokens.input genops.tokens.output")
                .get(0);
        assertThat(row.toString()).isEqualTo("[\"gpt-4\",20,9]");
    }

    /// Answers one completion as it was recorded.
    private static HttpServer provider() throws Exception {
        String completion = """
                {"id":"chatcmpl-1","object":"chat.completion","created":1754000000,"model":"gpt-4",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"Hello!","refusal":null},\
                "logprobs":null,"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}""";
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = completion.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
