package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.micrometer.GenOpsMetrics;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

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
