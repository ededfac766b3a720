package ai.genops.rules;

import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.governance.policy.CostLimit;
import ai.genops.governance.policy.Custom;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.RateLimit;
import ai.genops.governance.policy.ReasonCode;
import ai.genops.governance.policy.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes policies of what YAML or JSON has under {@code policies}: a list of maps with {@code name}, {@code type},
 * {@code action} and what the type needs. docs/governance.md lists the keys.
 */
public final class PolicyReader {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Predicate<Subject>> predicates;

    /**
     * Reads policies that use this clock and these rules.
     *
     * @param predicates rules in code, by the names that policies of type {@code custom} refer to
     */
    public PolicyReader(InstantSource clock, Map<String, Predicate<Subject>> predicates) {
        this.clock = clock;
        this.predicates = new TreeMap<>(predicates);
    }

    /**
     * The policies of a configuration; none if it has none.
     *
     * @throws PolicyProblems if anything is wrong with it: everything at once
     */
    public List<Policy> read(Map<String, ?> configuration) {
        List<String> problems = new ArrayList<>();
        List<Policy> policies = new ArrayList<>();
        Object list = configuration.get("policies");
        if (list instanceof List<?> blocks) {
            Set<String> names = new HashSet<>(Set.of(Policies.ACCOUNTING));
            for (int i = 0; i < blocks.size(); i++) {
                Policy policy = policy("policies[" + i + "]", blocks.get(i), names, problems);
                if (policy != null) {
                    policies.add(policy);
                }
            }
        } else if (list != null) {
            problems.add("policies: must be a list, is `" + list + "`");
        }
        if (!problems.isEmpty()) {
            throw new PolicyProblems(problems);
        }
        return policies;
    }

    /** Null if there were problems. */
    private @Nullable Policy policy(String at, @Nullable Object value, Set<String> names, List<String> problems) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(at + ": must be a map with `name` and `type`, is `" + value + "`");
            return null;
        }
        int before = problems.size();
        var block = new Block(at, map, problems);
        String name = block.required("name");
        if (!name.isBlank() && !names.add(name)) {
            block.problem("name", "must not be that of another policy", name);
        }
        String type = block.required("type");
        Policy policy = build(type, name, block, problems, before);
        return problems.size() == before ? policy : null;
    }

    private @Nullable Policy build(String type, String name, Block block, List<String> problems, int before) {
        Action action = block.choice("action", Action.class, Action.BLOCK);
        Policy policy = switch (type) {
            case "cost_limit" ->
                new CostLimit(name, block.amount("max"), action, block.choice("unpriced", Action.class, Action.WARN));
            case "rate_limit" -> rateLimit(name, block);
            case "content_filter" -> contentFilter(name, block, action);
            case "model_access" -> Access.toModels(name, allow(block), deny(block), action);
            case "region_access" -> Access.inRegions(name, allow(block), deny(block), action);
            case "team_access" -> Access.ofTeams(name, allow(block), deny(block), action);
            case "custom" -> custom(name, block, action);
            default -> null;
        };
        if (policy != null) {
            block.reportOthers();
        } else if (!type.isBlank() && problems.size() == before) {
            block.problem(
                    "type",
                    "must be cost_limit, rate_limit, content_filter, model_access, region_access, team_access"
                            + " or custom",
                    type);
        }
        return policy;
    }

    private Policy rateLimit(String name, Block block) {
        return new RateLimit(
                name,
                block.count("limit", RateLimit.MAX_LIMIT),
                block.duration("per", MINUTE),
                block.texts("by", List.of()),
                block.choice("action", Action.class, Action.RATE_LIMIT),
                clock);
    }

    private static Policy contentFilter(String name, Block block, Action action) {
        List<String> where = block.texts("in", List.of("prompt", "response"));
        for (String one : where) {
            if (!one.equals("prompt") && !one.equals("response")) {
                block.problem("in", "must be prompt, response or both", one);
            }
        }
        return new ContentFilter(
                name, block.patterns("patterns"), where.contains("prompt"), where.contains("response"), action);
    }

    private static List<String> allow(Block block) {
        List<String> allow = block.texts("allow", List.of());
        if (allow.isEmpty() && block.texts("deny", List.of()).isEmpty()) {
            block.problem("allow", "must be given, or `deny`", null);
        }
        return allow;
    }

    private static List<String> deny(Block block) {
        return block.texts("deny", List.of());
    }

    private @Nullable Policy custom(String name, Block block, Action action) {
        String wanted = block.text("predicate", name);
        Predicate<Subject> permits = predicates.get(wanted);
        String code = block.text("code", "x_policy_denied");
        String reason = block.text("reason", "not permitted by `" + name + "`");
        if (permits == null) {
            block.problem("predicate", "must be one of those that the program has: " + predicates.keySet(), wanted);
            return null;
        }
        try {
            return new Custom(name, permits, action, ReasonCode.of(code), reason);
        } catch (IllegalArgumentException e) {
            block.problem("code", "must be one of the specification's, or x_ with 1 to 62 letters, digits and _", code);
            return null;
        }
    }
}
