package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Window;
import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.annotation.Budgeted;
import ai.genops.sdk.annotation.EnforcePolicy;
import ai.genops.sdk.annotation.Prompt;
import ai.genops.sdk.annotation.Tagged;
import ai.genops.sdk.annotation.TrackUsage;
import ai.genops.sdk.attribution.TagRule;
import ai.genops.sdk.attribution.TagRule.Level;
import ai.genops.sdk.attribution.TagViolationException;
import ai.genops.sdk.config.Protocol;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.splunk.StrictCollector;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Runs every Java snippet of docs/sdk.md: what stands here between `snippet` and `end` is shown there.
class DocumentedTest {
    private static final Window MONTH = new Window.Calendar(Window.Calendar.Unit.MONTH, ZoneOffset.UTC);

    private final Recorded recorded = new Recorded();
    private final GenOps genops = recorded.genops;
    private final Client client = new Client();
    private final Safety safety = new Safety(false, "Harmful content detected", 0.95);
    private final TeamBudget teamBudget = new TeamBudget(100.0, 87.5, 12.5, 87.5);
    private final String prompt = "Help me";

    record Response(long inputTokens, long outputTokens, String text) {}

    record Safety(boolean isSafe, String reason, double confidence) {}

    record TeamBudget(double limit, double used, double remaining, double utilization) {}

    static final class Client {
        Response complete(String prompt) {
            return new Response(150, 300, "to: " + prompt);
        }

        CompletableFuture<Response> completeAsync(String prompt) {
            return CompletableFuture.supplyAsync(() -> complete(prompt));
        }
    }

