package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.BudgetExceededException;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchSucceededResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A batch is an operation of the application's own, because its usage is known long after the call that makes it.
class BatchTest {
    private static final String MADE = """
            {"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress","request_counts":\
            {"processing":2,"succeeded":0,"errored":0,"canceled":0,"expired":0},"ended_at":null,\
            "created_at":"2026-08-01T10:00:00Z","expires_at":"2026-08-02T10:00:00Z","archived_at":null,\
            "cancel_initiated_at":null,"results_url":null}""";

    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> {});
    private final GenOps genops = governed.genops;
    private final AnthropicClient client = AnthropicOkHttpClient.builder()
            .baseUrl(provider.address())
            .apiKey("key")
            .maxRetries(0)
            .build();

    BatchTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    private static BatchCreateParams questions(long mostOutput) {
        BatchCreateParams.Builder questions = BatchCreateParams.builder();
        for (String id : new String[] {"a", "b"}) {
            questions.addRequest(BatchCreateParams.Request.builder()
                    .customId(id)
                    .params(BatchCreateParams.Request.Params.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(mostOutput)
                            .addUserMessage("Help me")
                            .build())
                    .build());
        }
        return questions.build();
    }

    private static String result(String id, String result) {
        return "{\"custom_id\":\"" + id + "\",\"result\":" + result + "}\n";
    }

    private Operation begun(BatchCreateParams questions) {
        // snippet begin-batch
        Operation batch = genops.operation("anthropic.batch")
                .model("anthropic", "claude-sonnet-4-5")
                .serviceTier("batch")
                .prompt(questions.requests().toString())
                .maxOutputTokens(questions.requests().stream()
                        .mapToLong(one -> one.params().maxTokens())
                        .sum())
                .startDetached();
        // end
        return batch;
    }

    /// What a request used that has failed is nothing.
    @Test
    void aBatchIsReservedBeforeAndChargedAtItsPriceWhenItsResultsAreRead() {
        Operation batch = begun(questions(1000));
        provider.answers.add(Answer.json(MADE));
        MessageBatch made = client.messages().batches().create(questions(1000));
        assertThat(governed.store.balance(governed.budget).reserved()).isGreaterThan(new BigDecimal("0.015"));
        provider.answers.add(Answer.json(
                result("a", "{\"type\":\"succeeded\",\"message\":" + AnthropicAnswers.message(200, "[]") + "}")
                        + result("b", "{\"type\":\"expired\"}")));
        // snippet end-batch
        try (var results = client.messages().batches().resultsStreaming(made.id())) {
            Stream<MessageBatchSucceededResult> answered =
                    results.stream().flatMap(one -> one.result().succeeded().stream());
            answered.map(MessageBatchSucceededResult::message)
                    .forEach(message ->
                            batch.recordUsage(message.model().asString(), AnthropicTelemetry.usage(message.usage())));
        }
        batch.close();
        // end
        // Half of what the same call costs at once, 0.0174.
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        assertThat(Governed.number(governed.only(), "genops.cost.total")).isEqualTo(0.0087);
    }

    @Test
    void aBatchThatIsTooDearIsNotMade() {
        assertThatThrownBy(() -> begun(questions(1_000_000))).isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests).isEmpty();
    }
}
