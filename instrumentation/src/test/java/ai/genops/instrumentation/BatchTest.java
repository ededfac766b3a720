package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.problem.Problems;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.BadRequestException;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.BatchResultsParams;
import com.anthropic.models.messages.batches.MessageBatch;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a batch may cost is kept from when it is made until somebody has read what it cost.
class BatchTest {
    private static final String MADE = """
            {"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress","request_counts":\
            {"processing":2,"succeeded":0,"errored":0,"canceled":0,"expired":0},"ended_at":null,\
            "created_at":"2026-08-01T10:00:00Z","expires_at":"2026-08-02T10:00:00Z","archived_at":null,\
            "cancel_initiated_at":null,"results_url":null}""";
    private static final String SUCCEEDED =
            result("a", "{\"type\":\"succeeded\",\"message\":" + AnthropicAnswers.message(200, "[]") + "}");
    private static final String EXPIRED = result("b", "{\"type\":\"expired\"}");
    private static final String SONNET = "claude-sonnet-4-5";

    private final Provider provider = new Provider();
    private final Governed governed = new Governed(c -> {});
    private final AnthropicClient plain = AnthropicOkHttpClient.builder()
            .baseUrl(provider.address())
            .apiKey("key")
            .maxRetries(0)
            .build();
    private final AnthropicClient client =
            AnthropicTelemetry.create(governed.genops).wrap(plain);

    BatchTest() throws IOException {}

    @AfterEach
    void close() {
        plain.close();
        provider.close();
    }

    private static BatchCreateParams questions(long mostOutput, String... models) {
        BatchCreateParams.Builder questions = BatchCreateParams.builder();
        for (String model : models) {
            questions.addRequest(BatchCreateParams.Request.builder()
                    .customId("q-" + model)
                    .params(BatchCreateParams.Request.Params.builder()
                            .model(model)
                            .maxTokens(mostOutput)
                            .addUserMessage("Help me")
                            .build())
                    .build());
        }
        return questions.build();
    }

    private static BatchCreateParams questions() {
        return questions(1000, SONNET, SONNET);
    }

    private static String result(String id, String result) {
        return "{\"custom_id\":\"" + id + "\",\"result\":" + result + "}\n";
    }

    private BigDecimal reserved() {
        return governed.store.balance(governed.budget).reserved();
    }

    private static long read(AnthropicClient client) {
        try (var all = client.messages().batches().resultsStreaming("msgbatch_1")) {
            return all.stream().count();
        }
    }

    private void made() {
        provider.answers.add(Answer.json(MADE));
        client.messages().batches().create(questions());
    }

    /// What a request used that has not succeeded is nothing.
    @Test
    void aBatchIsReservedWhenItIsMadeAndChargedAtItsPriceWhenItsResultsAreRead() {
        BatchCreateParams questions = questions();
        provider.answers.add(Answer.json(MADE));
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        // snippet batch
        MessageBatch made = client.messages().batches().create(questions);
        // end
        assertThat(reserved()).isBetween(new BigDecimal("0.015"), new BigDecimal("0.016"));
        var span = governed.only();
        assertThat(span.getAttributes().get(AttributeKey.booleanKey("genops.accounting.incomplete")))
                .isTrue();
        assertThat(Governed.number(span, "genops.accounting.reserved"))
                .isEqualTo(reserved().doubleValue());
        // snippet batch-results
        try (var results = client.messages().batches().resultsStreaming(made.id())) {
            results.stream().forEach(one -> System.out.println(one.customId()));
        }
        // end
        // Half of what the same call costs at once, 0.0174.
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        assertThat(governed.spans).hasSize(2);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isEqualTo(0.0087);
        assertThat(Governed.text(governed.spans.get(1), "genops.cost.model")).isEqualTo(SONNET);
    }

    @Test
    void resultsThatAreReadAgainAreNotChargedAgain() {
        made();
        for (int i = 0; i < 3; i++) {
            provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
            assertThat(read(client)).isEqualTo(2);
            assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        }
        assertThat(governed.spans).hasSize(2);
    }

    /// With the books of a process that has never heard of the batch's operation, only of its key.
    @Test
    void anotherProcessSettlesItOnceForAll() {
        made();
        var there = new Governed(c -> c.budgets(Budgets.direct(
                List.of(governed.budget), governed.store, Duration.ofMinutes(10), new Outage.FailClosed())));
        AnthropicClient other = AnthropicTelemetry.create(there.genops).wrap(plain);
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        read(other);
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        read(client);
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        assertThat(governed.genops.problems().count(Problems.Kind.VALUE)).isEqualTo(1);
    }

    /// Made by another program, or so long ago that the books have forgotten it.
    @Test
    void aBatchThatNobodyReservedIsChargedWhenItsResultsAreRead() {
        provider.answers.add(Answer.json(SUCCEEDED + SUCCEEDED));
        read(client);
        assertThat(governed.charged()).isEqualByComparingTo("0.0174");
    }

