package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.Unit;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.governance.policy.RateLimit;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.config.Enforcement;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.govern.GovernanceException;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whatever happens to a call, what the SDK tells of it keeps to the specification.
class ConformingTest {
    private static Map<String, Object> values(Attributes attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        attributes.forEach((key, value) ->
                values.put(key.getKey(), value instanceof Number number ? new BigDecimal(number.toString()) : value));
        return values;
    }

    private static Unit unit(SpanData span) {
        return new Unit(
                span.getTraceId(),
                span.getSpanId(),
                span.getName(),
                values(span.getAttributes()),
                Set.of(),
                span.getEvents().stream()
                        .map(event ->
                                new Unit.Event(event.getName(), event.getEpochNanos(), values(event.getAttributes())))
                        .toList(),
                true);
    }

    private static void conforms(Recorded recorded, int spans) {
        Conformance conformance = new Conformance();
        recorded.all().forEach(span -> conformance.check(unit(span)));
        assertThat(conformance.violations()).isEmpty();
        assertThat(conformance.units()).isEqualTo(spans);
    }

    private static Recorded recorded(Consumer<GenOpsConfig> more) {
        return new Recorded(c -> {
            c.team("ai-platform").project("chat").environment("test").prices(GovernedCallTest.prices());
            more.accept(c);
        });
    }

    private static OperationBuilder call(Recorded recorded) {
        return recorded.genops.operation("ai.chat").model("openai", "gpt-4o").maxOutputTokens(100);
    }

    private static void everything(Recorded recorded) {
        recorded.genops.operation("plain").run(op -> {});
        recorded.genops.operation("told").run(op -> op.recordCost(c -> c.total("0.1")));
        recorded.genops.operation("unpriced").run(op -> op.recordCost(c -> c.model("x")));
        attempt(() -> call(recorded).run(op -> op.recordUsage(Usage.of(1000, 100))));
        attempt(() -> call(recorded).run(op -> {}));
        attempt(() -> call(recorded).start().cancel().close());
        attempt(() -> call(recorded).estimate("50").run(op -> op.recordUsage(Usage.of(10, 10))));
        attempt(() -> call(recorded).prompt("4111111111111111").run(op -> op.recordUsage(Usage.of(10, 10))));
        attempt(() -> call(recorded).run(op -> {
            op.recordUsage(Usage.of(10, 10));
            op.checkResponse("4111111111111111");
        }));
        attempt(() ->
                recorded.genops.operation("ai.chat").model("openai", "o99").run(op -> {}));
        attempt(() -> recorded.genops
                .operation("ai.chat")
                .model("anthropic", "claude-sonnet-4-5")
                .run(op -> op.recordUsage(Usage.of(10, 10))));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (GovernanceException e) {
            assertThat(e.reasonCode()).isNotEmpty();
        }
    }

    private static Consumer<GenOpsConfig> rules(Excess excess) {
        Budget daily = GovernedCallTest.budget("daily", Map.of(), "1", excess);
        return c -> c.budget(daily, GovernedCallTest.budget("soft", Map.of(), "0.001", Excess.WARN))
                .policy(
                        new ContentFilter(
                                "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK),
                        Access.toModels("models", List.of("gpt*", "o*"), List.of(), Action.BLOCK),
                        new RateLimit(
                                "rate",
                                6,
                                Duration.ofMinutes(1),
                                List.of(),
                                Action.RATE_LIMIT,
                                InstantSource.system()));
    }

    @Test
    void whatIsEnforcedConforms() {
        for (Excess excess : Excess.values()) {
            Recorded recorded = recorded(rules(excess));
            everything(recorded);
            conforms(recorded, 11);
        }
    }

    @Test
    void whatIsOnlyObservedConforms() {
        Recorded recorded = recorded(c -> {
            rules(Excess.DENY).accept(c);
            c.enforcement(Enforcement.OBSERVE);
        });
        everything(recorded);
        conforms(recorded, 11);
    }

    @Test
    void whatGoesOnWithoutItsOperationConforms() {
        Recorded recorded = recorded(rules(Excess.DENY));
        call(recorded).estimate("0.5").run(op -> op.continuesAs("batch:1"));
        recorded.genops
                .operation("results")
                .model("openai", "gpt-4o")
                .startSettling("batch:1")
                .recordUsage(Usage.of(1000, 100))
                .close();
        conforms(recorded, 2);
    }

    @Test
    void anOperationWithoutTeamDoesNot() {
        Recorded nobody = new Recorded(c -> c.project("p").environment("e"));
        nobody.genops.operation("x").run(op -> {});
        assertThatThrownBy(() -> conforms(nobody, 1)).hasMessageContaining("attribution.team");
    }
}
