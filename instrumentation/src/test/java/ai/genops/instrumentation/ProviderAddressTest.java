package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.call.ProviderAddress;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, openai",
        "https://eu.api.openai.com/v1, openai",
        "https://mine.openai.azure.com/openai/v1, azure",
        "https://api.anthropic.com, anthropic",
        "https://bedrock-runtime.eu-west-1.amazonaws.com, bedrock",
        "https://us-central1-aiplatform.googleapis.com/v1, vertex_ai",
        "https://API.groq.com/openai/v1, groq",
        "https://api.openai.com.example.org/v1,",
        "https://notapi.openai.com/v1,",
        "http://127.0.0.1:8080/v1,",
        "no address,",
    })
    void anAddressSaysWhoIsBehindIt(String address, @Nullable String provider) {
        assertThat(ProviderAddress.provider(address)).isEqualTo(provider);
    }

    @Test
    void aClientTellsItsAddress() {
        OpenAIClient openai = OpenAIOkHttpClient.builder().apiKey("key").build();
        assertThat(OpenAiTelemetry.providerOf(openai)).isEqualTo("openai");
        assertThat(OpenAiTelemetry.providerOf(openai.async())).isEqualTo("openai");
        OpenAIClient gateway = openai.withOptions(options -> options.baseUrl("http://gateway.internal/v1"));
        assertThat(OpenAiTelemetry.providerOf(gateway)).isNull();
        openai.close();
        var anthropic = AnthropicOkHttpClient.builder().apiKey("key").build();
        assertThat(AnthropicTelemetry.providerOf(anthropic)).isEqualTo("anthropic");
        assertThat(AnthropicTelemetry.providerOf(anthropic.async())).isEqualTo("anthropic");
        anthropic.close();
    }

    @Test
    void aClientThatDoesNotAnswerIsNobodys() {
        OpenAIClient silent = (OpenAIClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OpenAIClient.class}, (proxy, method, arguments) -> null);
        assertThat(OpenAiTelemetry.providerOf(silent)).isNull();
        OpenAIClient failing = (OpenAIClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OpenAIClient.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("not set up");
                });
        assertThat(OpenAiTelemetry.providerOf(failing)).isNull();
    }
}
