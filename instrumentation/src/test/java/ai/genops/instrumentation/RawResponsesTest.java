package ai.genops.instrumentation;

import static ai.genops.instrumentation.OpenAiAnswers.COST;
import static ai.genops.instrumentation.OpenAiAnswers.completion;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCompactParams;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `withRawResponse()` of clients: what it gives is what the real one gives, and it costs as any other call.
@SuppressWarnings("MustBeClosedChecker") // What comes later is closed when it has come.
class RawResponsesTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> c.policy(
            new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final OpenAIClient real = OpenAIOkHttpClient.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final AnthropicClient realAnthropic = AnthropicOkHttpClient.builder()
            .baseUrl(provider.address())
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final OpenAIClient openai = OpenAiTelemetry.create(governed.genops).wrap(real);
    private final AnthropicClient anthropic =
            AnthropicTelemetry.create(governed.genops).wrap(realAnthropic);
    private final ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
            .model("o3")
            .maxCompletionTokens(1000)
            .addUserMessage("Help me")
            .build();
    private final MessageCreateParams message = MessageCreateParams.builder()
            .model("claude-sonnet-4-5")
            .maxTokens(1000)
            .addUserMessage("Help me")
            .build();

    RawResponsesTest() throws IOException {}

    @AfterEach
    void close() {
        real.close();
        realAnthropic.close();
        provider.close();
    }

    @Test
    void whatIsParsedIsPriced() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")).with("x-request-id", "req-7"));
        try (HttpResponseFor<ChatCompletion> response =
                openai.chat().completions().withRawResponse().create(question)) {
            assertThat(governed.charged()).isEqualByComparingTo(COST);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.requestId()).contains("req-7");
            assertThat(response.headers().values("Content-Type")).containsExactly("application/json");
            assertThat(response.parse().choices().get(0).message().content()).contains("Hello");
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.only().getName()).isEqualTo("openai.chat.completions");
    }

    @Test
    void theBodyIsThatWhichCame() throws IOException {
        String sent = completion("\"Hello\"", ",\"not_known_here\" :  [1.0]");
        provider.answers.add(Answer.json(sent));
        try (var response = openai.withRawResponse().chat().completions().create(question)) {
            assertThat(response.body().readAllBytes()).asString(UTF_8).isEqualTo(sent);
            assertThat(response.parse().model()).isEqualTo("o3-2025-04-16");
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        governed.only();
    }

    @Test
    void anAnswerThatNobodyReadsIsPricedAllTheSame() {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        openai.withRawResponse().chat().completions().create(question).close();
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void anAnswerThatCannotBeReadIsChargedAsReservedAndTheClientSaysSo() {
        provider.answers.add(Answer.json("<html>"));
        try (var response = openai.withRawResponse().chat().completions().create(question)) {
            assertThatThrownBy(response::parse).isInstanceOf(RuntimeException.class);
        }
        assertThat(governed.charged()).isPositive();
        assertThat(governed.only().getAttributes().get(AttributeKey.booleanKey("genops.accounting.incomplete")))
                .isTrue();
    }

    @Test
    void aFailureCostsNothing() {
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> openai.withRawResponse().chat().completions().create(question))
                .isInstanceOf(BadRequestException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        governed.only();
    }

    @Test
    void aStreamMayBeParsedOrReadAsItComes() throws IOException {
        provider.answers.add(OpenAiAnswers.stream());
        try (var response = openai.chat().completions().withRawResponse().createStreaming(question);
                var stream = response.parse()) {
            assertThat(stream.stream().count()).isEqualTo(2);
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(OpenAiAnswers.stream());
        try (var response = openai.chat().completions().withRawResponse().createStreaming(question);
                var body = response.body()) {
            assertThat(new String(body.readAllBytes(), UTF_8))
                    .startsWith("data: {")
                    .endsWith("data: [DONE]\n\n");
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void aStreamThatIsLeftIsChargedForWhatCame() throws IOException {
        provider.answers.add(Answer.hanging(OpenAiAnswers.chunk("{\"content\":\"" + "x".repeat(400) + "\"}")));
        try (var response = openai.chat().completions().withRawResponse().createStreaming(question)) {
            assertThat(response.body().read(new byte[8192])).isPositive();
        }
        assertThat(governed.only().getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(100);
        assertThat(governed.charged()).isPositive();
        provider.answers.add(OpenAiAnswers.stream());
        openai.chat().completions().withRawResponse().createStreaming(question).close();
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void laterAnswersAreGovernedToo() throws Exception {
        provider.answers.add(Answer.json(completion("\"Hello\"", "")));
        var later = openai.async().chat().completions().withRawResponse();
        assertThat(later.create(question).get().parse().choices()).hasSize(1);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        provider.answers.add(OpenAiAnswers.stream());
        try (var response = later.createStreaming(question).get();
                var stream = response.parse()) {
            assertThat(stream.stream().count()).isEqualTo(2);
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        provider.answers.add(Answer.error(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> later.createStreaming(question).get()).hasCauseInstanceOf(BadRequestException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0.0108");
        assertThat(governed.spans).hasSize(3);
    }

    @Test
    void anthropicsAreGovernedToo() throws IOException {
        provider.answers.add(Answer.json(AnthropicAnswers.message(200, "[]")));
        try (var response = anthropic.messages().withRawResponse().create(message)) {
            assertThat(response.parse().usage().outputTokens()).isEqualTo(200);
        }
        assertThat(governed.charged()).isEqualByComparingTo(AnthropicAnswers.COST);
        provider.answers.add(AnthropicAnswers.stream());
        try (var response = anthropic.withRawResponse().messages().createStreaming(message);
                var body = response.body()) {
            assertThat(new String(body.readAllBytes(), UTF_8)).contains("message_stop");
        }
        provider.answers.add(AnthropicAnswers.stream());
        try (var response = anthropic.withRawResponse().messages().createStreaming(message);
                var stream = response.parse()) {
            assertThat(stream.stream().count()).isEqualTo(6);
        }
        // Three calls of 0.0174.
        assertThat(governed.charged()).isEqualByComparingTo("0.0522");
    }

    @Test
    void whatMustNotRunIsNotSent() {
        var dear = question.toBuilder().maxCompletionTokens(2_000_000).build();
        var raw = openai.chat().completions().withRawResponse();
        var later = openai.async().chat().completions().withRawResponse();
        assertThatThrownBy(() -> raw.create(dear)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> raw.createStreaming(dear)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> later.create(dear).get()).hasCauseInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> later.createStreaming(dear).get()).hasCauseInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).isEmpty();
        provider.answers.add(Answer.json(completion("\"4111111111111111\"", "")));
        assertThatThrownBy(() -> raw.create(question)).isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    /// What is refused of a service is refused of its raw responses.
    @Test
    void noCallEscapes() {
        var raw = openai.withRawResponse();
        assertThatThrownBy(raw::images).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(raw::completions).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> raw.responses()
                        .compact(ResponseCompactParams.builder().model("o3").build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("`compact`");
        assertThatThrownBy(() -> anthropic.withRawResponse().beta()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(raw.models()).isNotNull();
        assertThat(provider.requests).isEmpty();
    }
}
