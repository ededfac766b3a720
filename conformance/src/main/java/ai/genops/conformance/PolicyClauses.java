package ai.genops.conformance;

import ai.genops.governance.policy.ReasonCode;
import org.jspecify.annotations.Nullable;

/** What a unit says of the decisions about it. */
final class PolicyClauses {
    private static final String RESULT = "genops.policy.result";
    static final String CODE = "genops.policy.reason_code";

    private PolicyClauses() {}

    static void check(Unit unit, Findings findings) {
        Unit.Result result = unit.result();
        String code = unit.text(CODE);
        findings.addIf(
                !unit.has(RESULT), "policy.result", null, "every unit has a result; ALLOWED where nothing was decided");
        findings.addIf(
                unit.has(RESULT) && result == null,
                "policy.result.value",
                unit.get(RESULT),
                "write ALLOWED, WARNING, RATE_LIMITED or BLOCKED");
        if (result == null) {
            return;
        }
        codes(findings, result, code, "policy.reason_code", "");
        boolean isReservation = code.equals("BUDGET_RESERVATION_FAILED");
        findings.addIf(
                isReservation && result != Unit.Result.BLOCKED,
                "policy.reservation_failed",
                result,
                "a unit whose reservation could not be met is BLOCKED and does not execute");
    }

    /** A code is there exactly if the result is not ALLOWED, and is one of those there are. */
    static void codes(Findings findings, Unit.Result result, String code, String clause, String where) {
        boolean isAllowed = result == Unit.Result.ALLOWED;
        findings.addIf(
                !isAllowed && code.isEmpty(),
                clause,
                where + result + " without a reason code",
                "say why: one of the specification's reason codes, or your own that begins with x_");
        findings.addIf(
                isAllowed && !code.isEmpty(),
                clause + ".allowed",
                where + "ALLOWED with " + code,
                "leave the reason code out where the result is ALLOWED");
        findings.addIf(
                !code.isEmpty() && !isCode(code),
                clause + ".value",
                where + code,
                "use one of the specification's reason codes, or your own that begins with x_");
    }

    private static boolean isCode(@Nullable String code) {
        if (code == null) {
            return false;
        }
        for (ReasonCode.Standard standard : ReasonCode.Standard.values()) {
            if (standard.name().equals(code)) {
                return true;
            }
        }
        return code.matches("x_[A-Za-z0-9_.-]{1,62}");
    }
}
