package ai.genops.conformance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a unit reserved and used. */
final class AccountingClauses {
    static final String RESERVED = "genops.accounting.reserved";
    static final String ACTUAL = "genops.accounting.actual";
    static final String UNIT = "genops.accounting.unit";
    static final String DELTA = "genops.accounting.reconciliation_delta";
    private static final String INCOMPLETE = "genops.accounting.incomplete";
    private static final List<String> AMOUNTS =
            List.of(RESERVED, ACTUAL, "genops.cost.total", "genops.tokens.input", "genops.tokens.output");

    /** What is decided before a unit executes; content and latency may be judged after it. */
    private static final Set<String> BEFORE = Set.of(
            "BUDGET_EXCEEDED", "BUDGET_RESERVATION_FAILED", "POLICY_DENY_MODEL", "POLICY_DENY_REGION", "RATE_LIMITED");

    private AccountingClauses() {}

    static void check(Unit unit, Findings findings) {
        boolean mayOmit = unit.isStopped() && !unit.has(RESERVED) && !unit.has(ACTUAL);
        boolean isIncomplete = Boolean.parseBoolean(unit.text(INCOMPLETE));
        if (!mayOmit) {
            required(unit, findings, RESERVED, "accounting.reserved");
            findings.addIf(
                    unit.text(UNIT).isBlank(),
                    "accounting.unit",
                    unit.get(UNIT),
                    "set `" + UNIT + "`, for example to USD");
            findings.addIf(
                    !unit.has(ACTUAL) && !isIncomplete,
                    "accounting.actual",
                    null,
                    "set `" + ACTUAL + "`; if it is not known, flag `" + INCOMPLETE + "`, never drop it");
        }
        for (String name : AMOUNTS) {
            amount(findings, name, unit.get(name));
        }
        boolean isBefore = unit.isStopped() && BEFORE.contains(unit.text(PolicyClauses.CODE));
        findings.addIf(
                isBefore && unit.hasUsed(),
                "accounting.blocked_executed",
                unit.result() + " for " + unit.text(PolicyClauses.CODE) + ", and it used something",
                "a unit that is stopped before it runs must not execute");
    }

    private static void required(Unit unit, Findings findings, String name, String clause) {
        findings.addIf(!unit.has(name), clause, null, "set `" + name + "`, 0 where nothing was reserved");
    }

    /** An amount is a number that is not negative. */
    static void amount(Findings findings, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        boolean isAmount = value instanceof BigDecimal number && number.signum() >= 0;
        findings.addIf(
                !isAmount,
                "accounting.amount",
                name + " = " + value,
                "amounts are numbers from 0; NaN and texts are none");
    }
}
