package ai.genops.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.Result;
import ai.genops.governance.policy.Subject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
    private static final PolicyReader READER =
            new PolicyReader(InstantSource.system(), Map.of("office-hours", subject -> false));

    @Test
    void everyTypeCanBeConfigured() {
        List<Policy> policies = READER.read(Map.of(
                "policies",
                List.of(
                        Map.of("name", "cost", "type", "cost_limit", "max", 0.5, "unpriced", "block"),
                        Map.of("name", "rate", "type", "rate_limit", "limit", 1, "per", "1m", "by", "team"),
                        Map.of(
                                "name", "content",
                                "type", "content_filter",
                                "patterns", Map.of("ssn", "\\d{3}-\\d{2}-\\d{4}"),
                                "in", List.of("prompt"),
                                "action", "warn"),
                        Map.of("name", "models", "type", "model_access", "allow", List.of("gpt-4*")),
                        Map.of("name", "regions", "type", "region_access", "deny", List.of("us-*")),
                        Map.of("name", "teams", "type", "team_access", "allow", "search"),
                        Map.of("name", "office-hours", "type", "custom", "code", "x_office_hours"))));
        assertThat(policies)
                .extracting(Policy::name)
                .containsExactly("cost", "rate", "content", "models", "regions", "teams", "office-hours");
        Subject call = Subject.before(Map.of("team", "search"))
                .of("openai", "gpt-4", "eu")
                .costing(0.6)
                .asking("123-45-6789");
        var asked = new Policies(policies);
        asked.evaluate(call);
        assertThat(asked.evaluate(call).decisions())
                .extracting(Decision::result)
                .containsExactly(
                        Result.BLOCKED,
                        Result.RATE_LIMITED,
                        Result.WARNING,
                        Result.ALLOWED,
                        Result.ALLOWED,
                        Result.ALLOWED,
                        Result.BLOCKED);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        var problems = catchThrowableOfType(
                PolicyProblems.class,
                () -> READER.read(Map.of(
                        "policies",
                        List.of(
                                Map.of("name", "a", "type", "cost_limit", "max", Double.NaN, "maximum", 3),
                                Map.of("name", "a", "type", "rate_limit", "limit", 0, "per", "soon"),
                                Map.of("type", "cost_cap", "name", "b"),
                                Map.of(
                                        "name",
                                        "c",
                                        "type",
                                        "content_filter",
                                        "patterns",
                                        Map.of("x", "("),
                                        "in",
                                        "body"),
                                Map.of("name", "d", "type", "model_access", "action", "deny"),
                                Map.of("name", "e", "type", "custom", "predicate", "f"),
                                Map.of("name", "office-hours", "type", "custom", "code", "BECAUSE"),
                                "g"))));
        assertThat(problems.problems())
                .containsExactly(
                        "policies[0].max: must be an amount of dollars from 0, such as 0.50, is `NaN`",
                        "policies[0].maximum: there is no such setting here; there are action, max, name, type, unpriced",
                        "policies[1].name: must not be that of another policy, is `a`",
                        "policies[1].limit: must be a whole number from 1 to 1000000, is `0`",
                        "policies[1].per: must be a duration such as 500ms, 10s, 1m, 1h or PT1M, is `soon`",
                        "policies[2].type: must be cost_limit, rate_limit, content_filter, model_access, region_access,"
                                + " team_access or custom, is `cost_cap`",
                        "policies[3].in: must be prompt, response or both, is `body`",
                        "policies[3].patterns.x: must be a regular expression (Unclosed group), is `(`",
                        "policies[4].action: must be block, rate_limit, warn or allow, is `deny`",
                        "policies[4].allow: must be given, or `deny`, is missing",
                        "policies[5].predicate: must be one of those that the program has: [office-hours], is `f`",
                        "policies[6].code: must be one of the specification's, or x_ with 1 to 62 letters, digits and _,"
                                + " is `BECAUSE`",
                        "policies[7]: must be a map with `name` and `type`, is `g`");
    }

    @Test
    void aPlaceIsTold() {
        assertThat(READER.read(Map.of())).isEmpty();
        assertThatThrownBy(() -> READER.read(Map.of("policies", "all")))
                .hasMessage("policies: must be a list, is `all`");
    }
}
