package ai.genops.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every field that the seed's queries name is in the history, under its own name or under one that it is an alias of.
class SeedQueriesTest {
    private static final List<String> FIELDS = List.of(
            "genops.budget.name",
            "genops.budget.remaining",
            "genops.cost.model",
            "genops.cost.provider",
            "genops.cost.total",
            "genops.customer_id",
            "genops.data.classification",
            "genops.feature",
            "genops.operation.name",
            "genops.policy.name",
            "genops.policy.reason",
            "genops.policy.result",
            "genops.project",
            "genops.team");
    private static final Map<String, Predicate<ReceivedSpan>> ALIASES = Map.of(
            "genops.budget.limit", span -> span.has("genops.budget.allocated"),
            "genops.budget.used", span -> span.has("genops.budget.consumed"),
            "genops.budget.utilization", span -> span.has("genops.budget.utilization_percent"),
            "genops.eval.quality", span -> scores(span, "quality"),
            "genops.eval.safety", span -> scores(span, "safety"),
            "genops.eval.privacy", span -> scores(span, "privacy"),
            "genops.operation.duration_ms", span -> span.end().isAfter(span.start()));

    private static boolean scores(ReceivedSpan span, String metric) {
        return span.text("genops.eval.metric").equals(metric) && span.has("genops.eval.score");
    }

    @TestFactory
    Stream<DynamicTest> everyFieldIsThere() {
        return Stream.concat(
                FIELDS.stream().map(field -> someSpan(field, span -> span.has(field))),
                ALIASES.entrySet().stream().map(alias -> someSpan(alias.getKey(), alias.getValue())));
    }

    private static DynamicTest someSpan(String name, Predicate<ReceivedSpan> condition) {
        return DynamicTest.dynamicTest(
                name, () -> assertThat(Received.history()).anyMatch(condition));
    }

    @Test
    void everyModelIsEvaluatedByEveryMetricOnTheTwoServices() {
        assertThat(Received.history().stream()
                        .filter(span -> span.has("genops.eval.metric"))
                        .filter(span -> !span.team().equals("research"))
                        .collect(groupingBy(
                                span -> span.text("genops.cost.model"),
                                mapping(span -> span.text("genops.eval.metric"), toSet()))))
                .isEqualTo(Map.of(
                        "gpt-4-turbo", Set.of("quality", "safety", "privacy"),
                        "claude-3-sonnet", Set.of("quality", "safety", "privacy")));
    }

    @Test
    void aBlockedOperationShowsAllThatTheQueriesList() {
        assertThat(Received.history())
                .filteredOn(span -> span.text("genops.policy.result").equals("blocked"))
                .allSatisfy(span -> assertThat(span.attributes())
                        .containsKeys(
                                "genops.policy.name",
                                "genops.policy.reason",
                                "genops.team",
                                "genops.customer_id",
                                "genops.operation.name"));
    }

    @Test
    void theLastFiveMinutesHaveCallsOfBothTeams() {
        assertThat(Received.history().stream()
                        .filter(span -> span.start().isAfter(Bench.ANCHOR.minus(Duration.ofMinutes(5))))
                        .map(ReceivedSpan::team))
                .contains("support", "dev-tools");
    }

    @Test
    void theTeamsBudgetsPassTheirThresholdsOneAfterAnother() {
        assertThat(highest("support-hourly")).isBetween(108.0, 108.3);
        assertThat(highest("dev-tools-hourly")).isBetween(96.0, 96.5);
        assertThat(highest("customer-free-tier-001")).isGreaterThan(100);
        assertThat(highest("research-batch")).isGreaterThan(100);
        assertThat(highest("research-regulated")).isBetween(90.0, 100.0);
        assertThat(highest("research-audit")).isBetween(80.0, 90.0);
        assertThat(highest("research-sandbox")).isLessThan(80);
    }

    /// The budget's last utilization; it only ever rises.
    private static double highest(String budget) {
        var percent = Received.history().stream()
                .filter(span -> span.text("genops.budget.name").equals(budget))
                .map(span -> span.number("genops.budget.utilization_percent"))
                .toList();
        assertThat(percent.stream().sorted().toList().equals(percent))
                .as(budget)
                .isTrue();
        return percent.getLast();
    }
}
