package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        return policies.stream().map(Policy::name).toList();
    }

    /** Those of these names, with what they count shared; none: all. */
    public Policies only(Set<String> names) {
        return names.isEmpty()
                ? this
                : new Policies(policies.stream()
                        .filter(policy -> names.contains(policy.name()))
                        .toList());
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
        Decision[] decisions = new Decision[policies.size() + 1];
        int size = 0;
        if (!subject.costProblem().isEmpty()) {
            decisions[size++] = Decision.broken(
                    ACCOUNTING,
                    Action.BLOCK,
                    ReasonCode.Standard.ACCOUNTING_INVARIANT_VIOLATION,
                    subject.costProblem());
        }
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).isFor(subject.phase())) {
                decisions[size++] = decide(policies.get(i), subject);
            }
        }
        return evaluation(decisions, size);
    }

    /** Most calls are decided about as the one before: then it is the same evaluation. */
    private Evaluation evaluation(Decision[] decisions, int size) {
        Evaluation known = latest;
        boolean isKnown = known.decisions().size() == size;
        for (int i = 0; isKnown && i < size; i++) {
            isKnown = known.decisions().get(i).equals(decisions[i]);
        }
        if (!isKnown) {
            known = new Evaluation(List.of(Arrays.copyOf(decisions, size)));
            latest = known;
        }
        return known;
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
