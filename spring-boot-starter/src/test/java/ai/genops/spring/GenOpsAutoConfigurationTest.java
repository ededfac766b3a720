package ai.genops.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.record.Ended;
import ai.genops.spring.Application.Assistant;
import ai.genops.spring.Application.Seen;
import ai.genops.spring.Application.Summary;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

class GenOpsAutoConfigurationTest {
    private static final String[] RULES = {
        "genops.policies[0].name=cards",
        "genops.policies[0].type=content_filter",
        "genops.policies[0].patterns.card=[0-9]{16}",
        "genops.budgets[0].name=all",
        "genops.budgets[0].cap=1",
        "genops.budgets[0].thresholds[0]=50",
        "genops.budgets[0].thresholds[1]=90",
        "genops.budgets[1].name=acme",
        "genops.budgets[1].cap=0.05",
        "genops.budgets[1].scope.customer_id=acme",
    };

    @Test
    void anAnnotatedBeanIsGovernedByThePropertiesRules() {
        Application.running().withPropertyValues(RULES).run(context -> {
            Assistant assistant = context.getBean(Assistant.class);
            assertThat(assistant.answer("hello", "acme")).isEqualTo("hello");
            Ended ended = context.getBean(Seen.class).get(0);
            assertThat(ended.operation()).isEqualTo("ai.chat");
            assertThat(ended.cost()).isEqualByComparingTo("0.012");
            assertThat(ended.model()).isEqualTo("gpt-4o");
            assertThatThrownBy(() -> assistant.answer("4111111111111111", "acme"))
                    .isInstanceOf(PolicyViolationException.class);
            assistant.answer("hello", "acme");
            assistant.answer("hello", "acme");
            assertThatThrownBy(() -> assistant.answer("hello", "acme"))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("`acme`");
            assertThat(assistant.answer("hello", "globex")).isEqualTo("hello");
        });
    }

    @Test
    void keysOfPropertiesStayAsTheyAreWritten() {
        Application.running().withPropertyValues(RULES).run(context -> {
            var budgets = Objects.requireNonNull(context.getBean(GenOps.class).budgets());
            assertThat(budgets.single()).extracting(Budget::name).containsExactly("all", "acme");
            assertThat(budgets.single().get(0).thresholds()).containsExactly(50, 90);
            assertThat(budgets.single().get(1).scope()).containsOnlyKeys("customer_id");
        });
    }

    @Test
    void anAnnotatedInterfaceIsGovernedAndAFutureEndsItsOperation() {
        Application.running().run(context -> {
            assertThat(context.getBean(Summary.class).of("text")).isCompletedWithValue("text");
            assertThat(context.getBean(Seen.class)).extracting(Ended::operation).containsExactly("ai.summary");
        });
    }

    @Test
    void allProblemsOfThePropertiesAreToldAtOnceWithoutAStackTrace() {
        Application.running()
                .withPropertyValues(
                        "genops.enforcement=sometimes",
                        "genops.open-telemetry=both",
                        "genops.budgets[0].name=all",
                        "genops.budgets[0].cap=much",
                        "genops.policies[0].name=cards")
                .run(context -> {
                    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
                    assertThat(failure).rootCause().isInstanceOf(ConfigurationException.class);
                    FailureAnalysis analysis = Objects.requireNonNull(new GenOpsFailureAnalyzer().analyze(failure));
                    assertThat(analysis.getDescription())
                            .contains("`enforcement` (property genops.enforcement) must be one of")
                            .contains("`genops.open-telemetry` must be own or application, is \"both\"")
                            .contains("genops.budgets[0].cap: must be an amount", "`much`")
                            .contains("genops.policies[0].type: must be given");
                });
    }

    @Test
    void annotationsThatCannotBeEndTheStart() {
        Application.running()
                .withBean(Application.Misnamed.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("@EnforcePolicy names [missing]"));
        Application.running()
                .withBean(Application.Streaming.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("what returns a Publisher has not ended when it returns"));
    }

    @Test
    void onTheApplicationsOpenTelemetryThereMustBeOne() {
        var application = Application.running().withPropertyValues("genops.open-telemetry=application");
        application.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("there is no bean of type OpenTelemetry"));
        application
                .withBean(OpenTelemetry.class, OpenTelemetry::noop)
                .run(context -> assertThat(context.getBean(GenOps.class).openTelemetry())
                        .isSameAs(context.getBean(OpenTelemetry.class)));
    }

    @Test
    void anApplicationsOwnGenOpsIsTaken() {
        GenOps own = GenOps.on(OpenTelemetry.noop());
        Application.running()
                .withBean("own", GenOps.class, () -> own)
                .run(context -> assertThat(context.getBean(GenOps.class)).isSameAs(own));
    }

    @Test
    void metersSayWhatCallsCostAndWhatBudgetsHaveLeft() {
        Application.running().withPropertyValues(RULES).run(context -> {
            Assistant assistant = context.getBean(Assistant.class);
            assistant.answer("hello", "acme");
            assertThatThrownBy(() -> assistant.answer("4111111111111111", "acme"))
                    .isInstanceOf(PolicyViolationException.class);
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("genops.ai.cost")
                            .tags("team", "t", "provider", "openai", "model", "gpt-4o", "currency", "USD")
                            .counter()
                            .count())
                    .isEqualTo(0.012);
            assertThat(meters.get("genops.ai.tokens")
                            .tag("direction", "output")
                            .counter()
                            .count())
                    .isEqualTo(900);
            assertThat(meters.get("genops.ai.blocked")
                            .tags("policy", "cards", "code", "POLICY_DENY_CONTENT")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("genops.budget.remaining")
                            .tag("budget", "all")
                            .gauge()
                            .value())
                    .isEqualTo(0.988);
            assertThat(meters.get("genops.ai.operations")
                            .tag("outcome", "blocked")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void lostSpansDegradeHealthAndNeverEndIt() {
        Application.running()
                .withPropertyValues("genops.exporter=otlp", "genops.endpoint=http://127.0.0.1:1")
                .run(context -> {
                    HealthIndicator health = context.getBean(HealthIndicator.class);
                    Health before = Objects.requireNonNull(health.health());
                    assertThat(before.getStatus().getCode()).isEqualTo("UP");
                    context.getBean(Assistant.class).answer("hello", "acme");
                    context.getBean(GenOps.class).flush();
                    Health after = Objects.requireNonNull(health.health());
                    assertThat(after.getStatus().getCode()).isEqualTo("DEGRADED");
                    assertThat(after.getDetails().get("problems")).hasToString("{export=1}");
                });
    }
}
