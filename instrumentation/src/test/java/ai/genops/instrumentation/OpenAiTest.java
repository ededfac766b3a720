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
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> c.policy(
            new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final OpenAIClient real = OpenAIOkHttpClient.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .maxRetries(2)
            .build();
    private final OpenAIClient client = OpenAiTelemetry.create(governed.genops).wrap(real);

    OpenAiTest() throws IOException {}

    @AfterEach
    void close() {
        real.close();
        provider.close();
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model("o3")
                .maxCompletionTokens(1000)
                .addUserMessage("Help me");
    }

    @Test
    void aCallIsPricedToTheLastDecimal() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        assertThat(client.chat().completions().create(question().build()).choices())
                .hasSize(1);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(span.getName()).isEqualTo("openai.chat.completions");
        assertThat(Governed.number(span, "genops.cost.total")).isEqualTo(0.0054);
        assertThat(Governed.number(span, "genops.cost.reasoning")).isEqualTo(0.0036);
        assertThat(Governed.text(span, "genops.cost.model")).isEqualTo("o3-2025-04-16");
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(500);
        assertThat(span.getAttributes().toString()).doesNotContain("Help me", "Hello");
    }

    @Test
    void aStreamIsMadeToTellItsUsageWhichTheApplicationDoesNotSee() {
        provider.answers.add(stream());
        try (var stream = client.chat().completions().createStreaming(question().build())) {
            assertThat(stream.stream().flatMap(chunk -> chunk.choices().get(0).delta().content().stream()))
                    .containsExactly("He", "llo");
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.number(governed.only(), "genops.cost.total")).isEqualTo(0.0054);
    }

    @Test
    void whoAsksForTheUsageSeesIt() {
        provider.answers.add(stream());
        var params = question()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (var stream = client.chat().completions().createStreaming(params)) {
            assertThat(stream.stream().filter(chunk -> chunk.usage().isPresent()))
                    .hasSize(1);
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void aStreamThatIsLeftIsChargedForWhatWasSentAndWhatCame() {
        String told = "x".repeat(400);
        provider.answers.add(Answer.hanging(chunk("{\"content\":\"" + told + "\"}")));
        try (var stream = client.chat().completions().createStreaming(question().build())) {
            assertThat(stream.stream().findFirst()).isPresent();
        }
        var span = governed.only();
        // 400 bytes that came are counted as 100 tokens, and a quarter of the bytes that were sent as the input.
        long input =
                java.util.Objects.requireNonNull(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")));
        assertThat(input).isBetween(10L, 60L);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(100);
        assertThat(governed.charged())
                .isEqualByComparingTo(new java.math.BigDecimal("0.000002")
                        .multiply(java.math.BigDecimal.valueOf(input))
                        .add(new java.math.BigDecimal("0.0008")));
        assertThat(span.getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
    }

    @Test
    void toolCallsAreCallsLikeAnyOther() {
        provider.answers.add(Answer.stream(
                chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"{}\"}}]}"),
                usageChunk(),
                "data: [DONE]\n\n"));
        try (var stream = client.chat().completions().createStreaming(question().build())) {
            assertThat(stream.stream().count()).isEqualTo(1);
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void embeddingsHaveNoOutput() {
        provider.answers.add(Answer.json("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
                "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}"""));
        client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("Help me")
                        .build());
        assertThat(governed.charged()).isEqualByComparingTo("0.00000016");
        assertThat(Governed.text(governed.only(), "genops.operation.type")).isEqualTo("ai.embedding");
    }

    @Test
    void aFailureCostsNothingAndIsSaid() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> client.chat().completions().create(question().build()))
                .isInstanceOf(BadRequestException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(Governed.number(governed.only(), "genops.cost.total")).isNull();
    }

    @Test
    void aStreamThatFailsBeforeItsFirstPieceCostsNothing() throws Exception {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        var told = new CompletableFuture<Optional<Throwable>>();
        client.async()
                .chat()
                .completions()
                .createStreaming(question().build())
                .subscribe(new AsyncStreamResponse.Handler<>() {
                    @Override
                    public void onNext(ChatCompletionChunk chunk) {}

                    @Override
                    public void onComplete(Optional<Throwable> thrown) {
                        told.complete(thrown);
                    }
                });
        assertThat(told.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void theClientsOwnRetriesAreOneCall() {
        provider.answers.add(Answer.error(500, "{}"));
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        client.chat().completions().create(question().build());
        assertThat(provider.requests).hasSize(2);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        governed.only();
    }

    @Test
    void laterAnswersAreGovernedToo() throws Exception {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        client.async().chat().completions().create(question().build()).get();
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(stream());
        var seen = new java.util.concurrent.CopyOnWriteArrayList<ChatCompletionChunk>();
        AsyncStreamResponse<ChatCompletionChunk> stream =
                client.async().chat().completions().createStreaming(question().build());
        stream.subscribe(seen::add).onCompleteFuture().get();
        assertThat(seen).hasSize(2);
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void whatABudgetRefusesIsNotSent() {
        var dear = question().maxCompletionTokens(2_000_000).build();
        assertThatThrownBy(() -> client.chat().completions().create(dear)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> client.chat().completions().createStreaming(dear))
                .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(
                        () -> client.async().chat().completions().create(dear).get())
                .hasCauseInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0");
    }

    @Test
    void policiesSeeWhatIsAskedAndWhatIsAnswered() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question().addUserMessage("4111111111111111").build()))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(provider.requests).isEmpty();
        provider.answers.add(Answer.json(completion("\"4111111111111111\"", "")));
        assertThatThrownBy(() -> client.chat().completions().create(question().build()))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(Answer.stream(
                chunk("{\"content\":\"41111111\"}"),
                chunk("{\"content\":\"11111111\"}"),
                usageChunk(),
                "data: [DONE]\n\n"));
        try (var stream = client.chat().completions().createStreaming(question().build())) {
            assertThatThrownBy(() -> stream.stream().count()).isInstanceOf(PolicyViolationException.class);
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
    }

    @Test
    void noCallEscapes() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        client.withOptions(options -> options.putHeader("x", "y"))
                .async()
                .sync()
                .chat()
                .withOptions(options -> options.putHeader("x", "y"))
                .completions()
                .create(question().build());
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThatThrownBy(client::images)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("`images` of OpenAIClient is not governed");
        assertThatThrownBy(client::completions).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> client.responses().connect())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("`connect` of ResponseService is not governed");
        assertThat(client.models()).isNotNull();
        assertThat(OpenAiTelemetry.create(governed.genops)
                        .allowingUngoverned()
                        .wrap(real)
                        .images())
                .isNotNull();
    }

    @Test
    void layersThatStackCountOnce() {
        OpenAiTelemetry telemetry = OpenAiTelemetry.create(governed.genops);
        assertThat(telemetry.wrap(client)).isSameAs(client);
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        governed.genops
                .operation("agent")
                .run(agent -> governed.genops
                        .operation("chat")
                        .model("openai", "o3")
                        .maxOutputTokens(1000)
                        .run(chat ->
                                client.chat().completions().create(question().build())));
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).extracting(span -> span.getName()).containsExactly("chat", "agent");
        assertThat(Governed.number(governed.spans.get(0), "genops.cost.total")).isEqualTo(0.0054);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isNull();
    }

    @Test
    void anUnknownModelIsUnpricedNotGuessed() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question().model("o99").build()))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("nobody knows what `o99` costs");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void theTierThatServedIsPriced() {
        provider.answers.add(Answer.json(completion("\"Hello\"", ",\"service_tier\":\"flex\"")));
        client.chat().completions().create(question().build());
        assertThat(governed.charged()).isEqualByComparingTo("0.0027");
    }

    private static String response() {
        return """
                {"id":"resp_1","object":"response","created_at":1754000000,"status":"completed","error":null,\
                "incomplete_details":null,"instructions":null,"metadata":{},"model":"o3","parallel_tool_calls":true,\
                "temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0,\
                "output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":"Hello","annotations":[]}]}],\
                "usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":400},"output_tokens":500,\
                "output_tokens_details":{"reasoning_tokens":450},"total_tokens":1500}}""";
    }

    @Test
    void responsesAreGovernedAtOnceAndStreamed() {
        var params = ResponseCreateParams.builder()
                .model("o3")
                .input("Help me")
                .maxOutputTokens(1000)
                .build();
        provider.answers.add(Answer.json(response()));
        client.responses().create(params);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(Answer.stream(
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\","
                        + "\"output_index\":0,\"content_index\":0,\"delta\":\"Hello\",\"sequence_number\":1,"
                        + "\"logprobs\":[]}\n\n",
                "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":"
                        + response() + "}\n\n"));
        try (var stream = client.responses().createStreaming(params)) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            assertThat(events).hasSize(2);
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        var background = params.toBuilder().background(true).build();
        assertThatThrownBy(() -> client.responses().create(background))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("leave `background` out: use the client that was wrapped");
        assertThat(governed.spans).hasSize(2);
        provider.answers.add(Answer.json(response()));
        OpenAiTelemetry.create(governed.genops)
                .allowingUngoverned()
                .wrap(real)
                .responses()
                .create(background);
        assertThat(governed.spans).as("let through unseen").hasSize(2);
    }

    /// What an answer is to be made into.
    public static final class Greeting {
        public String text = "";
    }

    @Test
    void structuredAnswersAreGovernedToo() {
        var asked = new StructuredChatCompletionCreateParams<>(
                Greeting.class, question().build());
        provider.answers.add(Answer.json(completion("\"{\\\"text\\\":\\\"Hello\\\"}\"", "")));
        assertThat(client.chat()
                        .completions()
                        .create(asked)
                        .choices()
                        .get(0)
                        .message()
                        .content())
                .get()
                .extracting(greeting -> greeting.text)
                .isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(stream());
        try (var stream = client.chat().completions().createStreaming(asked)) {
            assertThat(stream.stream().count()).isEqualTo(2);
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void inAnOperationOfAnotherKindItIsACallOfItsOwn() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        try (Operation agent =
                governed.genops.operation("agent").customerId("c-7").start()) {
            client.chat().completions().create(question().build());
            assertThat(agent.isCallOfModel()).isFalse();
        }
        var span = governed.spans.get(0);
        assertThat(span.getParentSpanId()).isEqualTo(governed.spans.get(1).getSpanId());
    }
}
