package ai.genops.governance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.ReasonCode.Standard;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    private static final Subject CALL = Subject.before(Map.of("team", "search"));
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

    @Test
    void theMostSevereDecisionCountsAndEachIsThere() {
        var policies = new Policies(List.of(
                custom("first", Action.WARN),
                custom("second", Action.BLOCK),
                custom("third", Action.RATE_LIMIT),
                new Custom("fourth", subject -> true, Action.BLOCK, ReasonCode.of("x_a"), "")));
        Evaluation evaluation = policies.evaluate(CALL);
        assertThat(evaluation.decisions())
                .extracting(Decision::result)
                .containsExactly(Result.WARNING, Result.BLOCKED, Result.RATE_LIMITED, Result.ALLOWED);
        assertThat(evaluation.result()).isEqualTo(Result.BLOCKED);
        assertThat(evaluation.decisive())
                .isEqualTo(new Decision("second", Result.BLOCKED, ReasonCode.of("x_denied"), "no", null));
        assertThat(new Policies(List.of()).evaluate(CALL).result()).isEqualTo(Result.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.01})
    void aCostThatIsNoneNeverPasses(double cost) {
        var lenient = new CostLimit("cost", BigDecimal.TEN, Action.WARN, Action.ALLOW);
        assertThat(lenient.decide(CALL.costing(cost)).result()).isEqualTo(Result.BLOCKED);
        Evaluation evaluation = new Policies(List.of()).evaluate(CALL.costing(cost));
        assertThat(evaluation.result()).isEqualTo(Result.BLOCKED);
        assertThat(evaluation.decisions())
                .extracting(Decision::code)
                .containsExactly(Standard.ACCOUNTING_INVARIANT_VIOLATION);
    }

    @Test
    void aCostLimitIsExact() {
        var limit = new CostLimit("cost", new BigDecimal("0.30"), Action.BLOCK, Action.WARN);
        assertThat(limit.decide(CALL.costing(0.1 + 0.2)).code()).isEqualTo(Standard.BUDGET_EXCEEDED);
        assertThat(limit.decide(CALL.costing(new BigDecimal("0.3"))).result()).isEqualTo(Result.ALLOWED);
        assertThat(limit.decide(CALL))
                .isEqualTo(new Decision(
                        "cost", Result.WARNING, ReasonCode.COST_UNPRICED, "nobody knows what it costs", null));
    }

    @Test
    void aRateLimitCountsAndSaysHowLongToWait() {
        var limit = new RateLimit("rate", 2, Duration.ofSeconds(10), List.of("team"), Action.RATE_LIMIT, clock);
        assertThat(limit.decide(CALL).result()).isEqualTo(Result.ALLOWED);
        now.addAndGet(4_000);
        assertThat(limit.decide(CALL).result()).isEqualTo(Result.ALLOWED);
        assertThat(limit.decide(CALL)).satisfies(refused -> {
            assertThat(refused.result()).isEqualTo(Result.RATE_LIMITED);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6));
        });
        assertThat(limit.decide(Subject.before(Map.of("team", "ads"))).result()).isEqualTo(Result.ALLOWED);
        now.addAndGet(6_000);
        assertThat(limit.decide(CALL).result()).isEqualTo(Result.ALLOWED);
        assertThat(limit.decide(CALL).result()).isEqualTo(Result.RATE_LIMITED);
    }

    @Test
    void noSpanHoldsMoreCallsThanTheLimit() {
        long seed = Long.getLong("governance.seed", System.nanoTime());
        var random = new Random(seed);
        int limit = 1 + random.nextInt(50);
        var log = new SlidingLog(limit, 1_000);
        List<Long> counted = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            now.addAndGet(random.nextInt(30));
            long from = now.get() - 1_000;
            long within = counted.stream()
                    .skip(Math.max(0, counted.size() - limit))
                    .filter(at -> at > from)
                    .count();
            boolean isCounted = log.count(now.get()) == 0;
            assertThat(isCounted).as("seed " + seed).isEqualTo(within < limit);
            if (isCounted) {
                counted.add(now.get());
            }
        }
    }

    @Test
    void valuesWithoutEndAreLimited() {
        var limit = new RateLimit("rate", 5, Duration.ofSeconds(10), List.of("user"), Action.RATE_LIMIT, clock);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.decide(Subject.before(Map.of("user", "u" + i))).result())
                    .isEqualTo(Result.ALLOWED);
        }
        assertThat(limit.decide(Subject.before(Map.of("user", "one more"))).result())
                .isEqualTo(Result.RATE_LIMITED);
        now.addAndGet(10_000);
        assertThat(limit.decide(Subject.before(Map.of("user", "one more"))).result())
                .isEqualTo(Result.ALLOWED);
    }

    @Test
    void aContentFilterSeesThePromptAndTheResponseAndTellsNeither() {
        var filter = new ContentFilter(
                "content", Map.of("ssn", Pattern.compile("\\d{3}-\\d{2}-\\d{4}")), true, true, Action.BLOCK);
        Decision asked = filter.decide(CALL.asking("mine is 123-45-6789"));
        assertThat(asked.code()).isEqualTo(Standard.POLICY_DENY_CONTENT);
        assertThat(asked.reason()).isEqualTo("the prompt has what `ssn` looks for");
        assertThat(filter.decide(CALL.asking("hello").answered("it is 123-45-6789"))
                        .reason())
                .isEqualTo("the response has what `ssn` looks for");
        assertThat(filter.decide(CALL.asking("hello").answered("hello")).result())
                .isEqualTo(Result.ALLOWED);
        assertThat(filter.decide(CALL.asking("x".repeat(1_000_001))).result()).isEqualTo(Result.BLOCKED);
        var deep = new ContentFilter("deep", Map.of("deep", Pattern.compile("(a|b)*c")), true, false, Action.BLOCK);
        assertThat(deep.decide(CALL.asking("ab".repeat(400_000))).result()).isEqualTo(Result.BLOCKED);
    }

    @Test
    void modelsRegionsAndTeamsAreAllowedAndDenied() {
        var models = Access.toModels("models", List.of("gpt-4*", "Claude-3"), List.of("GPT-4-32k"), Action.BLOCK);
        assertThat(models.decide(model("GPT-4o")).result()).isEqualTo(Result.ALLOWED);
        assertThat(models.decide(model("gpt-4-32K")).reason()).isEqualTo("the model `gpt-4-32K` is denied");
        assertThat(models.decide(model("claude-3-opus")).code()).isEqualTo(Standard.POLICY_DENY_MODEL);
        assertThat(models.decide(CALL).reason()).isEqualTo("no model is told");
        var regions = Access.inRegions("regions", List.of(), List.of("us-*"), Action.BLOCK);
        assertThat(regions.decide(CALL.of("aws", "m", "us-east-1")).code()).isEqualTo(Standard.POLICY_DENY_REGION);
        assertThat(regions.decide(CALL.of("aws", "m", "eu-west-1")).result()).isEqualTo(Result.ALLOWED);
        var teams = Access.ofTeams("teams", List.of("search"), List.of(), Action.WARN);
        assertThat(teams.decide(CALL).result()).isEqualTo(Result.ALLOWED);
        assertThat(teams.decide(Subject.before(Map.of("team", "ads"))).code()).isEqualTo(ReasonCode.TEAM_NOT_ALLOWED);
    }

    @Test
    void aPolicyThatFailsBlocksWithoutTellingThePrompt() {
        Custom failing = new Custom(
                "failing",
                subject -> {
                    throw new IllegalStateException(String.valueOf(subject.prompt()));
                },
                Action.WARN,
                ReasonCode.of("x_a"),
                "");
        Evaluation evaluation = new Policies(List.of(failing)).evaluate(CALL.asking("secret"));
        assertThat(evaluation.result()).isEqualTo(Result.BLOCKED);
        assertThat(evaluation.toString()).doesNotContain("secret");
    }

    @Test
    void aReasonCodeIsThereExactlyIfACallIsNotSimplyAllowed() {
        assertThatThrownBy(() -> new Decision("p", Result.BLOCKED, null, "", null))
                .hasMessageContaining("exactly if it is not ALLOWED");
        assertThatThrownBy(() -> new Decision("p", Result.ALLOWED, Standard.RATE_LIMITED, "", null))
                .hasMessageContaining("exactly if it is not ALLOWED");
        assertThatThrownBy(() -> ReasonCode.of("BECAUSE")).hasMessageContaining("`BECAUSE`");
    }

    @Test
    void whatComesAfterTheCallIsNotAskedBefore() {
        var policies = new Policies(List.of(
                new ContentFilter("response", Map.of(), false, true, Action.BLOCK),
                new RateLimit("rate", 1, Duration.ofSeconds(1), List.of(), Action.BLOCK, clock)));
        assertThat(policies.evaluate(CALL).decisions())
                .extracting(Decision::policy)
                .containsExactly("rate");
        assertThat(policies.evaluate(CALL.answered("x")).decisions())
                .extracting(Decision::policy)
                .containsExactly("response");
    }

    private static Subject model(String name) {
        return CALL.of("openai", name, null);
    }

    private static Custom custom(String name, Action action) {
        return new Custom(name, subject -> false, action, ReasonCode.of("x_denied"), "no");
    }
}
