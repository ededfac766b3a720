package ai.genops.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Set<String> TEAMS = Set.of("support", "dev-tools");
    private final List<ReceivedSpan> history = Received.history();

    @Test
    void bothTeamsCostExactlyWhatTheFilesSay() {
        var byTeam = new TreeMap<String, ExpectedTotals.Total>();
        history.stream()
                .filter(span -> TEAMS.contains(span.team()) && span.has("genops.cost.total"))
                .forEach(span -> byTeam.merge(
                        span.team(),
                        new ExpectedTotals.Total(1, span.decimal("genops.cost.total")),
                        (left, right) -> new ExpectedTotals.Total(
                                left.calls() + right.calls(), left.cost().add(right.cost()))));
        byTeam.replaceAll((_, total) ->
                new ExpectedTotals.Total(total.calls(), total.cost().stripTrailingZeros()));
        assertThat(byTeam).isEqualTo(ExpectedTotals.read().byTeam());
    }

    @Test
    void everyCallOfTheTeamsIsOneSpanWithItsOwnId() {
        var calls = history.stream().filter(span -> TEAMS.contains(span.team())).toList();
        assertThat(calls).hasSize(28_185).allMatch(span -> span.has("genops.cost.total"));
        assertThat(history.stream().map(ReceivedSpan::id).collect(toSet())).hasSameSizeAs(history);
        assertThat(history.stream().map(ReceivedSpan::traceId).collect(toSet())).hasSameSizeAs(history);
        assertThat(history.stream().map(span -> span.text("genops.request.id")).collect(toSet()))
                .hasSameSizeAs(history);
    }

    @Test
    void inputAndOutputAddUpToTheTotal() {
        assertThat(history.stream().filter(span -> span.has("genops.cost.total")))
                .allSatisfy(span -> {
                    assertThat(span.decimal("genops.cost.input").add(span.decimal("genops.cost.output")))
                            .isEqualByComparingTo(span.decimal("genops.cost.total"));
                    assertThat(span.number("genops.tokens.input") + span.number("genops.tokens.output"))
                            .isEqualTo(span.number("genops.tokens.total"));
                });
    }

    @Test
    void theHourEndsAtTheAnchorAndKeepsItsPace() {
        var calls = history.stream().filter(span -> TEAMS.contains(span.team())).toList();
        var begin =
                calls.stream().map(ReceivedSpan::start).min(Instant::compareTo).orElseThrow();
        var end = calls.stream().map(ReceivedSpan::end).max(Instant::compareTo).orElseThrow();
        assertThat(end).isEqualTo(Bench.ANCHOR);
        assertThat(Duration.between(begin, end)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
        assertThat(calls).allMatch(span -> span.end().isAfter(span.start()));
        // The first two conversations of the file lie 4.314579 s apart.
        assertThat(byRequest("support-0-0").start().plusNanos(4_314_579_000L))
                .isEqualTo(byRequest("support-0-1").start());
        assertThat(begin).isEqualTo(byRequest("support-0-0").start());
    }

    @Test
    void eachServiceReportsInTheOrderInWhichItsCallsEnd() {
        history.stream()
                .collect(groupingBy(span -> span.text("service.name")))
                .values()
                .forEach(spans ->
                        assertThat(spans.stream().map(ReceivedSpan::end)).isSorted());
    }

    @Test
    void aCallCarriesWhatItsRowSays() {
        var call = byRequest("dev-tools-0-0");
        assertThat(call.name()).isEqualTo("ai.code.completion");
        assertThat(call.attributes())
                .containsEntry("service.name", "code-assistant")
                .containsEntry("genops.tokens.input", 4808L)
                .containsEntry("genops.tokens.output", 10L)
                .containsEntry("genops.cost.total", 0.014574)
                .containsEntry("genops.cost.currency", "USD")
                .containsEntry("genops.cost.provider", "anthropic")
                .containsEntry("genops.cost.model", "claude-3-sonnet")
                .containsEntry("genops.operation.name", "ai.code.completion");
    }

    @Test
    void everyAttributeOfTheTeamsIsFromTheFileOrSaidToBeSynthetic() {
        var fromTheFiles = Set.of(
                "genops.cost.total",
                "genops.cost.input",
                "genops.cost.output",
                "genops.cost.currency",
                "genops.tokens.input",
                "genops.tokens.output",
                "genops.tokens.total");
        for (var span :
                history.stream().filter(span -> TEAMS.contains(span.team())).toList()) {
            var synthetic = (List<?>) span.attributes().getOrDefault("genops.demo.synthetic", List.of());
            assertThat(span.attributes().keySet())
                    .allMatch(name -> fromTheFiles.contains(name)
                            || name.startsWith("genops.demo.")
                            || synthetic.stream().anyMatch(pattern -> covers(pattern.toString(), name)));
        }
    }

    private static boolean covers(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    @Test
    void theThirdTeamSaysThatItIsInvented() {
        assertThat(history.stream().filter(span -> !TEAMS.contains(span.team())))
                .hasSize(6 * 12 + 12)
                .allSatisfy(span -> assertThat(span.attributes())
                        .containsEntry("genops.team", "research")
                        .containsEntry("genops.project", "demo-synthetic")
                        .containsEntry("genops.demo.synthetic", List.of("*")));
    }

    @Test
    void noBlockedOperationCostsAnything() {
        assertThat(history.stream()
                        .filter(span -> span.text("genops.policy.result").equals("blocked")))
                .isNotEmpty()
                .noneMatch(span -> span.has("genops.cost.total"));
    }

    @Test
    void oneHourOfTheThirdTeamCostsMoreThanTwiceTheAverage() {
        var hourly = history.stream()
                .filter(span -> span.team().equals("research") && span.has("genops.cost.total"))
                .collect(groupingBy(
                        span -> span.start().truncatedTo(ChronoUnit.HOURS),
                        reducing(BigDecimal.ZERO, span -> span.decimal("genops.cost.total"), BigDecimal::add)));
        var average = hourly.values().stream()
                .mapToDouble(BigDecimal::doubleValue)
                .average()
                .orElseThrow();
        assertThat(hourly).hasSizeGreaterThanOrEqualTo(6);
        assertThat(hourly.getOrDefault(Instant.parse("2026-05-04T08:00:00Z"), BigDecimal.ZERO)
                        .doubleValue())
                .isGreaterThan(average * 2);
    }

    @Test
    void everyCustomerOfTheTableSpends() {
        var byCustomer = history.stream()
                .filter(span -> TEAMS.contains(span.team()))
                .collect(groupingBy(span -> span.text("genops.customer_id"), counting()));
        assertThat(byCustomer.keySet())
                .containsExactlyInAnyOrder("enterprise-123", "enterprise-456", "startup-789", "free-tier-001");
    }

    private ReceivedSpan byRequest(String id) {
        return history.stream()
                .filter(span -> span.text("genops.request.id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
