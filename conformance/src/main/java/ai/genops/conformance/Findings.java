package ai.genops.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found of one unit. */
record Findings(Unit unit, List<Violation> found) {
    void add(String clause, @Nullable Object value, String advice) {
        String said = value == null ? "missing" : value.toString();
        String shown = said.isBlank() ? "empty" : said;
        found.add(new Violation(clause, unit.traceId(), unit.spanId(), unit.name(), shown, advice));
    }

    /** Adds it if the condition holds. */
    void addIf(boolean isBroken, String clause, @Nullable Object value, String advice) {
        if (isBroken) {
            add(clause, value, advice);
        }
    }
}