    @Test
    void resultsThatAreLeftBeforeTheirEndSettleNothing() {
        made();
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        try (var results = client.messages().batches().resultsStreaming("msgbatch_1")) {
            assertThat(results.stream().findFirst()).isPresent();
        }
        assertThat(reserved()).isPositive();
        assertThat(governed.spans).hasSize(1);
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        read(client);
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
    }

    @Test
    void aBatchOfWhichNothingSucceededCostsNothing() {
        made();
        provider.answers.add(Answer.json(EXPIRED));
        read(client);
        assertThat(governed.charged()).isZero();
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isZero();
    }

    /// What nobody can price is not settled: what was reserved stands for it.
    @Test
    void resultsWithoutAPriceLeaveWhatWasReserved() {
        made();
        provider.answers.add(Answer.json(SUCCEEDED.replace(SONNET, "claude-unheard-of")));
        read(client);
        assertThat(reserved()).isPositive();
        assertThat(governed.store.balance(governed.budget).committed()).isZero();
    }

    @Test
    void anAsynchronousClientIsGovernedAlike() throws Exception {
        var async = client.async().messages().batches();
        provider.answers.add(Answer.json(MADE));
        async.create(questions()).get();
        assertThat(reserved()).isPositive();
        provider.answers.add(Answer.json(SUCCEEDED + EXPIRED));
        async.resultsStreaming("msgbatch_1")
                .subscribe(one -> {})
                .onCompleteFuture()
                .get();
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
        assertThatThrownBy(
                        () -> async.create(questions(1_000_000, SONNET, SONNET)).get())
                .hasCauseInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aRawAnswerIsGovernedAndRawResultsAreRefused() {
        var raw = client.withRawResponse().messages().batches();
        provider.answers.add(Answer.json(MADE));
        try (var answer = raw.create(questions())) {
            assertThat(answer.parse().id()).isEqualTo("msgbatch_1");
        }
        assertThat(reserved()).isPositive();
        var params = BatchResultsParams.builder().messageBatchId("msgbatch_1").build();
        assertThatThrownBy(() -> raw.resultsStreaming(params))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("`resultsStreaming` as it comes over HTTP is not governed");
    }

    @Test
    void aBatchThatIsTooDearOrThatAPolicyBlocksIsNotMade() {
        assertThatThrownBy(() -> client.messages().batches().create(questions(1_000_000, SONNET, SONNET)))
                .isInstanceOf(BudgetExceededException.class);
        var filtered = new Governed(c -> c.policy(
                new ContentFilter("words", Map.of("help", Pattern.compile("Help")), true, true, Action.BLOCK)));
        AnthropicClient watched = AnthropicTelemetry.create(filtered.genops).wrap(plain);
        assertThatThrownBy(() -> watched.messages().batches().create(questions()))
                .isInstanceOf(PolicyViolationException.class);
        assertThatThrownBy(() -> client.messages().batches().create(questions(1000, SONNET, "claude-opus-4-5")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("make one for each");
        assertThat(provider.requests).isEmpty();
    }

    /// The results cost what they cost, but nobody gets to see their end, however often it is tried.
    @Test
    void policiesSeeWhatABatchAnswers() {
        var filtered = new Governed(c -> c.policy(
                new ContentFilter("words", Map.of("secret", Pattern.compile("secret")), true, true, Action.BLOCK)));
        AnthropicClient watched = AnthropicTelemetry.create(filtered.genops).wrap(plain);
        String said = AnthropicAnswers.message(200, "[{\"type\":\"text\",\"text\":\"a secret\",\"citations\":null}]");
        for (int i = 0; i < 2; i++) {
            provider.answers.add(Answer.json(result("a", "{\"type\":\"succeeded\",\"message\":" + said + "}")));
            assertThatThrownBy(() -> read(watched)).isInstanceOf(PolicyViolationException.class);
        }
        assertThat(filtered.charged()).isEqualByComparingTo("0.0087");
    }

    @Test
    void aBatchThatIsRefusedGivesBackWhatWasReserved() {
        provider.answers.add(Answer.error(
                400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}"));
        assertThatThrownBy(() -> client.messages().batches().create(questions()))
                .isInstanceOf(BadRequestException.class);
        assertThat(governed.charged()).isZero();
    }

    @Test
    void whatOnlyLooksAtABatchPasses() {
        provider.answers.add(Answer.json(MADE));
        assertThat(client.messages().batches().retrieve("msgbatch_1").id()).isEqualTo("msgbatch_1");
        provider.answers.add(Answer.json(MADE));
        assertThat(client.messages().batches().cancel("msgbatch_1").id()).isEqualTo("msgbatch_1");
        assertThat(governed.spans).isEmpty();
    }
}
