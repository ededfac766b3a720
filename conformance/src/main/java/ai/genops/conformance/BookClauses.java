package ai.genops.conformance;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation is recorded before execution, the actual after it, and a reconciliation compares them. */
final class BookClauses {
    private BookClauses() {}

    static void check(Unit unit, Findings findings) {
        List<Unit.Event> reservations = unit.events(Unit.RESERVATION);
        List<Unit.Event> reconciliations = unit.events(Unit.RECONCILIATION);
        reservations.forEach(event -> reservation(unit, event, findings));
        reconciliations.forEach(event -> reconciliation(unit, event, findings));
        BigDecimal reserved = unit.number(AccountingClauses.RESERVED);
        boolean isReserved = reserved != null && reserved.signum() > 0;
        findings.addIf(
                isReserved && reservations.isEmpty(),
                "accounting.reservation",
                "reserved " + reserved + " without an event",
                "record an event " + Unit.RESERVATION + " before execution");
        boolean isNeeded = !reservations.isEmpty() && unit.has(AccountingClauses.ACTUAL) && !neverRan(unit);
        findings.addIf(
                isNeeded && reconciliations.isEmpty(),
                "accounting.reconciliation",
                null,
                "record an event " + Unit.RECONCILIATION + " after execution");
        findings.addIf(
                reconciliations.size() > 1,
                "accounting.reconciliation.once",
                reconciliations.size(),
                "reconcile a unit once");
        findings.addIf(
                !reconciliations.isEmpty() && neverRan(unit),
                "accounting.reconciliation.not_executed",
                unit.result(),
                "a unit that did not execute must not emit a reconciliation");
        attribute(findings, reservations, reserved);
        order(unit, findings, reservations);
    }

    private static boolean neverRan(Unit unit) {
        return unit.isStopped() && !unit.hasUsed();
    }

    private static void reservation(Unit unit, Unit.Event event, Findings findings) {
        findings.addIf(
                event.number(AccountingClauses.RESERVED) == null,
                "event.reservation.reserved",
                event.get(AccountingClauses.RESERVED),
                "a reservation says `" + AccountingClauses.RESERVED + "`");
        unit(unit, event, findings, "event.reservation.unit");
        AccountingClauses.amount(
                findings, "reservation's " + AccountingClauses.RESERVED, event.get(AccountingClauses.RESERVED));
    }

    private static void reconciliation(Unit unit, Unit.Event event, Findings findings) {
        unit(unit, event, findings, "event.reconciliation.unit");
        BigDecimal reserved = event.number(AccountingClauses.RESERVED);
        BigDecimal actual = event.number(AccountingClauses.ACTUAL);
        BigDecimal delta = event.number(AccountingClauses.DELTA);
        if (reserved == null || actual == null || delta == null) {
            findings.add(
                    "event.reconciliation.complete",
                    "reserved " + reserved + ", actual " + actual + ", delta " + delta,
                    "a reconciliation says reserved, actual and reconciliation_delta, as numbers");
            return;
        }
        // As doubles are subtracted and as decimals are: both are honest.
        boolean adds = actual.subtract(reserved).compareTo(delta) == 0
                || actual.doubleValue() - reserved.doubleValue() == delta.doubleValue();
        findings.addIf(
                !adds,
                "accounting.delta",
                actual + " − " + reserved + " is not " + delta,
                "the delta is what was used less what was reserved");
        BigDecimal shown = unit.number(AccountingClauses.ACTUAL);
        findings.addIf(
                shown != null && shown.compareTo(actual) != 0,
                "accounting.actual.same",
                "the span says " + shown + ", its reconciliation " + actual,
                "both say the same actual");
    }

    private static void unit(Unit unit, Unit.Event event, Findings findings, String clause) {
        Object said = event.get(AccountingClauses.UNIT);
        boolean isSame = said != null && said.toString().equals(unit.text(AccountingClauses.UNIT));
        findings.addIf(!isSame, clause, said, "say the unit's own `" + AccountingClauses.UNIT + "`");
    }

    private static void attribute(Findings findings, List<Unit.Event> reservations, @Nullable BigDecimal reserved) {
        boolean isTold = reserved != null
                && reservations.stream()
                        .map(event -> event.number(AccountingClauses.RESERVED))
                        .anyMatch(told -> told != null && told.compareTo(reserved) == 0);
        findings.addIf(
                reserved != null && !reservations.isEmpty() && !isTold,
                "accounting.reserved.same",
                "the span says " + reserved + ", none of its reservations does",
                "the span's amount is that of its reservation, the largest of several");
    }

    private static void order(Unit unit, Findings findings, List<Unit.Event> reservations) {
        long ran = Long.MAX_VALUE;
        for (Unit.Event event : unit.events()) {
            boolean isAfter = event.name().equals(Unit.COST) || event.name().equals(Unit.RECONCILIATION);
            ran = isAfter ? Math.min(ran, event.nanos()) : ran;
        }
        for (Unit.Event reservation : reservations) {
            findings.addIf(
                    reservation.nanos() > ran,
                    "accounting.reservation.before",
                    reservation.nanos() - ran + " ns after what it was for",
                    "reserve before execution, not when the cost is known");
        }
    }
}
