package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.bedrock.BedrockTelemetry;
import ai.genops.instrumentation.google.GoogleTelemetry;
import ai.genops.instrumentation.micrometer.GenOpsMetrics;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// Runs the Java of docs/instrumentation.md.
class DocumentedTest {
    @Test
    void clientsAreWrapped() {
        GenOps genops = new Governed(c -> {}).genops;
        OpenAIClient yourOpenAiClient =
                OpenAIOkHttpClient.builder().apiKey("key").build();
        AnthropicClient yourAnthropicClient =
                AnthropicOkHttpClient.builder().apiKey("key").build();
        // snippet wrap-clients
        OpenAIClient openai = OpenAiTelemetry.create(genops).wrap(yourOpenAiClient);
        AnthropicClient anthropic = AnthropicTelemetry.create(genops).wrap(yourAnthropicClient);
        // end
        assertThat(openai).isNotSameAs(yourOpenAiClient);
        assertThat(anthropic).isNotSameAs(yourAnthropicClient);
        openai.close();
        anthropic.close();
    }

    @Test
    void bedrocksClientsAreWrapped() {
        GenOps genops = new Governed(c -> {}).genops;
        BedrockRuntimeClient yourBedrockClient =
                BedrockRuntimeClient.builder().region(Region.US_EAST_1).build();
        BedrockRuntimeAsyncClient yourAsyncClient =
                BedrockRuntimeAsyncClient.builder().region(Region.US_EAST_1).build();
        // snippet wrap-bedrock
        BedrockTelemetry telemetry = BedrockTelemetry.create(genops)
                .model(
                        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
                        "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
        BedrockRuntimeClient bedrock = telemetry.wrap(yourBedrockClient);
        BedrockRuntimeAsyncClient streaming = telemetry.wrap(yourAsyncClient);
        // end
        assertThat(bedrock).isNotSameAs(yourBedrockClient);
        assertThat(streaming).isNotSameAs(yourAsyncClient);
        bedrock.close();
        streaming.close();
    }

    @Test
    void googlesClientIsBuiltWithOptions() {
        GenOps genops = new Governed(c -> {}).genops;
        // snippet wrap-google
        Client google = Client.builder()
                .apiKey("your-key")
                .clientOptions(GoogleTelemetry.create(genops)
                        .wrap(ClientOptions.builder().build()))
                .build();
        // end
        assertThat(google.apiKey()).isEqualTo("your-key");
        google.close();
    }

    @Test
    void metersAreBound() {
        var registry = new SimpleMeterRegistry();
        // snippet metrics
        GenOpsMetrics metrics = GenOpsMetrics.on(registry);
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("none")
                .team("ai-platform")
                .project("chat")
                .environment("production")
                .onEnd(metrics));
        metrics.bind(genops);
        // end
        genops.operation("x").run(op -> op.recordCost(c -> c.model("gpt-4")));
        genops.close();
        assertThat(registry.get("genops.ai.unpriced")
                        .tags("model", "gpt-4", "provider", "none")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("genops.problems").functionCounters()).hasSizeGreaterThan(5);
    }
}
