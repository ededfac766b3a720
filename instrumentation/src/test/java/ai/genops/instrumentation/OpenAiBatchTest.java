package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.govern.BudgetExceededException;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The requests of a batch are in a file, and so are its answers: both are read where they are.
class OpenAiBatchTest {
    private static final String ANSWER = """
            {"id":"batch_req_1","custom_id":"%s","response":{"status_code":200,"request_id":"req_1","body":\
            {"id":"chatcmpl-1","object":"chat.completion","created":1754000000,"model":"gpt-4o","choices":\
            [{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},"logprobs":null,\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,\
            "prompt_tokens_details":{"cached_tokens":400,"audio_tokens":0},"completion_tokens_details":\
            {"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}},\
            "error":null}
            """;
    /// 600 × 0.00125 + 400 × 0.000625 + 500 × 0.005, each for a thousand, twice.
    private static final String COST = "0.007";

    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> {});
    private final OpenAIClient plain = OpenAIOkHttpClient.builder()
            .baseUrl(provider.address() + "/v1")
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = OpenAiTelemetry.create(governed.genops).wrap(plain);

    OpenAiBatchTest() throws IOException {}

    @AfterEach
    void close() {
        plain.close();
        provider.close();
    }

    private static String batch(String status, String more) {
        return """
                {"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","errors":null,\
                "input_file_id":"file-in","completion_window":"24h","status":"%s","created_at":1754000000,\
                "request_counts":{"total":2,"completed":0,"failed":0},"metadata":null%s}""".formatted(status, more);
    }

    private static String question(String model, long mostOutput) {
        return """
                {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"%s",\
                "messages":[{"role":"user","content":"Help me"}],"max_tokens":%d}}
                """.formatted(model, mostOutput);
    }

    private static BatchCreateParams params(BatchCreateParams.Endpoint endpoint) {
        return BatchCreateParams.builder()
                .inputFileId("file-in")
                .endpoint(endpoint)
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .build();
    }

    private Batch made() {
        provider.answers.add(Answer.json(question("gpt-4o", 1000) + question("gpt-4o", 1000)));
        provider.answers.add(Answer.json(batch("validating", "")));
        return client.batches().create(params(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS));
    }

    private BigDecimal reserved() {
        return governed.store.balance(governed.budget).reserved();
    }

    private void ended() {
        provider.answers.add(Answer.json(batch("completed", ",\"output_file_id\":\"file-out\"")));
        provider.answers.add(Answer.json(ANSWER.formatted("a") + ANSWER.formatted("b")));
    }

    @Test
    void aBatchIsReservedByItsFileAndChargedWhenItHasEnded() {
        assertThat(made().id()).isEqualTo("batch_1");
        // 2,000 tokens of output at 0.005 a thousand, and the input.
        assertThat(reserved()).isBetween(new BigDecimal("0.01"), new BigDecimal("0.011"));
        provider.answers.add(Answer.json(batch("in_progress", "")));
        client.batches().retrieve("batch_1");
        assertThat(reserved()).isPositive();
        ended();
        client.batches().retrieve("batch_1");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).hasSize(2);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isEqualTo(0.007);
        assertThat(Governed.text(governed.spans.get(1), "genops.cost.model")).isEqualTo("gpt-4o");
    }

    @Test
    void onceItIsSettledItsFileIsNotReadAgain() {
        made();
        ended();
        client.batches().retrieve("batch_1");
        provider.answers.add(Answer.json(batch("completed", ",\"output_file_id\":\"file-out\"")));
        client.batches().retrieve("batch_1");
        assertThat(provider.answers).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).hasSize(2);
    }

    /// It is settled when somebody asks again.
    @Test
    void anAnswerFileThatCannotBeReadSettlesNothing() {
        made();
        provider.answers.add(Answer.json(batch("completed", ",\"output_file_id\":\"file-out\"")));
        provider.answers.add(Answer.error(500, "{\"error\":{\"message\":\"later\",\"type\":\"server_error\"}}"));
        assertThat(client.batches().retrieve("batch_1").id()).isEqualTo("batch_1");
        assertThat(reserved()).isPositive();
        ended();
        client.batches().retrieve("batch_1");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void aBatchThatFailedCostsNothing() {
        made();
        provider.answers.add(Answer.json(batch("failed", "")));
        client.batches().retrieve("batch_1");
        assertThat(governed.charged()).isZero();
    }

    @Test
    void anAsynchronousAndARawClientAreGovernedAlike() throws Exception {
        provider.answers.add(Answer.json(question("gpt-4o", 1000)));
        provider.answers.add(Answer.json(batch("validating", "")));
        client.async()
                .batches()
                .create(params(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS))
                .get();
        assertThat(reserved()).isPositive();
        ended();
        try (var raw = client.withRawResponse().batches().retrieve("batch_1")) {
            assertThat(raw.parse().id()).isEqualTo("batch_1");
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void whatCannotBeGovernedIsNotMade() {
        provider.answers.add(Answer.json(question("gpt-4o", 10_000_000)));
        assertThatThrownBy(() -> client.batches().create(params(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)))
                .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> client.batches().create(params(BatchCreateParams.Endpoint.V1_IMAGES_GENERATIONS)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("a batch for `/v1/images/generations` is not governed");
        assertThat(reserved()).isZero();
    }

    @Test
    void aFileOfSeveralModelsIsRefusedAndOneThatIsNotThereIsTheProvidersError() {
        provider.answers.add(Answer.json(question("gpt-4o", 10) + question("o3", 10)));
        assertThatThrownBy(() -> client.batches().create(params(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("make one for each");
        OpenAIClient another = OpenAiTelemetry.create(governed.genops).wrap(plain);
        provider.answers.add(Answer.error(
                404, "{\"error\":{\"message\":\"No such File object\",\"type\":\"invalid_request_error\"}}"));
        assertThatThrownBy(() -> another.batches().create(params(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)))
                .isInstanceOf(NotFoundException.class);
    }
}
