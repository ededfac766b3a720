package ai.genops.instrumentation;

import static ai.genops.instrumentation.AnthropicAnswers.COST;
import static ai.genops.instrumentation.AnthropicAnswers.message;
import static ai.genops.instrumentation.AnthropicAnswers.start;
import static ai.genops.instrumentation.AnthropicAnswers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.sdk.govern.BudgetExceededException;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.BadRequestException;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicTest {
    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> {});
    private final AnthropicClient real = AnthropicOkHttpClient.builder()
            .baseUrl(provider.address())
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final AnthropicClient client =
            AnthropicTelemetry.create(governed.genops).wrap(real);
    private final MessageCreateParams question = MessageCreateParams.builder()
            .model("claude-sonnet-4-5")
            .maxTokens(1000)
            .addUserMessage("Help me")
            .build();

    AnthropicTest() throws IOException {}

    @AfterEach
    void close() {
        real.close();
        provider.close();
    }

    /// The complaint: what was written to the cache, told in all and by how long it is kept, was billed twice.
    @Test
    void theCacheIsBesideTheInputAndBilledOnce() {
        provider.answers.add(Answer.json(message(200, "[{\"type\":\"text\",\"text\":\"Hello\"}]")));
        client.messages().create(question);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(Governed.number(span, "genops.cost.cache_write")).isEqualTo(0.0135);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")))
                .isEqualTo(5100);
    }

    @Test
    void aStreamTellsItsInputFirstAndItsOutputLast() {
        provider.answers.add(stream());
        try (var stream = client.messages().createStreaming(question)) {
            assertThat(stream.stream().count()).isEqualTo(6);
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void aStreamIsAnIterableToo() {
        provider.answers.add(stream());
        int events = 0;
        try (var stream = client.messages().createStreaming(question)) {
            for (RawMessageStreamEvent event : stream) {
                events += event.isMessageStart() ? 1 : 0;
            }
        }
        assertThat(events).isEqualTo(1);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void aStreamThatIsLeftIsChargedForItsWholeInputAndWhatCame() {
        provider.answers.add(Answer.hanging(start("x".repeat(400))));
        try (var stream = client.messages().createStreaming(question)) {
            assertThat(stream.stream().limit(3).count()).isEqualTo(3);
        }
        // The input's 0.0144 and 100 tokens of output.
        assertThat(governed.charged()).isEqualByComparingTo("0.0159");
    }

    @Test
    void laterAnswersAreGovernedToo() throws Exception {
        provider.answers.add(Answer.json(message(200, "[]")));
        client.async().messages().create(question).get();
        provider.answers.add(stream());
        var seen = new CopyOnWriteArrayList<RawMessageStreamEvent>();
        client.async()
                .messages()
                .createStreaming(question)
                .subscribe(seen::add)
                .onCompleteFuture()
                .get();
        assertThat(seen).hasSize(6);
        assertThat(governed.charged()).isEqualByComparingTo("0.0348");
    }

    @Test
    void failuresCostNothingAndWhatIsTooDearIsNotSent() {
        provider.answers.add(Answer.error(
                400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad\"}}"));
        assertThatThrownBy(() -> client.messages().create(question))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("bad");
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThatThrownBy(() -> client.messages()
                        .create(question.toBuilder().maxTokens(1_000_000).build()))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void tokensAreCountedForNothing() {
        provider.answers.add(Answer.json("{\"input_tokens\":12}"));
        assertThat(client.messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model("claude-sonnet-4-5")
                                .addUserMessage("Help me")
                                .build())
                        .inputTokens())
                .isEqualTo(12);
        assertThat(governed.spans).isEmpty();
    }

    @Test
    void noCallEscapes() {
        assertThatThrownBy(client::beta)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("AnthropicTelemetry.allowingUngoverned()");
        assertThat(AnthropicTelemetry.create(governed.genops).wrap(client)).isSameAs(client);
    }
}
