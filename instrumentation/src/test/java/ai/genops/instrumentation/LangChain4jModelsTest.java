package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.langchain4j.LangChain4jTelemetry;
import ai.genops.sdk.govern.PolicyViolationException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.bedrock.BedrockTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/// Models of other providers, and of one's own: they need no provider here.
class LangChain4jModelsTest {
    private static final ChatRequestParameters O3 = ChatRequestParameters.builder()
            .modelName("o3")
            .maxOutputTokens(1000)
            .build();

    private final Governed governed = new Governed(c -> c.policy(
            new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final LangChain4jTelemetry telemetry = LangChain4jTelemetry.create(governed.genops);

    /// How many tokens are counted of a model's call that tells this.
    private @Nullable Long tokens(TokenUsage usage, String key) {
        governed.spans.clear();
        telemetry
                .provider("openai")
                .wrap(new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        return ChatResponse.builder()
                                .aiMessage(AiMessage.from("Hello"))
                                .tokenUsage(usage)
                                .build();
                    }

                    @Override
                    public ChatRequestParameters defaultRequestParameters() {
                        return O3;
                    }
                })
                .chat("Help me");
        return governed.only().getAttributes().get(AttributeKey.longKey(key));
    }

    @Test
    void eachProvidersUsageIsCountedAsItMeansIt() {
        AnthropicTokenUsage anthropic = AnthropicTokenUsage.builder()
                .inputTokenCount(100)
                .outputTokenCount(20)
                .cacheReadInputTokens(2000)
                .cacheCreationInputTokens(3000)
                .build();
        assertThat(tokens(anthropic, "genops.tokens.input")).isEqualTo(5100);
        // The complaint: its input is without the cache.
        BedrockTokenUsage bedrock = BedrockTokenUsage.builder()
                .inputTokenCount(100)
                .outputTokenCount(20)
                .cacheReadInputTokens(2000)
                .cacheWriteInputTokens(3000)
                .build();
        assertThat(tokens(bedrock, "genops.tokens.input")).isEqualTo(5100);
        assertThat(tokens(bedrock, "genops.tokens.output")).isEqualTo(20);
        GoogleAiGeminiTokenUsage gemini = GoogleAiGeminiTokenUsage.builder()
                .inputTokenCount(1000)
                .outputTokenCount(200)
                .totalTokenCount(1500)
                .cachedContentTokenCount(800)
                .thoughtsTokenCount(300)
                .build();
        assertThat(tokens(gemini, "genops.tokens.input")).isEqualTo(1000);
        assertThat(tokens(gemini, "genops.tokens.output")).isEqualTo(500);
        assertThat(tokens(new TokenUsage(10, 5), "genops.tokens.output")).isEqualTo(5);
    }

    @Test
    void aModelThatDoesNotSayWhichItIsHasNoPrice() {
        ChatModel nameless = telemetry.wrap(new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw new AssertionError("it ran");
            }
        });
        assertThatThrownBy(() -> nameless.chat("Help me"))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("nobody knows what `unknown` costs");
    }

    private static ChatResponse hello() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("Hello"))
                .modelName("o3")
                .tokenUsage(new TokenUsage(1000, 500))
                .build();
    }

    /// A model that answers later.
    private static final class Later implements ChatModel {
        final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

        @Override
        public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
            return answer;
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return O3;
        }

        @Override
        public ModelProvider provider() {
            return ModelProvider.OPEN_AI;
        }
    }

    /// A model that answers who subscribes.
    private static final class Published implements StreamingChatModel {
        @Override
        public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
            return JdkFlowAdapter.publisherToFlowPublisher(Flux.just(
                    new PartialResponse("x".repeat(400)), new PartialResponse("llo"), new CompleteResponse(hello())));
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return O3;
        }

        @Override
        public ModelProvider provider() {
            return ModelProvider.OPEN_AI;
        }
    }

    @Test
    void whatIsAnsweredLaterIsChargedThen() {
        Later later = new Later();
        var answer = telemetry.wrap(later).chatAsync("Help me");
        assertThat(governed.spans).isEmpty();
        later.answer.complete(hello());
        assertThat(answer).isCompletedWithValue("Hello");
        assertThat(governed.charged()).isEqualByComparingTo("0.006");
        assertThat(telemetry.wrap(later).chatAsync("4111111111111111"))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PolicyViolationException.class);
    }

    @Test
    void whoeverSubscribesMakesACallOfHisOwn() {
        StreamingChatModel published = telemetry.wrap(new Published());
        var events = JdkFlowAdapter.flowPublisherToFlux(published.chat(
                ChatRequest.builder().messages(UserMessage.from("Help me")).build()));
        assertThat(governed.spans).isEmpty();
        assertThat(events.collectList().block()).hasSize(3);
        assertThat(governed.charged()).isEqualByComparingTo("0.006");
        // Cut after 400 bytes, which are 100 tokens.
        events.take(1).blockLast();
        var cut = governed.spans.get(1);
        assertThat(cut.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(100);
        assertThat(cut.getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
        var refused = JdkFlowAdapter.flowPublisherToFlux(published.chat(ChatRequest.builder()
                .messages(UserMessage.from("4111111111111111"))
                .build()));
        assertThatThrownBy(refused::blockLast).isInstanceOf(PolicyViolationException.class);
    }
}
