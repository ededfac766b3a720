package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.langchain4j.LangChain4jTelemetry;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.InternalServerException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One provider fails, another answers.
class FallbackTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> {});
    private final OpenAIClient openai = OpenAiTelemetry.create(governed.genops)
            .wrap(OpenAIOkHttpClient.builder()
                    .baseUrl(provider.address() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build());
    private final AnthropicClient anthropic = AnthropicTelemetry.create(governed.genops)
            .wrap(AnthropicOkHttpClient.builder()
                    .baseUrl(provider.address())
                    .apiKey("key")
                    .maxRetries(0)
                    .build());

    FallbackTest() throws IOException {}

    @AfterEach
    void close() {
        openai.close();
        anthropic.close();
        provider.close();
    }

    private void ask() {
        try {
            openai.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("o3")
                            .maxCompletionTokens(1000)
                            .addUserMessage("Help me")
                            .build());
        } catch (InternalServerException e) {
            anthropic
                    .messages()
                    .create(MessageCreateParams.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(1000)
                            .addUserMessage("Help me")
                            .build());
        }
    }

    @Test
    void theOneThatAnswersIsChargedAtItsOwnPrices() {
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[]")));
        ask();
        assertThat(governed.charged()).isEqualByComparingTo(AnthropicAnswers.COST);
        assertThat(governed.spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(Governed.number(governed.spans.get(0), "genops.cost.total")).isNull();
        assertThat(Governed.text(governed.spans.get(1), "genops.cost.provider")).isEqualTo("anthropic");
    }

    @Test
    void inOneOperationOfAModelTheOtherOnesPricesCount() {
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[]")));
        governed.genops
                .operation("chat")
                .model("openai", "o3")
                .maxOutputTokens(1000)
                .run(chat -> ask());
        assertThat(governed.charged()).isEqualByComparingTo(AnthropicAnswers.COST);
        assertThat(Governed.text(governed.only(), "genops.cost.provider")).isEqualTo("anthropic");
        assertThat(Governed.text(governed.only(), "genops.cost.model")).isEqualTo("claude-sonnet-4-5");
    }

    @Test
    void aWrappedModelThatChoosesHasWhatTheOtherUsedAtThatOnesPrices() {
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[]")));
        ChatModel choice = LangChain4jTelemetry.create(governed.genops)
                .provider("openai")
                .wrap(new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        ask();
                        return ChatResponse.builder()
                                .aiMessage(AiMessage.from("Hello"))
                                .tokenUsage(new TokenUsage(100, 200))
                                .build();
                    }

                    @Override
                    public ChatRequestParameters defaultRequestParameters() {
                        return ChatRequestParameters.builder().modelName("o3").build();
                    }
                });
        choice.chat("Help me");
        assertThat(governed.charged()).isEqualByComparingTo(AnthropicAnswers.COST);
        assertThat(governed.only().getName()).isEqualTo("langchain4j.chat");
        assertThat(Governed.text(governed.only(), "genops.cost.provider")).isEqualTo("anthropic");
    }

    @Test
    void ifAllFailNothingIsChargedAndNothingStaysReserved() {
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.error(500, "{}"));
        assertThatThrownBy(this::ask).isInstanceOf(com.anthropic.errors.InternalServerException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.spans).hasSize(2);
    }
}
