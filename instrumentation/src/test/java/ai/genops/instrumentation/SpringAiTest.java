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
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.instrumentation.springai.SpringAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Flux;

class SpringAiTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> c.policy(
            new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final SpringAiTelemetry telemetry = SpringAiTelemetry.create(governed.genops);
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .maxRetries(2)
            .build();
    private final ChatModel real = openAi(client);
    private final ChatModel model = telemetry.wrap(real);

    SpringAiTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    private static ChatModel openAi(OpenAIClient client) {
        return OpenAiChatModel.builder()
                .openAiClient(client)
                .openAiClientAsync(client.async())
                .options(OpenAiChatOptions.builder()
                        .model("o3")
                        .maxCompletionTokens(1000)
                        .build())
                .build();
    }

    private static String text(List<ChatResponse> pieces) {
        return pieces.stream()
                .flatMap(piece -> piece.getResults().stream())
                .map(generation -> String.valueOf(generation.getOutput().getText()))
                .reduce("", String::concat);
    }

    private static List<ChatResponse> all(Flux<ChatResponse> pieces) {
        List<ChatResponse> all = pieces.collectList().block(Duration.ofSeconds(10));
        return all == null ? List.of() : all;
    }

    @Test
    void aCallIsPricedToTheLastDecimal() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        assertThat(model.call("Help me")).isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(span.getName()).isEqualTo("spring_ai.chat");
        assertThat(Governed.number(span, "genops.cost.total")).isEqualTo(0.0054);
        assertThat(Governed.number(span, "genops.cost.reasoning")).isEqualTo(0.0036);
        assertThat(Governed.text(span, "genops.cost.provider")).isEqualTo("openai");
        assertThat(Governed.text(span, "genops.cost.model")).isEqualTo("o3-2025-04-16");
        assertThat(span.getAttributes().toString()).doesNotContain("Help me", "Hello");
    }

    @Test
    void whoeverSubscribesMakesACallOfHisOwn() {
        Flux<ChatResponse> pieces = model.stream(new Prompt("Help me"));
        assertThat(governed.spans).isEmpty();
        provider.answers.add(stream());
        provider.answers.add(stream());
        assertThat(text(all(pieces))).isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(text(all(pieces))).isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void aStreamThatWasToldNotToTellItsUsageTellsIt() {
        provider.answers.add(stream());
        all(model.stream(new Prompt(
                "Help me",
                OpenAiChatOptions.builder()
                        .model("o3")
                        .maxCompletionTokens(1000)
                        .streamUsage(false)
                        .build())));
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.number(governed.only(), "genops.cost.total")).isEqualTo(0.0054);
    }

    @Test
    void aStreamThatIsCancelledIsChargedForWhatWasSentAndWhatCame() {
        provider.answers.add(Answer.hanging(chunk("{\"content\":\"" + "x".repeat(400) + "\"}")));
        all(model.stream(new Prompt("Help me, and tell me all that you know of it"))
                .take(1));
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
    void aFailureCostsNothingAndRetriesAreOneCall() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> model.call("Help me")).isInstanceOf(BadRequestException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        model.call("Help me");
        assertThat(provider.requests).hasSize(3);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void aStreamThatFailsIsAnErrorOnceAndNothingStaysReserved() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> all(model.stream(new Prompt("Help me"))))
                .hasRootCauseInstanceOf(BadRequestException.class);
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(governed.charged().signum()).isNotNegative();
    }

    @Test
    void whatABudgetRefusesIsNotSent() {
        Prompt dear = new Prompt(
                "Help me",
                OpenAiChatOptions.builder()
                        .model("o3")
                        .maxCompletionTokens(2_000_000)
                        .build());
        assertThatThrownBy(() -> model.call(dear)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> all(model.stream(dear))).isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0");
    }

    @Test
    void policiesSeeWhatIsAskedAndWhatIsAnswered() {
        assertThatThrownBy(() -> model.call("4111111111111111")).isInstanceOf(PolicyViolationException.class);
        assertThat(provider.requests).isEmpty();
        provider.answers.add(Answer.json(completion("\"4111111111111111\"", "")));
        assertThatThrownBy(() -> model.call("Help me")).isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(Answer.stream(
                chunk("{\"content\":\"41111111\"}"),
                chunk("{\"content\":\"11111111\"}"),
                usageChunk(),
                "data: [DONE]\n\n"));
        assertThatThrownBy(() -> all(model.stream(new Prompt("Help me")))).isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
    }

    private static ChatModel claude(AnthropicClient client) {
        return AnthropicChatModel.builder()
                .anthropicClient(client)
                .anthropicClientAsync(client.async())
                .options(AnthropicChatOptions.builder()
                        .model("claude-sonnet-4-5")
                        .maxTokens(1000)
                        .build())
                .build();
    }

    @Test
    void anthropicsCacheIsBesideItsInput() {
        AnthropicClient anthropic = AnthropicOkHttpClient.builder()
                .baseUrl(provider.address())
                .apiKey("key")
                .build();
        ChatModel claude = telemetry.wrap(claude(anthropic));
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[{\"type\":\"text\",\"text\":\"Hello\"}]")));
        assertThat(claude.call("Help me")).isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(AnthropicAnswers.COST);
        assertThat(Governed.text(governed.only(), "genops.cost.provider")).isEqualTo("anthropic");
        // Spring AI does not pass on what a stream tells at its beginning, so all writes are priced as those of 5
        // minutes.
        provider.answers.add(AnthropicAnswers.stream("{\"input_tokens\":100,\"cache_creation_input_tokens\":3000,"
                + "\"cache_read_input_tokens\":2000,\"output_tokens\":200}"));
        assertThat(text(all(claude.stream(new Prompt("Help me"))))).contains("Hello");
        assertThat(governed.charged()).isEqualByComparingTo("0.03255");
        assertThat(governed.spans).hasSize(2);
        anthropic.close();
    }

    /// Spring AI asks Anthropic's client for raw responses. Which of the two is wrapped, or both, makes no
    /// difference but that the client tells how long the cache is kept.
    @Test
    void aWrappedClientOfAnthropicIsGovernedBelowSpringAi() {
        AnthropicClient anthropic = AnthropicOkHttpClient.builder()
                .baseUrl(provider.address())
                .apiKey("key")
                .build();
        AnthropicClient wrapped = AnthropicTelemetry.create(governed.genops).wrap(anthropic);
        BigDecimal charged = BigDecimal.ZERO;
        for (ChatModel claude : List.of(claude(wrapped), telemetry.wrap(claude(wrapped)))) {
            provider.answers.add(
                    Answer.json(AnthropicAnswers.message(200, "[{\"type\":\"text\",\"text\":\"Hello\"}]")));
            assertThat(claude.call("Help me")).isEqualTo("Hello");
            provider.answers.add(AnthropicAnswers.stream());
            assertThat(text(all(claude.stream(new Prompt("Help me"))))).contains("Hello");
            charged = charged.add(new BigDecimal("0.0348"));
            assertThat(governed.charged()).isEqualByComparingTo(charged);
        }
        assertThat(governed.spans)
                .extracting(SpanData::getName)
                .containsExactly("anthropic.messages", "anthropic.messages", "spring_ai.chat", "spring_ai.chat");
        anthropic.close();
    }

    @Test
    void bedrocksInputExcludesItsCacheThoughItsTotalIncludesIt() {
        var usage = new DefaultUsage(100, 20, 5120, null, 2000L, 3000L);
        ChatModel bedrock = new ChatModel() {
            @Override
            public ChatResponse call(Prompt prompt) {
                return new ChatResponse(
                        List.of(new Generation(new AssistantMessage("Hello"))),
                        ChatResponseMetadata.builder().usage(usage).build());
            }

            @Override
            public ChatOptions getOptions() {
                return ChatOptions.builder().model("claude-sonnet-4-5").build();
            }
        };
        telemetry.provider("anthropic").wrap(bedrock).call("Help me");
        var span = governed.only();
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")))
                .isEqualTo(5100);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(20);
        // 100 × 0.003 + 2000 × 0.0003 + 3000 × 0.00375 + 20 × 0.015, each for a thousand.
        assertThat(governed.charged()).isEqualByComparingTo("0.01245");
    }

    @Test
    void embeddingsHaveNoOutput() {
        provider.answers.add(Answer.json("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
                "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}"""));
        var embeddings = telemetry.wrap(OpenAiEmbeddingModel.builder()
                .openAiClient(client)
                .metadataMode(MetadataMode.EMBED)
                .options(OpenAiEmbeddingOptions.builder()
                        .model("text-embedding-3-small")
                        .build())
                .build());
        assertThat(embeddings.embed("Help me")).hasSize(2);
        assertThat(governed.charged()).isEqualByComparingTo("0.00000016");
        assertThat(Governed.text(governed.only(), "genops.operation.type")).isEqualTo("ai.embedding");
    }

    @Test
    void layersThatStackCountOnce() {
        assertThat(telemetry.wrap(model)).isSameAs(model);
        // A model whose own client is governed too.
        ChatModel stacked =
                telemetry.wrap(openAi(OpenAiTelemetry.create(governed.genops).wrap(client)));
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        provider.answers.add(stream());
        governed.genops.operation("agent").run(agent -> {
            stacked.call("Help me");
            all(stacked.stream(new Prompt("Help me")));
        });
        assertThat(governed.spans)
                .extracting(span -> span.getName())
                .containsExactly("spring_ai.chat", "spring_ai.chat", "agent");
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(Governed.number(governed.spans.get(2), "genops.cost.total")).isNull();
    }

    /// A tool that the model calls.
    static final class Weather {
        @Tool(description = "The weather of a city")
        public String weather(String city) {
            return "sunny in " + city;
        }
    }

    @Test
    void eachStepOfALoopOfToolsIsACallForTheSameCustomer() {
        GenOps genops = governed.genops;
        ChatModel yourChatModel = real;
        // snippet wrap-spring-ai
        ChatModel governed = SpringAiTelemetry.create(genops).wrap(yourChatModel);
        ChatClient client = ChatClient.create(governed);
        // end
        provider.answers.add(Answer.json(completion(
                "null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Bern\\\"}\"}}]",
                "")));
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        try (Operation agent = genops.operation("agent").customerId("c-7").start()) {
            assertThat(agent.isCallOfModel()).isFalse();
            assertThat(client.prompt()
                            .user("Help me")
                            .tools(new Weather())
                            .call()
                            .content())
                    .isEqualTo("Hello");
        }
        assertThat(provider.requests.get(1).toString()).contains("sunny in Bern");
        assertThat(this.governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(this.governed.spans)
                .extracting(span -> Governed.text(span, "genops.customer_id"))
                .containsExactly("c-7", "c-7", "c-7");
    }

    @Test
    void eachStepOfAStreamedLoopOfToolsIsACallForTheSameCustomer() {
        provider.answers.add(Answer.stream(
                chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Bern\\\"}\"}}]}"),
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1754000000,"
                        + "\"model\":\"o3-2025-04-16\",\"choices\":[{\"index\":0,\"delta\":{},"
                        + "\"finish_reason\":\"tool_calls\"}]}\n\n",
                usageChunk(),
                "data: [DONE]\n\n"));
        provider.answers.add(stream());
        try (Operation agent =
                governed.genops.operation("agent").customerId("c-7").start()) {
            assertThat(agent.isCallOfModel()).isFalse();
            assertThat(ChatClient.create(model).prompt().user("Help me").tools(new Weather()).stream()
                            .content()
                            .contextWrite(SpringAiTelemetry.caller())
                            .collectList()
                            .block(Duration.ofSeconds(10)))
                    .contains("He", "llo");
        }
        assertThat(provider.requests.get(1).toString()).contains("sunny in Bern");
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans)
                .extracting(span -> Governed.text(span, "genops.customer_id"))
                .containsExactly("c-7", "c-7", "c-7");
    }

    @Test
    void whatASubscriberAsksNextIsAnotherCallForTheSameCustomer() {
        provider.answers.add(stream());
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        try (Operation agent =
                governed.genops.operation("agent").customerId("c-7").start()) {
            assertThat(agent.isCallOfModel()).isFalse();
            model.stream(new Prompt("Help me"))
                    .then(reactor.core.publisher.Mono.fromCallable(() -> model.call("And then?")))
                    .block(Duration.ofSeconds(10));
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans)
                .extracting(span -> Governed.text(span, "genops.customer_id"))
                .containsExactly("c-7", "c-7", "c-7");
    }
}
