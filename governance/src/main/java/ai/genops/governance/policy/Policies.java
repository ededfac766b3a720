package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks every policy, and each decision is a record of its own, the permitting ones included. A cost that is no number or
 * negative is blocked whatever the policies say. A policy that fails blocks. Safe for concurrent use.
 */
public final class Policies {
    /** The name under which a cost that is none is blocked. */
    public static final String ACCOUNTING = "genops.accounting";

    private final List<Policy> policies;
    private volatile Evaluation latest = new Evaluation(List.of());

    /**
     * Policies in the order in which they are asked.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Policies(List<Policy> policies) {
        Set<String> names = new HashSet<>(Set.of(ACCOUNTING));
        for (Policy policy : policies) {
            if (!names.add(policy.name())) {
                throw new IllegalArgumentException("there are two policies named `" + policy.name() + "`");
            }
        }
        this.policies = List.copyOf(policies);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Policy policy : policies) {
            names.add(policy.name());
        }
        return List.copyOf(names);
    }

    /** Those of these names, with what they count shared; none: all. */
    public Policies only(Set<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        List<Policy> some = new ArrayList<>(policies);
        some.removeIf(policy -> !names.contains(policy.name()));
        return new Policies(some);
    }

    /** Whether any of them has anything to say then. */
    public boolean isAsked(Phase phase) {
        for (Policy policy : policies) {
            if (policy.isFor(phase)) {
                return true;
            }
        }
        return false;
    }

    public Evaluation evaluate(Subject subject) {
        Evaluation known = latest;
        List<Decision> before = known.decisions();
        List<Decision> others = null;
        int size = 0;
        if (!subject.costProblem().isEmpty()) {
            others = next(before, others, size++, noCost(subject.costProblem()));
        }
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).isFor(subject.phase())) {
                others = next(before, others, size++, decide(policies.get(i), subject));
            }
        }
        if (others == null) {
            return size == before.size() ? known : remember(before.subList(0, size));
        }
        return remember(others);
    }

    /** Null as long as they are those of the call before, as most are. */
    private static @Nullable List<Decision> next(
            List<Decision> before, @Nullable List<Decision> others, int size, Decision next) {
        if (others == null && size < before.size() && before.get(size).equals(next)) {
            return null;
        }
        List<Decision> all = others == null ? new ArrayList<>(before.subList(0, size)) : others;
        all.add(next);
        return all;
    }

    private Evaluation remember(List<Decision> decisions) {
        Evaluation other = new Evaluation(decisions);
        latest = other;
        return other;
    }

    private static Decision noCost(String why) {
        return Decision.broken(ACCOUNTING, Action.BLOCK, ReasonCode.Standard.ACCOUNTING_INVARIANT_VIOLATION, why);
    }

    private static Decision decide(Policy policy, Subject subject) {
        try {
            return policy.decide(subject);
        } catch (RuntimeException e) {
            // The message may hold anything of the prompt.
            return Decision.broken(
                    policy.name(),
                    Action.BLOCK,
                    new ReasonCode.Own("x_policy_failed"),
                    "the policy failed with " + e.getClass().getSimpleName());
        }
    }
}
