package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every filter, branch, mask and sampling rule of the four seed pipelines, written out in plain Java, meets at least
/// one span of the history.
class SeedPipelinesTest {
    private static final List<String> SEVEN_YEARS = List.of("HIPAA", "SOC2", "FINRA");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z][a-z]+ [A-Z][a-z]+\\b");
    private static final Pattern ID = Pattern.compile("\\b[A-Z]{2}\\d{6,}\\b");
    private static final Pattern SSN = Pattern.compile("\\b\\d{3}-\\d{2}-\\d{4}\\b");
    private static final Pattern EMAIL = Pattern.compile("\\b[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,}\\b");

    @TestFactory
    Stream<DynamicTest> costGovernance() {
        return each(
                SeedPipelinesTest::hasCost,
                Map.of(
                        "cost_total > 10", span -> cost(span) > 10,
                        "cost_total > 5", span -> cost(span) > 5 && cost(span) <= 10,
                        "cost_total > 1", span -> cost(span) > 1 && cost(span) <= 5,
                        "enterprise customer under $1",
                                span -> cost(span) <= 1
                                        && span.text("genops.customer_id").startsWith("enterprise-"),
                        "other tier under $1",
                                span -> cost(span) <= 1
                                        && !span.text("genops.customer_id").startsWith("enterprise-"),
                        "no customer", span -> !span.has("genops.customer_id")));
    }

    @TestFactory
    Stream<DynamicTest> policyCompliance() {
        return each(
                span -> span.has("genops.policy.name"),
                Map.of(
                        "blocked", span -> result(span, "blocked"),
                        "warning", span -> result(span, "warning"),
                        "allowed", span -> result(span, "allowed"),
                        "no reason", span -> !span.has("genops.policy.reason"),
                        "a name in the reason",
                                span -> NAME.matcher(span.text("genops.policy.reason"))
                                        .find(),
                        "an id in the reason",
                                span -> ID.matcher(span.text("genops.policy.reason"))
                                        .find(),
                        "HIPAA", span -> policyFramework(span).equals("HIPAA"),
                        "GDPR", span -> policyFramework(span).equals("GDPR"),
                        "another framework",
                                span -> !List.of("", "HIPAA", "GDPR").contains(policyFramework(span)),
                        "blocked without a framework",
                                span -> result(span, "blocked")
                                        && policyFramework(span).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> budgetAlerting() {
        return each(
                span -> span.has("genops.budget.name"),
                Map.of(
                        "normal", span -> utilization(span) < 80,
                        "warning", span -> utilization(span) >= 80 && utilization(span) < 90,
                        "critical", span -> utilization(span) >= 90 && utilization(span) < 100,
                        "exhausted", span -> utilization(span) >= 100 || span.number("genops.budget.remaining") <= 0));
    }

    @TestFactory
    Stream<DynamicTest> auditTrail() {
        return each(
                SeedPipelinesTest::isAudited,
                Map.of(
                        "audit_trail_required alone",
                                span -> span.text("genops.compliance.audit_trail_required")
                                                .equals("true")
                                        && framework(span).isEmpty(),
                        "compliance.framework", span -> span.has("genops.compliance.framework"),
                        "the policy's framework alone",
                                span -> !span.has("genops.compliance.framework")
                                        && !policyFramework(span).isEmpty(),
                        "HIPAA", span -> framework(span).equals("HIPAA"),
                        "GDPR, medium term", span -> framework(span).equals("GDPR"),
                        "SOC2", span -> framework(span).equals("SOC2"),
                        "FINRA", span -> framework(span).equals("FINRA"),
                        "another framework, short term",
                                span -> !framework(span).isEmpty()
                                        && !SEVEN_YEARS.contains(framework(span))
                                        && !framework(span).equals("GDPR"),
                        "a social security number",
                                span -> SSN.matcher(span.text("genops.eval.metadata.subject"))
                                        .find(),
                        "an email address",
                                span -> EMAIL.matcher(span.text("genops.cost.metadata.requested_by"))
                                        .find()));
    }

    @TestFactory
    Stream<DynamicTest> whatIsExpensiveOrRegulatedIsTheThirdTeams() {
        return Stream.of("support", "dev-tools")
                .map(team -> DynamicTest.dynamicTest(
                        team,
                        () -> assertThat(Received.history())
                                .filteredOn(span -> span.team().equals(team))
                                .noneMatch(span -> isAudited(span) || cost(span) > 1 || result(span, "blocked"))));
    }

    private static Stream<DynamicTest> each(
            Predicate<ReceivedSpan> pipeline, Map<String, Predicate<ReceivedSpan>> conditions) {
        return conditions.entrySet().stream()
                .map(condition -> DynamicTest.dynamicTest(
                        condition.getKey(),
                        () -> assertThat(Received.history())
                                .filteredOn(pipeline)
                                .anyMatch(condition.getValue())));
    }

    private static boolean hasCost(ReceivedSpan span) {
        return span.has("genops.cost.total");
    }

    private static double cost(ReceivedSpan span) {
        return span.number("genops.cost.total");
    }

    private static boolean result(ReceivedSpan span, String result) {
        return span.text("genops.policy.result").equals(result);
    }

    private static String policyFramework(ReceivedSpan span) {
        return span.text("genops.policy.metadata.compliance_framework");
    }

    private static String framework(ReceivedSpan span) {
        return span.has("genops.compliance.framework")
                ? span.text("genops.compliance.framework")
                : policyFramework(span);
    }

    private static boolean isAudited(ReceivedSpan span) {
        return span.text("genops.compliance.audit_trail_required").equals("true")
                || !framework(span).isEmpty();
    }

    private static double utilization(ReceivedSpan span) {
        return span.number("genops.budget.consumed") / span.number("genops.budget.allocated") * 100;
    }
}
