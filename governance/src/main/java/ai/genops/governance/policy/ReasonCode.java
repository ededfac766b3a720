package ai.genops.governance.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/** Why a call was not simply allowed: one of the GenOps Governance Specification 0.1, or one's own, which begins with x_. */
public sealed interface ReasonCode {
    ReasonCode COST_UNPRICED = of("x_cost_unpriced");
    ReasonCode TEAM_NOT_ALLOWED = of("x_team_not_allowed");

    /** As it stands in telemetry. */
    String text();

    /** The specification's. */
    enum Standard implements ReasonCode {
        BUDGET_EXCEEDED,
        BUDGET_RESERVATION_FAILED,
        POLICY_DENY_MODEL,
        POLICY_DENY_REGION,
        POLICY_DENY_CONTENT,
        RATE_LIMITED,
        SLA_LATENCY_VIOLATION,
        PROVIDER_ERROR_UPSTREAM,
        ACCOUNTING_INVARIANT_VIOLATION;

        @Override
        public String text() {
            return name();
        }
    }

    /** One's own. */
    record Own(String text) implements ReasonCode {
        private static final Pattern FORM = Pattern.compile("x_[A-Za-z0-9_]{1,62}");

        public Own {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "a reason code must be one of the specification's, or x_ with 1 to 62 letters, digits and _,"
                                + " is `" + text + "`");
            }
        }
    }

    /**
     * The code of this text.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static ReasonCode of(String text) {
        for (Standard standard : Standard.values()) {
            if (standard.name().equals(text.toUpperCase(Locale.ROOT))) {
                return standard;
            }
        }
        return new Own(text);
    }
}
