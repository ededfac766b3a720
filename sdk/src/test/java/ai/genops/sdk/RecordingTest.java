package ai.genops.sdk;

import static ai.genops.sdk.Recorded.events;
import static ai.genops.sdk.Recorded.number;
import static ai.genops.sdk.Recorded.text;
import static ai.genops.sdk.Recorded.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Names;
import ai.genops.sdk.record.PolicyResult;
import ai.genops.sdk.record.ReasonCode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private final Recorded recorded = new Recorded();
    private final GenOps genops = recorded.genops;

    private SpanData after(Consumer<Operation> told) {
        try (Operation operation = genops.operation("ai.chat.completion").start()) {
            told.accept(operation);
        }
        return recorded.only();
    }

    @Test
    void aUnitHasEverythingTheSpecificationRequires() {
        SpanData span = after(operation -> {
            operation.recordReservation(
                    r -> r.reserved("0.05").budget("team-daily").remaining("12.45"));
            operation.recordCost(c -> c.provider("openai")
                    .model("gpt-4")
                    .inputTokens(150)
                    .outputTokens(300)
                    .total("0.0195"));
            recorded.nanos.addAndGet(1_523_000_000L);
        });
        assertThat(text(span, "genops.team")).isEqualTo("ai-platform");
        assertThat(text(span, "genops.project")).isEqualTo("chat");
        assertThat(text(span, "genops.environment")).isEqualTo("test");
        assertThat(text(span, "genops.operation.name")).isEqualTo("ai.chat.completion");
        assertThat(text(span, "genops.operation.type")).isEqualTo("ai.inference");
        assertThat(value(span, Names.DURATION)).isEqualTo(1523);
        assertThat(text(span, "genops.spec.version")).isEqualTo("0.1");
        assertThat(text(span, "genops.policy.result")).isEqualTo("allowed");
        assertThat(text(span, "genops.policy.reason_code")).isNull();
        assertThat(number(span, "genops.accounting.reserved")).isEqualTo(0.05);
        assertThat(number(span, "genops.accounting.actual")).isEqualTo(0.0195);
        assertThat(text(span, "genops.accounting.unit")).isEqualTo("USD");
        assertThat(value(span, Names.TOKENS_TOTAL)).isEqualTo(450);
        assertThat(span.getEvents())
                .extracting(event -> event.getName())
                .containsExactly("genops.budget.reservation", "genops.cost.calculated", "genops.budget.reconciliation");
        var reconciliation = span.getEvents().get(2).getAttributes();
        assertThat(reconciliation.get(Names.RECONCILIATION_DELTA)).isEqualTo(-0.0305);
        assertThat(reconciliation.get(Names.RESERVED)).isEqualTo(0.05);
        assertThat(genops.problems().counts()).isEmpty();
    }

    @Test
    void costsOfOneUnitAddUpExactly() {
        SpanData span = after(operation -> {
            for (int i = 0; i < 10; i++) {
                operation.recordCost(c -> c.total(0.1).inputTokens(1));
            }
        });
        assertThat(number(span, "genops.cost.total")).isEqualTo(1.0);
        assertThat(number(span, "genops.accounting.actual")).isEqualTo(1.0);
        assertThat(value(span, Names.TOKENS_INPUT)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "NaN", "Infinity", "1e400000000", "", "1,5", "1e-400"})
    void anImpossibleAmountIsRefusedAndCountedAndNotThrown(String amount) {
        SpanData span = after(
                operation -> operation.recordCost(c -> c.provider("openai").total(amount)));
        assertThat(number(span, "genops.cost.total")).isNull();
        assertThat(text(span, "genops.cost.provider")).isEqualTo("openai");
        assertThat(value(span, Names.INCOMPLETE)).isTrue();
        assertThat(number(span, "genops.accounting.actual")).isNull();
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e20})
    void anImpossibleDoubleIsRefused(double amount) {
        SpanData span = after(operation -> operation.recordCost(c -> c.total(amount)));
        assertThat(number(span, "genops.cost.total")).isNull();
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(1);
    }

    @Test
    void aNegativeNumberOfTokensIsRefused() {
        SpanData span =
                after(operation -> operation.recordTokens(t -> t.input(-5).output(7)));
        assertThat(value(span, Names.TOKENS_INPUT)).isNull();
        assertThat(value(span, Names.TOKENS_OUTPUT)).isEqualTo(7);
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(1);
    }

    @Test
    void aCostInASecondCurrencyIsNotAdded() {
        SpanData span = after(operation -> operation
                .recordCost(c -> c.total("1"))
                .recordCost(c -> c.total("2").currency("EUR")));
        assertThat(number(span, "genops.cost.total")).isEqualTo(1.0);
        assertThat(text(span, "genops.cost.currency")).isEqualTo("USD");
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(1);
    }

    @Test
    void aLaterMilderDecisionDoesNotOverwriteAndEachIsAnEvent() {
        SpanData span = after(operation -> operation
                .recordPolicy(p -> p.name("rate").result("warning"))
                .recordPolicy(p -> p.name("content_safety")
                        .result("blocked")
                        .reason("harmful")
                        .reasonCode(ReasonCode.POLICY_DENY_CONTENT)
                        .metadata("confidence", 0.95))
                .recordPolicy(p -> p.name("budget").result(PolicyResult.ALLOWED)));
        assertThat(text(span, "genops.policy.result")).isEqualTo("blocked");
        assertThat(text(span, "genops.policy.name")).isEqualTo("content_safety");
        assertThat(text(span, "genops.policy.reason_code")).isEqualTo("POLICY_DENY_CONTENT");
        assertThat(number(span, "genops.policy.confidence")).isEqualTo(0.95);
        assertThat(number(span, "genops.policy.metadata.confidence")).isEqualTo(0.95);
        assertThat(events(span, "genops.policy.evaluated"))
                .extracting(event -> event.getAttributes().get(Names.POLICY_RESULT))
                .containsExactly("WARNING", "BLOCKED", "ALLOWED");
        assertThat(events(span, "genops.policy.evaluated"))
                .extracting(event -> event.getAttributes().get(Names.POLICY_REASON_CODE))
                .containsExactly("x_unspecified", "POLICY_DENY_CONTENT", null);
    }

    @Test
    void aBlockedUnitThatDidNotExecuteHasNoReconciliation() {
        SpanData span = after(operation -> operation
                .recordReservation(r -> r.reserved("1"))
                .recordPolicy(p -> p.name("budget").result("blocked").reasonCode("BUDGET_EXCEEDED")));
        assertThat(events(span, "genops.budget.reconciliation")).isEmpty();
        assertThat(number(span, "genops.accounting.actual")).isNull();
        assertThat(value(span, Names.INCOMPLETE)).isNull();
    }

    @Test
    void aDecisionThatIsNoneIsRefused() {
        SpanData span = after(operation -> operation
                .recordPolicy(p -> p.name("a").result("maybe"))
                .recordPolicy(p -> p.name("b").result("blocked").reasonCode("BECAUSE"))
                .recordPolicy(p -> p.name("c").result("allowed").reasonCode("x_fine")));
        assertThat(events(span, "genops.policy.evaluated")).hasSize(2);
        assertThat(text(span, "genops.policy.reason_code")).isEqualTo("x_unspecified");
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(4);
    }

    @Test
    void theSpecificationsFormIsASwitch() {
        Recorded spec = new Recorded(settings -> settings.policyResults(PolicyResult.Form.SPEC));
        try (Operation operation = spec.genops.operation("x").start()) {
            GenOpsTelemetry.recordPolicy(operation.span(), p -> p.name("a").result("blocked"));
        }
        assertThat(text(spec.only(), "genops.policy.result")).isEqualTo("BLOCKED");
    }

    @Test
    void whatIsToldOfAnOperationsSpanElsewhereIsTheSameUnit() {
        SpanData span = after(operation -> {
            GenOpsTelemetry.recordCost(Span.current(), c -> c.total("0.1"));
            GenOpsTelemetry.recordPolicy(Span.current(), p -> p.name("a").result("blocked"));
            operation
                    .recordCost(c -> c.total("0.2"))
                    .recordPolicy(p -> p.name("b").result("allowed"));
        });
        assertThat(number(span, "genops.cost.total")).isEqualTo(0.3);
        assertThat(number(span, "genops.accounting.actual")).isEqualTo(0.3);
        assertThat(text(span, "genops.policy.result")).isEqualTo("blocked");
    }

    @Test
    void anySpanOfOpenTelemetryCanBeToldOf() {
        Span span =
                recorded.openTelemetry.getTracer("other").spanBuilder("theirs").startSpan();
        GenOpsTelemetry.recordReservation(
                span, r -> r.reserved("1500").unit("tokens").budget("b"));
        GenOpsTelemetry.recordTokens(span, t -> t.input(1000).output(100));
        GenOpsTelemetry.recordReconciliation(span, r -> r.actual("1100"));
        GenOpsTelemetry.recordEvaluation(
                span, e -> e.metric("quality").score(0.87).threshold(0.8).evaluator("judge"));
        span.end();
        SpanData theirs = recorded.only();
        assertThat(text(theirs, "genops.accounting.unit")).isEqualTo("tokens");
        assertThat(number(theirs, "genops.accounting.reconciliation_delta")).isEqualTo(-400.0);
        assertThat(number(theirs, "genops.eval.score")).isEqualTo(0.87);
        assertThat(number(theirs, "genops.eval.quality")).isEqualTo(0.87);
        assertThat(value(theirs, Names.EVAL_PASSED)).isTrue();
        assertThat(events(theirs, "genops.evaluation.complete")).hasSize(1);
    }

    @Test
    void aBudgetIsWrittenUnderBothNamesAndTheRestIsDerived() {
        SpanData span = after(operation -> operation.recordBudget(b ->
                b.name("team-daily").limit(100.0).used("87.50").metadata(Map.of("owner", "finance", "hard", true))));
        assertThat(number(span, "genops.budget.allocated")).isEqualTo(100.0);
        assertThat(number(span, "genops.budget.limit")).isEqualTo(100.0);
        assertThat(number(span, "genops.budget.consumed")).isEqualTo(87.5);
        assertThat(number(span, "genops.budget.used")).isEqualTo(87.5);
        assertThat(number(span, "genops.budget.remaining")).isEqualTo(12.5);
        assertThat(number(span, "genops.budget.utilization")).isEqualTo(87.5);
        assertThat(number(span, "genops.budget.utilization_percent")).isEqualTo(87.5);
        assertThat(value(span, AttributeKey.booleanKey("genops.budget.metadata.hard")))
                .isTrue();
    }

    @Test
    void whatIsNotPricedIsFlaggedAndNothingIsMadeUp() {
        SpanData span = after(operation ->
                operation.recordCost(c -> c.provider("x").model("new").inputTokens(5)));
        assertThat(value(span, Names.INCOMPLETE)).isTrue();
        assertThat(number(span, "genops.cost.total")).isNull();
    }

    @Test
    void nothingIsThrownIntoTheHost() {
        SpanData span = after(operation -> operation
                .recordCost(c -> {
                    throw new IllegalStateException("a mistake of the host's");
                })
                .recordCost(c -> c.provider(null)
                        .model("")
                        .total((String) null)
                        .total((BigDecimal) null)
                        .metadata(null, 1))
                .recordEvaluation(e -> e.metric("m").score(Double.NaN))
                .recordBudget(b -> b.limit(1))
                .recordReconciliation(r -> r.actual("1")));
        assertThat(span.getName()).isEqualTo("ai.chat.completion");
        assertThat(genops.problems().count(Kind.INTERNAL)).isEqualTo(1);
        assertThat(genops.problems().count(Kind.VALUE)).isEqualTo(7);
    }

    @Test
    void aUnitAlwaysHasAName() {
        genops.operation(" ").start().close();
        assertThat(recorded.only().getName()).isEqualTo("unnamed");
        assertThat(recorded.only().getAttributes().get(Names.OPERATION_NAME)).isEqualTo("unnamed");
        assertThat(genops.problems().counts()).containsOnlyKeys(Kind.ATTRIBUTION);
    }

    @Test
    void whatIsToldAfterTheEndIsCounted() {
        Operation operation = genops.operation("x").start();
        operation.close();
        operation.close();
        operation.recordCost(c -> c.total("1"));
        assertThat(number(recorded.only(), "genops.cost.total")).isNull();
        assertThat(genops.problems().counts()).containsOnlyKeys(Kind.NOT_RECORDING);
    }
}
