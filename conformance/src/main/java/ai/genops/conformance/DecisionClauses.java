package ai.genops.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each decision is an event of its own, and a span shows the most severe. */
final class DecisionClauses {
    private DecisionClauses() {}

    static void check(Unit unit, Findings findings) {
        List<Unit.Event> decisions = unit.events(Unit.POLICY);
        Unit.Result severest = null;
        for (Unit.Event decision : decisions) {
            Unit.Result result = decision(decision, findings);
            severest = result != null && (severest == null || result.compareTo(severest) > 0) ? result : severest;
        }
        summary(unit, findings, decisions, severest);
    }

    private static Unit.@Nullable Result decision(Unit.Event decision, Findings findings) {
        Object value = decision.get("genops.policy.result");
        Unit.Result result = value == null ? null : Unit.Result.of(value.toString());
        findings.addIf(
                result == null || !result.name().equals(value),
                "event.policy.result",
                value,
                "in events write the specification's form: ALLOWED, WARNING, RATE_LIMITED or BLOCKED");
        if (result != null) {
            Object code = decision.get(PolicyClauses.CODE);
            PolicyClauses.codes(
                    findings, result, code == null ? "" : code.toString(), "event.policy.reason_code", "an event: ");
        }
        return result;
    }

    private static void summary(
            Unit unit, Findings findings, List<Unit.Event> decisions, Unit.@Nullable Result severest) {
        Unit.Result result = unit.result();
        if (result == null) {
            return;
        }
        findings.addIf(
                decisions.isEmpty() && result != Unit.Result.ALLOWED,
                "policy.event",
                result + " without an event",
                "record an event " + Unit.POLICY + " for every decision");
        findings.addIf(
                severest != null && severest != result,
                "policy.summary",
                "the span says " + result + ", its events " + severest,
                "decisions are immutable: a later one must not overwrite a more severe one");
        String code = unit.text(PolicyClauses.CODE);
        boolean isTold = decisions.stream().anyMatch(one -> code.equals(String.valueOf(one.get(PolicyClauses.CODE))));
        findings.addIf(
                severest == result && result != Unit.Result.ALLOWED && !code.isEmpty() && !isTold,
                "policy.summary.reason_code",
                code + ", in no event",
                "the span's reason code is that of its most severe decision");
    }
}
