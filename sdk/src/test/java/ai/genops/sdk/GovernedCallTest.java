package ai.genops.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.MemoryBudgetStore;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Window;
import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.governance.policy.CostLimit;
import ai.genops.governance.price.Usage;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.config.Enforcement;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GovernedCallTest {
    private static final String CSV = """
            provider,model,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k,cache_write_cost_per_1k
            openai,gpt-4o,0.0025,0.01,0.00125,
            anthropic,claude-sonnet-4-5,0.003,0.015,0.0003,0.00375
            """;
    private static final Budget TEAM = budget("team-daily", Map.of("team", "ai-platform"), "1", Excess.DENY);

    private final MemoryBudgetStore store = new MemoryBudgetStore(InstantSource.fixed(Recorded.NOW));
    private final List<Alert> alerts = new ArrayList<>();

    static Budget budget(String name, Map<String, String> scope, String cap, Excess excess) {
        return Budget.of(
                name,
                scope,
                "USD",
                new BigDecimal(cap),
                new Window.Calendar(Window.Calendar.Unit.DAY, ZoneOffset.UTC),
                excess);
    }

    private Recorded recorded(Consumer<GenOpsConfig> more) {
        return new Recorded(settings -> {
            settings.team("ai-platform").project("chat").environment("test").prices(prices());
            settings.onBudgetAlert(alerts::add);
            more.accept(settings);
        });
    }

    static PriceTable prices() {
        try {
            return PriceTable.read("test.csv", CSV.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Budgets budgets(Budget... all) {
        return Budgets.direct(List.of(all), store, Duration.ofMinutes(10), new Outage.FailClosed());
    }

    private static OperationBuilder call(Recorded recorded) {
        return recorded.genops.operation("ai.chat.completion").model("openai", "gpt-4o");
    }

    private static List<String> decisions(SpanData span) {
        return Recorded.events(span, "genops.policy.evaluated").stream()
                .map(event -> text(event, "genops.policy.name") + " " + text(event, "genops.policy.result") + " "
                        + text(event, "genops.policy.reason_code"))
                .toList();
    }

    private static String text(EventData event, String key) {
        return String.valueOf(event.getAttributes().get(AttributeKey.stringKey(key)));
    }

    private static @Nullable Double number(EventData event, String key) {
        return event.getAttributes().get(AttributeKey.doubleKey(key));
    }

    @Test
    void aCallIsPricedReservedAndReconciled() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        call(recorded).inputTokens(1000).maxOutputTokens(2000).run(op -> {
            assertThat(store.balance(TEAM).reserved()).isEqualByComparingTo("0.0225");
            op.recordUsage(new Usage(1000, 500, 400, 0, 0, 100, 0, 0));
        });
        SpanData span = recorded.only();
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.007");
        assertThat(store.balance(TEAM).reserved()).isZero();
        assertThat(Recorded.number(span, "genops.cost.total")).isEqualTo(0.007);
        assertThat(Recorded.number(span, "genops.cost.input")).isEqualTo(0.0015);
        assertThat(Recorded.number(span, "genops.cost.cache_read")).isEqualTo(0.0005);
        assertThat(Recorded.number(span, "genops.cost.output")).isEqualTo(0.005);
        assertThat(Recorded.number(span, "genops.cost.reasoning")).isEqualTo(0.001);
        assertThat(Recorded.text(span, "genops.cost.catalogue")).startsWith("test.csv");
        assertThat(Recorded.number(span, "genops.accounting.reserved")).isEqualTo(0.0225);
        assertThat(Recorded.number(span, "genops.accounting.actual")).isEqualTo(0.007);
        assertThat(Recorded.text(span, "genops.budget.name")).isEqualTo("team-daily");
        assertThat(Recorded.number(span, "genops.budget.remaining")).isEqualTo(0.993);
        EventData reconciliation =
                Recorded.events(span, "genops.budget.reconciliation").get(0);
        assertThat(number(reconciliation, "genops.accounting.reconciliation_delta"))
                .isEqualTo(-0.0155);
        assertThat(recorded.genops.problems().counts()).isEmpty();
    }

    @Test
    void whatGoesOnWithoutItsOperationIsKeptAndSettledByAnother() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        call(recorded).estimate("0.5").run(op -> op.continuesAs("batch:1"));
        SpanData begun = recorded.only();
        assertThat(store.balance(TEAM).reserved()).isEqualByComparingTo("0.5");
        assertThat(store.balance(TEAM).committed()).isZero();
        assertThat(Recorded.number(begun, "genops.accounting.reserved")).isEqualTo(0.5);
        assertThat(begun.getAttributes().get(AttributeKey.booleanKey("genops.accounting.incomplete")))
                .isTrue();
        // One that does not know what it cost settles nothing.
        recorded.genops.operation("results").startSettling("batch:1").cancel().close();
        assertThat(store.balance(TEAM).reserved()).isEqualByComparingTo("0.5");
        for (String cost : List.of("0.2", "0.3")) {
            try (Operation results = recorded.genops.operation("results").startSettling("batch:1")) {
                results.recordCost(told -> told.total(cost));
            }
            assertThat(store.balance(TEAM).reserved()).isZero();
            assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.2");
        }
        assertThat(recorded.genops.problems().count(Kind.VALUE)).isEqualTo(1);
    }

    @Test
    void aRefusedCallDoesNotRunAndSaysWhy() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        assertThatThrownBy(() -> call(recorded).estimate("1.01").run(op -> {
                    throw new AssertionError("it ran");
                }))
                .isInstanceOfSatisfying(BudgetExceededException.class, e -> {
                    assertThat(e.budget()).isEqualTo("team-daily");
                    assertThat(e.remaining()).isEqualByComparingTo("1");
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(12));
                    assertThat(e).hasMessageContaining("may cost $1.01");
                });
        SpanData span = recorded.only();
        assertThat(decisions(span)).containsExactly("team-daily BLOCKED BUDGET_EXCEEDED");
        assertThat(Recorded.text(span, "genops.policy.result")).isEqualTo("blocked");
        assertThat(Recorded.events(span, "genops.budget.reservation")).isEmpty();
        assertThat(Recorded.events(span, "genops.budget.reconciliation")).isEmpty();
        assertThat(store.balance(TEAM).reserved()).isZero();
    }

    @Test
    void whatIsOnlyObservedRunsWithAWarningAndIsCharged() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM))
                .policy(Access.toModels("models", List.of("claude*"), List.of(), Action.BLOCK))
                .enforcement(Enforcement.OBSERVE));
        call(recorded).estimate("1.01").run(op -> op.recordUsage(Usage.of(1_000_000, 0)));
        SpanData span = recorded.only();
        assertThat(decisions(span))
                .containsExactly("models WARNING POLICY_DENY_MODEL", "team-daily WARNING BUDGET_EXCEEDED");
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("2.5");
        assertThat(alerts).extracting(Alert::percent).containsExactly(50, 80, 90, 95, 100);
        assertThat(Recorded.events(span, "genops.budget.alert")).hasSize(5);
    }

    @Test
    void eachDecisionIsItsOwnEventAndTheFirstThatBlocksStops() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM))
                .policy(
                        new ContentFilter(
                                "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK),
                        new CostLimit("cost", new BigDecimal("5"), Action.BLOCK, Action.WARN)));
        assertThatThrownBy(
                        () -> call(recorded).prompt("my card 4111111111111111").start())
                .isInstanceOfSatisfying(PolicyViolationException.class, e -> {
                    assertThat(e.reasonCode()).isEqualTo("POLICY_DENY_CONTENT");
                    assertThat(e.getMessage()).doesNotContain("4111");
                });
        SpanData span = recorded.only();
        assertThat(decisions(span)).containsExactly("cards BLOCKED POLICY_DENY_CONTENT", "cost ALLOWED null");
        assertThat(span.toString()).doesNotContain("4111");
        assertThat(store.ledger("team-daily")).isEmpty();
    }

    @Test
    void aResponseThatMustNotBeUsedIsPaidForAllTheSame() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM))
                .policy(new ContentFilter(
                        "ssn",
                        Map.of("ssn", Pattern.compile("[0-9]{3}-[0-9]{2}-[0-9]{4}")),
                        false,
                        true,
                        Action.BLOCK)));
        assertThatThrownBy(() -> call(recorded).maxOutputTokens(10).run(op -> {
                    op.recordUsage(Usage.of(100, 10));
                    op.checkResponse("it is 078-05-1120");
                }))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.00035");
        SpanData span = recorded.only();
        assertThat(decisions(span)).containsExactly("ssn BLOCKED POLICY_DENY_CONTENT");
        assertThat(Recorded.events(span, "genops.budget.reconciliation")).hasSize(1);
    }

    @Test
    void whatFailsOrIsCancelledIsGivenBackAndALateCostStillReachesTheBooks() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        Operation operation = call(recorded).estimate("0.5").start();
        operation.recordError(new IllegalStateException("no connection"));
        operation.close();
        assertThat(store.balance(TEAM).reserved()).isZero();
        assertThat(Recorded.number(recorded.only(), "genops.accounting.actual")).isZero();
        operation.recordCost(cost -> cost.total("0.02"));
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.02");
        Operation cancelled = call(recorded).estimate("0.5").start().cancel();
        cancelled.close();
        assertThat(store.balance(TEAM).reserved()).isZero();
    }

    /** Whoever waits for it only so long cancels what he was given: the work goes on, and costs what it costs. */
    @Test
    void workThatNobodyWaitsForAnyMoreIsChargedWhenItEnds() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> told = call(recorded)
                .estimate("0.5")
                .callAsync(op -> work.whenComplete((text, thrown) -> op.recordUsage(Usage.of(1000, 0))));
        assertThat(told.cancel(true)).isTrue();
        assertThat(store.balance(TEAM).reserved()).isEqualByComparingTo("0.5");
        work.complete("done");
        assertThat(store.balance(TEAM).reserved()).isZero();
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.0025");
        assertThat(Recorded.number(recorded.only(), "genops.cost.total")).isEqualTo(0.0025);
    }

    @Test
    void aFailureThatHasCostSomethingIsCharged() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        assertThatThrownBy(() -> call(recorded).maxOutputTokens(100).run(op -> {
                    op.recordUsage(Usage.of(1000, 0));
                    throw new IllegalStateException("broken off");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.0025");
    }

    @Test
    void whatNobodyToldTheCostOfIsChargedAsReservedAndIncomplete() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        call(recorded).estimate("0.5").run(op -> {});
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.5");
        assertThat(Recorded.value(recorded.only(), AttributeKey.booleanKey("genops.accounting.incomplete")))
                .isTrue();
    }

    @Test
    void anUnknownModelIsUnpricedAndDoesNotPassAHardBudget() {
        Recorded recorded = recorded(c -> c.budgets(budgets(TEAM)));
        assertThatThrownBy(() ->
                        recorded.genops.operation("x").model("openai", "gpt-99").start())
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("nobody knows what `gpt-99` costs");
        Recorded lenient = recorded(c -> c.budgets(budgets(TEAM)).unpricedCalls(Action.WARN));
        lenient.genops.operation("x").model("openai", "gpt-99").run(op -> op.recordUsage(Usage.of(10, 10)));
        assertThat(Recorded.number(lenient.only(), "genops.cost.total")).isNull();
        assertThat(Recorded.text(lenient.only(), "genops.cost.unpriced")).contains("gpt-99");
        assertThat(decisions(lenient.only())).containsExactly("genops.accounting WARNING x_cost_unpriced");
    }

    @Test
    void theModelThatAnsweredIsPricedElseTheOneThatWasAsked() {
        Recorded recorded = recorded(c -> {});
        call(recorded).run(op -> op.recordUsage("gpt-4o-2024-08-06", Usage.of(1000, 0)));
        assertThat(Recorded.number(recorded.only(), "genops.cost.total")).isEqualTo(0.0025);
        assertThat(Recorded.text(recorded.only(), "genops.cost.model")).isEqualTo("gpt-4o-2024-08-06");
    }

    @Test
    void budgetsHoldForEachCustomerByItself() {
        Budget each = budget("customer", Map.of(), "0.01", Excess.DENY);
        Recorded recorded = recorded(c -> c.budget(each.per("customer_id")));
        call(recorded).customerId("a").estimate("0.01").run(op -> op.recordCost(cost -> cost.total("0.01")));
        call(recorded).customerId("b").estimate("0.01").run(op -> op.recordCost(cost -> cost.total("0.01")));
        assertThatThrownBy(() -> call(recorded).customerId("a").estimate("0.01").start())
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("customer{customer_id=a}");
    }

    @Test
    void itGovernsWithoutTelemetryAndRecordsWithoutGovernance() {
        GenOps silent = GenOps.on(
                OpenTelemetry.noop(),
                c -> c.team("ai-platform")
                        .project("p")
                        .environment("e")
                        .prices(prices())
                        .budgets(budgets(TEAM)),
                Recorded.with(
                        Map.of(), Map.of("genops.log.level", "none"), new java.util.concurrent.atomic.AtomicLong()));
        silent.operation("x").model("openai", "gpt-4o").maxOutputTokens(1).run(op -> op.recordUsage(Usage.of(1000, 0)));
        assertThat(store.balance(TEAM).committed()).isEqualByComparingTo("0.0025");
        assertThatThrownBy(() -> silent.operation("x").estimate("2").start())
                .isInstanceOf(BudgetExceededException.class);
        silent.close();
        Recorded plain = new Recorded();
        plain.genops.operation("x").model("openai", "gpt-4o").run(op -> op.recordCost(cost -> cost.total("0.1")));
        assertThat(Recorded.number(plain.only(), "genops.cost.total")).isEqualTo(0.1);
        assertThat(plain.genops.problems().counts()).isEmpty();
    }

    @Test
    void booksThatCannotBeReachedLetNothingRun() {
        MemoryBudgetStore full = new MemoryBudgetStore(InstantSource.fixed(Recorded.NOW), line -> {
            throw new IllegalStateException("disk full");
        });
        Budgets broken = Budgets.direct(List.of(TEAM), full, Duration.ofMinutes(1), new Outage.FailClosed());
        Recorded recorded = recorded(c -> c.budgets(broken));
        assertThatThrownBy(() -> call(recorded).estimate("0.1").start())
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("nothing could be reserved");
        assertThat(decisions(recorded.only())).containsExactly("budgets BLOCKED BUDGET_RESERVATION_FAILED");
    }

    @Test
    void aSoftBudgetWarnsAndLetsRun() {
        Budget soft = budget("soft", Map.of(), "0.001", Excess.WARN);
        Recorded recorded = recorded(c -> c.budget(soft));
        call(recorded).estimate("0.01").run(op -> op.recordCost(cost -> cost.total("0.01")));
        assertThat(decisions(recorded.only())).containsExactly("soft WARNING BUDGET_EXCEEDED");
        assertThat(Recorded.number(recorded.only(), "genops.budget.remaining")).isEqualTo(-0.009);
    }

    @Test
    void theDearestTokensAreReservedFor() {
        Budget big = budget("big", Map.of(), "100", Excess.DENY);
        Recorded recorded = recorded(c -> c.budgets(budgets(big)));
        Operation operation = recorded.genops
                .operation("x")
                .model("anthropic", "claude-sonnet-4-5")
                .prompt("äb")
                .start();
        // Three bytes at the price of writing the cache, 16,384 tokens of output.
        assertThat(store.balance(big).reserved()).isEqualByComparingTo("0.24577125");
        operation.close();
    }

    @Test
    void whatAListenerThrowsIsCounted() {
        Recorded recorded = new Recorded(c -> c.team("ai-platform")
                .project("p")
                .environment("e")
                .budgets(budgets(TEAM))
                .onBudgetAlert(alert -> {
                    throw new IllegalStateException("no");
                }));
        call(recorded).estimate("0.9").run(op -> op.recordCost(cost -> cost.total("0.9")));
        assertThat(recorded.genops.problems().count(Kind.INTERNAL)).isEqualTo(3);
        assertThat(store.reserve(Request.of("k", BudgetSet.of(List.of(TEAM)), BigDecimal.ONE, Duration.ofHours(1))))
                .isNotNull();
    }
}
