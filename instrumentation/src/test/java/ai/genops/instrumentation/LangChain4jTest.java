package ai.genops.instrumentation;

import static ai.genops.instrumentation.OpenAiAnswers.COST;
import static ai.genops.instrumentation.OpenAiAnswers.chunk;
import static ai.genops.instrumentation.OpenAiAnswers.completion;
import static ai.genops.instrumentation.OpenAiAnswers.stream;
import static ai.genops.instrumentation.OpenAiAnswers.usageChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.langchain4j.LangChain4jTelemetry;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LangChain4jTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> c.policy(
            new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final LangChain4jTelemetry telemetry = LangChain4jTelemetry.create(governed.genops);
    private final ChatModel model = telemetry.wrap(OpenAiChatModel.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .modelName("o3")
            .maxCompletionTokens(1000)
            .maxRetries(2)
            .build());
    private final StreamingChatModel stream = telemetry.wrap(OpenAiStreamingChatModel.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .modelName("o3")
            .maxCompletionTokens(1000)
            .build());

    LangChain4jTest() throws IOException {}

    @AfterEach
    void close() {
        provider.close();
    }

    /// Keeps what comes; may cancel at the first piece.
    private static class Kept implements StreamingChatResponseHandler {
        final List<String> pieces = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        final CompletableFuture<Boolean> first = new CompletableFuture<>();
        private final boolean cancels;

        Kept(boolean cancels) {
            this.cancels = cancels;
        }

        @Override
        public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            pieces.add(piece.text());
            if (cancels) {
                context.streamingHandle().cancel();
            }
            first.complete(true);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        ChatResponse response() throws Exception {
            return end.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aChatIsPricedToTheLastDecimal() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        assertThat(model.chat("Help me")).isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(span.getName()).isEqualTo("langchain4j.chat");
        assertThat(Governed.number(span, "genops.cost.total")).isEqualTo(0.0054);
        assertThat(Governed.number(span, "genops.cost.reasoning")).isEqualTo(0.0036);
        assertThat(Governed.text(span, "genops.cost.provider")).isEqualTo("openai");
        assertThat(Governed.text(span, "genops.cost.model")).isEqualTo("o3-2025-04-16");
        assertThat(span.getAttributes().toString()).doesNotContain("Help me", "Hello");
    }

    @Test
    void everyFormOfAChatIsOneCall() {
        for (int i = 0; i < 4; i++) {
            provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        }
        UserMessage question = UserMessage.from("Help me");
        model.chat(question);
        model.chat(List.of(question));
        model.chat(ChatRequest.builder().messages(question).build());
        model.doChat(ChatRequest.builder()
                .messages(question)
                .parameters(model.defaultRequestParameters())
                .build());
        assertThat(governed.charged()).isEqualByComparingTo("0.0216");
        assertThat(governed.spans).hasSize(4);
    }

    @Test
    void whatComesAsJsonOrAsCallsOfToolsIsGovernedTheSame() {
        provider.answers.add(Answer.json(completion("\"{}\"", "")));
        ToolSpecification weather = ToolSpecification.builder()
                .name("weather")
                .description("of a city")
                .build();
        model.chat(ChatRequest.builder()
                .messages(UserMessage.from("Help me"))
                .responseFormat(
                        ResponseFormat.builder().type(ResponseFormatType.JSON).build())
                .toolSpecifications(weather)
                .build());
        assertThat(provider.requests.get(0).path("tools").size()).isEqualTo(1);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(Answer.stream(
                chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"{}\"}}]}"),
                usageChunk(),
                "data: [DONE]\n\n"));
        Kept kept = new Kept(false);
        stream.chat("Help me", kept);
        AiMessage answer = kept.end.orTimeout(10, TimeUnit.SECONDS).join().aiMessage();
        assertThat(answer.toolExecutionRequests()).hasSize(1);
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
    }

    @Test
    void aStreamIsPricedAtItsEnd() throws Exception {
        provider.answers.add(stream());
        Kept kept = new Kept(false);
        stream.chat("Help me", kept);
        assertThat(kept.response().aiMessage().text()).isEqualTo("Hello");
        assertThat(kept.pieces).containsExactly("He", "llo");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.number(governed.only(), "genops.cost.total")).isEqualTo(0.0054);
    }

    @Test
    void aStreamThatIsCancelledIsChargedForWhatWasSentAndWhatCame() throws Exception {
        provider.answers.add(Answer.hanging(chunk("{\"content\":\"" + "x".repeat(400) + "\"}")));
        Kept kept = new Kept(true);
        stream.chat("Help me, and tell me all that you know of it", kept);
        kept.first.get(10, TimeUnit.SECONDS);
        var span = governed.only();
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(100);
        assertThat(span.getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
        Long input = span.getAttributes().get(AttributeKey.longKey("genops.tokens.input"));
        assertThat(input).isBetween(10L, 60L);
        assertThat(governed.charged())
                .isEqualByComparingTo(new BigDecimal("0.000002")
                        .multiply(BigDecimal.valueOf(input == null ? 0 : input))
                        .add(new BigDecimal("0.0008")));
    }

    @Test
    void aStreamThatFailsTellsItsHandlerAndIsChargedForWhatCame() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        Kept kept = new Kept(false);
        stream.chat("Help me", kept);
        assertThatThrownBy(kept::response)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InvalidRequestException.class);
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void aFailureCostsNothingAndRetriesAreOneCall() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> model.chat("Help me")).isInstanceOf(InvalidRequestException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        model.chat("Help me");
        assertThat(provider.requests).hasSize(3);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void whatABudgetRefusesIsNotSent() {
        ChatRequest dear = ChatRequest.builder()
                .messages(UserMessage.from("Help me"))
                .parameters(OpenAiChatRequestParameters.builder()
                        .maxCompletionTokens(2_000_000)
                        .build())
                .build();
        assertThatThrownBy(() -> model.chat(dear)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> stream.chat(dear, new Kept(false))).isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0");
    }

    @Test
    void policiesSeeWhatIsAskedAndWhatIsAnswered() {
        assertThatThrownBy(() -> model.chat("4111111111111111")).isInstanceOf(PolicyViolationException.class);
        assertThat(provider.requests).isEmpty();
        provider.answers.add(Answer.json(completion("\"4111111111111111\"", "")));
        assertThatThrownBy(() -> model.chat("Help me")).isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(Answer.stream(
                chunk("{\"content\":\"41111111\"}"),
                chunk("{\"content\":\"11111111\"}"),
                usageChunk(),
                "data: [DONE]\n\n"));
        Kept kept = new Kept(false);
        stream.chat("Help me", kept);
        assertThatThrownBy(kept::response).hasCauseInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
    }

    @Test
    void theTierThatServedIsPriced() {
        provider.answers.add(Answer.json(completion("\"Hello\"", ",\"service_tier\":\"flex\"")));
        model.chat("Help me");
        assertThat(governed.charged()).isEqualByComparingTo("0.0027");
    }

    @Test
    void anthropicsInputIsBesideItsCache() throws Exception {
        // LangChain4j does not tell how long a cache is kept: 100 × 0.003 + 2000 × 0.0003 + 3000 × 0.00375 + 200 ×
        // 0.015.
        String cost = "0.01515";
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[{\"type\":\"text\",\"text\":\"Hello\"}]")));
        telemetry
                .wrap(AnthropicChatModel.builder()
                        .baseUrl(provider.address() + "/v1")
                        .apiKey("key")
                        .modelName("claude-sonnet-4-5")
                        .maxTokens(1000)
                        .build())
                .chat("Help me");
        assertThat(governed.charged()).isEqualByComparingTo(cost);
        assertThat(governed.only().getAttributes().get(AttributeKey.longKey("genops.tokens.input")))
                .isEqualTo(5100);
        provider.answers.add(AnthropicAnswers.stream());
        Kept kept = new Kept(false);
        telemetry
                .wrap(AnthropicStreamingChatModel.builder()
                        .baseUrl(provider.address() + "/v1")
                        .apiKey("key")
                        .modelName("claude-sonnet-4-5")
                        .maxTokens(1000)
                        .build())
                .chat("Help me", kept);
        kept.response();
        assertThat(governed.charged()).isEqualByComparingTo("0.0303");
    }

    @Test
    void modelsAreWrapped() {
        GenOps genops = governed.genops;
        ChatModel yourChatModel = OpenAiChatModel.builder().apiKey("key").build();
        StreamingChatModel yourStreamingChatModel =
                OpenAiStreamingChatModel.builder().apiKey("key").build();
        EmbeddingModel yourEmbeddingModel =
                OpenAiEmbeddingModel.builder().apiKey("key").build();
        // snippet wrap-langchain
        ChatModel chat = LangChain4jTelemetry.create(genops).wrap(yourChatModel);
        StreamingChatModel streaming = LangChain4jTelemetry.create(genops).wrap(yourStreamingChatModel);
        EmbeddingModel embeddings = LangChain4jTelemetry.create(genops).wrap(yourEmbeddingModel);
        // end
        assertThat(chat.provider()).isEqualTo(yourChatModel.provider());
        assertThat(streaming.provider()).isEqualTo(yourStreamingChatModel.provider());
        assertThat(embeddings.modelName()).isEqualTo(yourEmbeddingModel.modelName());
    }

    @Test
    void embeddingsHaveNoOutput() {
        for (int i = 0; i < 3; i++) {
            provider.answers.add(Answer.json("""
                    {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
                    "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}"""));
        }
        EmbeddingModel embeddings = telemetry.wrap(OpenAiEmbeddingModel.builder()
                .baseUrl(provider.address() + "/v1")
                .apiKey("key")
                .modelName("text-embedding-3-small")
                .build());
        embeddings.embed("Help me");
        embeddings.embedAll(List.of(TextSegment.from("Help me")));
        embeddings.embed(EmbeddingRequest.builder()
                .inputs(List.of(EmbeddingInput.from("Help me")))
                .build());
        assertThat(embeddings.embedAll(List.of()).content()).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0.00000048");
        assertThat(governed.spans).hasSize(3).allSatisfy(span -> {
            assertThat(Governed.text(span, "genops.operation.type")).isEqualTo("ai.embedding");
            assertThat(Governed.text(span, "genops.cost.provider")).isEqualTo("openai");
        });
        assertThatThrownBy(() -> embeddings.embed("4111111111111111")).isInstanceOf(PolicyViolationException.class);
    }

    @Test
    void layersThatStackCountOnce() {
        assertThat(telemetry.wrap(model)).isSameAs(model);
        assertThat(telemetry.wrap(stream)).isSameAs(stream);
        var client = OpenAiTelemetry.create(governed.genops)
                .wrap(OpenAIOkHttpClient.builder()
                        .baseUrl(provider.address() + "/v1")
                        .apiKey("key")
                        .build());
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        // A model whose own client is governed too.
        ChatModel stacked = telemetry.provider("openai").wrap(new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                client.chat()
                        .completions()
                        .create(ChatCompletionCreateParams.builder()
                                .model("o3")
                                .addUserMessage("Help me")
                                .build());
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Hello"))
                        .modelName("o3")
                        .tokenUsage(new TokenUsage(1000, 500))
                        .build();
            }
        });
        governed.genops
                .operation("agent")
                .run(agent -> stacked.chat(ChatRequest.builder()
                        .messages(UserMessage.from("Help me"))
                        .modelName("o3")
                        .build()));
        assertThat(governed.spans).extracting(span -> span.getName()).containsExactly("langchain4j.chat", "agent");
        // The client knows what the cache had; the model has not told it.
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isNull();
    }

    @Test
    @SuppressWarnings("try") // The scope is only closed.
    void whatAHandlerAsksNextIsAnotherCallForTheSameCustomer() throws Exception {
        provider.answers.add(stream());
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        Kept kept = new Kept(false) {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                assertThat(Operation.in(Context.current())).isNotNull();
                model.chat("And then?");
                super.onCompleteResponse(response);
            }
        };
        try (Operation agent =
                governed.genops.operation("agent").customerId("c-7").start()) {
            stream.chat("Help me", kept);
            kept.response();
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans)
                .extracting(span -> Governed.text(span, "genops.customer_id"))
                .containsExactly("c-7", "c-7", "c-7");
    }
}
