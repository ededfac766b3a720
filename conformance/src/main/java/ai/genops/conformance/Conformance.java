package ai.genops.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks spans against the GenOps Governance Specification v0.1, clause by clause, whoever made them. Spans that say
 * nothing under its names are other work. Not thread-safe.
 */
public final class Conformance {
    private final List<Violation> violations = new ArrayList<>();
    private long units;
    private long others;
    private long withoutEvents;

    public void check(Unit unit) {
        if (!unit.isGoverned()) {
            others++;
            return;
        }
        units++;
        Findings findings = new Findings(unit, violations);
        IdentityClauses.check(unit, findings);
        PolicyClauses.check(unit, findings);
        AccountingClauses.check(unit, findings);
        if (unit.knowsEvents()) {
            DecisionClauses.check(unit, findings);
            BookClauses.check(unit, findings);
        } else {
            withoutEvents++;
        }
    }

    /** In the order in which spans were checked. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** How many spans were governed work. */
    public long units() {
        return units;
    }

    /** How many were not. */
    public long others() {
        return others;
    }

    /** Of how many units the events are not known, so that the clauses about them were not checked. */
    public long withoutEvents() {
        return withoutEvents;
    }
}
