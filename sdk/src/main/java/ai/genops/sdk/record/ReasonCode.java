package ai.genops.sdk.record;

import java.util.Set;
import java.util.regex.Pattern;

/** Why a unit was not simply allowed: the specification's codes, or one of your own that begins with `x_`. */
public final class ReasonCode {
    public static final String BUDGET_EXCEEDED = "BUDGET_EXCEEDED";
    public static final String BUDGET_RESERVATION_FAILED = "BUDGET_RESERVATION_FAILED";
    public static final String POLICY_DENY_MODEL = "POLICY_DENY_MODEL";
    public static final String POLICY_DENY_REGION = "POLICY_DENY_REGION";
    public static final String POLICY_DENY_CONTENT = "POLICY_DENY_CONTENT";
    public static final String RATE_LIMITED = "RATE_LIMITED";
    public static final String SLA_LATENCY_VIOLATION = "SLA_LATENCY_VIOLATION";
    public static final String PROVIDER_ERROR_UPSTREAM = "PROVIDER_ERROR_UPSTREAM";
    public static final String ACCOUNTING_INVARIANT_VIOLATION = "ACCOUNTING_INVARIANT_VIOLATION";
    /** Written where a caller gives no code, because the specification wants one. */
    public static final String UNSPECIFIED = "x_unspecified";
    /** A tag rule of level BLOCK. */
    public static final String TAG_INVALID = "x_tag_invalid";

    private static final Set<String> SPECIFIED = Set.of(
            BUDGET_EXCEEDED,
            BUDGET_RESERVATION_FAILED,
            POLICY_DENY_MODEL,
            POLICY_DENY_REGION,
            POLICY_DENY_CONTENT,
            RATE_LIMITED,
            SLA_LATENCY_VIOLATION,
            PROVIDER_ERROR_UPSTREAM,
            ACCOUNTING_INVARIANT_VIOLATION);
    private static final Pattern OWN = Pattern.compile("x_[A-Za-z0-9_.-]{1,62}");

    private ReasonCode() {}

    public static boolean isValid(String code) {
        return SPECIFIED.contains(code) || OWN.matcher(code).matches();
    }

    static String standingFor(PolicyResult result) {
        return result == PolicyResult.RATE_LIMITED ? RATE_LIMITED : UNSPECIFIED;
    }
}