    @Test
    void theFirstGovernedCall() {
        // snippet first
        try (GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("console")
                .team("ai-platform")
                .project("chat")
                .environment("development"))) {

            try (Operation op = genops.operation("ai.chat.completion")
                    .customerId("enterprise-abc")
                    .feature("support-chat")
                    .start()) {
                Response response = client.complete("Help me");
                op.recordCost(c -> c.provider("openai")
                        .model("gpt-4")
                        .inputTokens(response.inputTokens())
                        .outputTokens(response.outputTokens())
                        .total("0.0195"));
            }
        }
        // end
    }

    private static final String PRICES = """
            provider,model,input_cost_per_1k,output_cost_per_1k
            openai,gpt-4o,0.0025,0.01
            """;

    @Test
    @SuppressWarnings("UnusedVariable") // Whoever copies the snippet goes on with the text.
    void aGovernedCall(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.csv"), PRICES);
        // snippet governed
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("none")
                .team("ai-platform")
                .project("chat")
                .environment("production")
                .prices(prices)
                .policy(
                        Access.toModels("models", List.of("gpt-4*"), List.of(), Action.BLOCK),
                        new ContentFilter(
                                "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK))
                .budget(
                        Budget.of("all", Map.of(), "USD", new BigDecimal("1000"), MONTH, Excess.DENY),
                        Budget.of("customers", Map.of(), "USD", new BigDecimal("50"), MONTH, Excess.DENY)
                                .per("customer_id")));
        // end
        // snippet governed-call
        try {
            String text = genops.operation("ai.chat.completion")
                    .model("openai", "gpt-4o")
                    .customerId("enterprise-abc")
                    .prompt(prompt)
                    .maxOutputTokens(500)
                    .call(op -> {
                        Response response = client.complete(prompt);
                        op.recordUsage(Usage.of(response.inputTokens(), response.outputTokens()));
                        op.checkResponse(response.text());
                        return response.text();
                    });
        } catch (BudgetExceededException e) {
            System.out.println(e.budget() + " has $" + e.remaining() + " left");
        } catch (PolicyViolationException e) {
            System.out.println(e.reasonCode() + ": " + e.decision().reason());
        }
        // end
        assertThat(genops.problems().counts()).isEmpty();
        // snippet wrap
        Assistant assistant = genops.wrap(Assistant.class, new RealAssistant());
        assistant.answer("Help me", "enterprise-abc");
        // end
        genops.close();
    }

    // snippet annotations
    interface Assistant {
        @TrackUsage(value = "ai.chat.completion", provider = "openai", model = "gpt-4o")
        @EnforcePolicy({"models", "cards"})
        @Budgeted(estimate = "0.05")
        String answer(@Prompt String question, @Tagged("customer_id") String customer);
    }
    // end

    static final class RealAssistant implements Assistant {
        @Override
        public String answer(String question, String customer) {
            return question;
        }
    }

    @Test
    void toACollector() {
        String token = "0a1b2c";
        // snippet otlp
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .otlp("http://localhost:4318")
                .bearer(token)
                .organisation("my-organization")
                .team("ai-platform")
                .project("genops-cribl-integration")
                .environment("production")
                .costCenter("engineering")
                .resource("service.version", "1.0.0"));
        // end
        assertThat(genops.problems().counts()).isEmpty();
        genops.close();
        // snippet tuning
        GenOps tuned = GenOps.init(c -> c.serviceName("my-ai-service")
                .otlp("http://localhost:4318")
                .protocol(Protocol.HTTP)
                .queueSize(10_000)
                .batchSize(1_000)
                .flushEvery(Duration.ofSeconds(5))
                .requestTimeout(Duration.ofSeconds(20))
                .closeTimeout(Duration.ofSeconds(5)));
        // end
        tuned.close();
    }

    @Test
    void onAnExistingOpenTelemetry() {
        OpenTelemetry openTelemetry = recorded.openTelemetry;
        // snippet on
        GenOps genops = GenOps.on(
                openTelemetry, c -> c.team("ai-platform").project("chat").environment("production"));
        // end
        genops.operation("x").start().close();
        assertThat(Recorded.text(recorded.only(), "genops.team")).isEqualTo("ai-platform");
    }

    @Test
    void toASplunk() throws IOException {
        try (StrictCollector splunk = new StrictCollector()) {
            String endpoint = splunk.address();
            String token = StrictCollector.TOKEN;
            // snippet splunk
            GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                    .splunk(endpoint)
                    .bearer(token)
                    .resource("splunk.index", "genops_ai")
                    .resource("splunk.sourcetype", "genops:telemetry")
                    .resource("host", "ai-app-server-01")
                    .team("ai-platform")
                    .project("customer-support")
                    .environment("production"));
            // end
            genops.operation("x").start().close();
            genops.close();
            assertThat(splunk.indexed).hasSize(1);
        }
    }

    @Test
    void calls() throws Exception {
        // snippet call
        String answer = genops.operation("ai.chat.completion")
                .feature("support-chat")
                .call(op -> {
                    Response response = client.complete(prompt);
                    op.recordTokens(t -> t.input(response.inputTokens()).output(response.outputTokens()));
                    return response.text();
                });
        // end
        // snippet call-async
        CompletableFuture<Response> later = genops.operation("ai.chat.completion")
                .callAsync(op -> client.completeAsync(prompt).whenComplete((response, thrown) -> {
                    if (response != null) {
                        op.recordCost(c -> c.provider("openai").model("gpt-4").total("0.0195"));
                    }
                }));
        // end
        assertThat(later.get().text()).isEqualTo(answer);
    }

    private interface Jobs {
        String create(String questions);
    }

    @Test
    void whatGoesOn() {
        Jobs jobs = asked -> "1";
        String questions = "{}";
        // snippet continue
        try (Operation op = genops.operation("ai.batch").estimate("1.50").start()) {
            String id = jobs.create(questions);
            op.continuesAs("batch:" + id);
        }
        // end
        String id = "1";
        // snippet settle
        try (Operation op = genops.operation("ai.batch.results").startSettling("batch:" + id)) {
            op.recordCost(
                    c -> c.provider("mistral").model("mistral-large-latest").total("1.12"));
        }
        // end
        assertThat(recorded.all()).hasSize(2);
        assertThat(Recorded.number(recorded.all().get(1), "genops.cost.total")).isEqualTo(1.12);
    }

    @Test
    void policies() {
        // snippet policy
        try (Operation op = genops.operation("ai.content.moderation")
                .customerId("user-123")
                .dataClassification("UGC")
                .start()) {
            op.recordPolicy(p -> p.name("content_safety")
                    .result(safety.isSafe() ? "allowed" : "blocked")
                    .reason(safety.reason())
                    .reasonCode("POLICY_DENY_CONTENT")
                    .metadata("confidence", safety.confidence()));
        }
        // end
        assertThat(Recorded.text(recorded.only(), "genops.policy.result")).isEqualTo("blocked");
        assertThat(genops.problems().counts()).isEmpty();
    }

    @Test
    void budgets() {
        // snippet budget
        try (Operation op =
                genops.operation("ai.budget.check").team("ai-research").start()) {
            op.recordBudget(b -> b.name("team-daily-budget")
                    .limit(teamBudget.limit())
                    .used(teamBudget.used())
                    .remaining(teamBudget.remaining())
                    .utilizationPercent(teamBudget.utilization()));
        }
        // end
        assertThat(Recorded.number(recorded.only(), "genops.budget.utilization"))
                .isEqualTo(87.5);
    }

    @Test
    void accounting() {
        // snippet accounting
        try (Operation op = genops.operation("ai.chat.completion").start()) {
            op.recordReservation(r -> r.reserved("0.05").budget("team-daily").remaining("12.45"));
            client.complete(prompt);
            op.recordCost(c -> c.provider("openai").model("gpt-4").total("0.0195"));
        }
        // end
        assertThat(Recorded.events(recorded.only(), "genops.budget.reconciliation"))
                .hasSize(1);
    }

    @Test
    void evaluations() {
        try (Operation op = genops.operation("x").start()) {
            // snippet evaluation
            op.recordEvaluation(
                    e -> e.metric("quality").score(0.87).threshold(0.8).evaluator("judge-v2"));
            // end
        }
        assertThat(Recorded.number(recorded.only(), "genops.eval.quality")).isEqualTo(0.87);
    }

    @Test
    void anySpan() {
        Span span = recorded.openTelemetry.getTracer("t").spanBuilder("theirs").startSpan();
        try (Scope scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            // snippet any-span
            GenOpsTelemetry.recordCost(
                    Span.current(), c -> c.provider("openai").model("gpt-4").total("0.0195"));
            // end
        }
        span.end();
        assertThat(Recorded.number(recorded.only(), "genops.cost.total")).isEqualTo(0.0195);
    }

    @Test
    @SuppressWarnings("try")
    void attribution() throws Exception {
        // snippet context
        try (Scope request = genops.context(a -> a.customerId("enterprise-abc").requestId("req-7"))
                .makeCurrent()) {
            genops.operation("ai.chat.completion").run(op -> client.complete(prompt));
        }
        // end
        assertThat(Recorded.text(recorded.only(), "genops.customer_id")).isEqualTo("enterprise-abc");
        // snippet threads
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Runnable work = () -> genops.operation("ai.embedding").run(op -> client.complete(prompt));
            pool.submit(Context.current().wrap(work)).get();
        }
        // end
        // snippet baggage
        GenOps other = GenOps.on(
                recorded.openTelemetry,
                c -> c.team("gateway").baggage("team", "feature").trustBaggage(true));
        // end
        assertThat(other.problems().counts()).isEmpty();
    }

    @Test
    void tagRules() {
        // snippet tags
        GenOps strict = GenOps.on(
                recorded.openTelemetry,
                c -> c.team("ai-platform")
                        .project("chat")
                        .environment("production")
                        .tagRule(
                                TagRule.of("cost_center").required().on(Level.BLOCK),
                                TagRule.of("customer_id")
                                        .matching("[a-z]+-[0-9]+")
                                        .on(Level.ERROR),
                                TagRule.of("feature")
                                        .oneOf("support-chat", "search")
                                        .atMost(40)));
        // end
        assertThatThrownBy(() -> strict.operation("x").start()).isInstanceOf(TagViolationException.class);
        // snippet problems
        strict.problems().counts().forEach((kind, times) -> System.out.println(kind + " " + times));
        // end
    }
}
