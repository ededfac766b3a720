package ai.genops.demo;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a policy said about a call of the trace: go on, or go on with a warning. Those calls all happened, so none of
/// them was blocked.
record Decision(String policy, @Nullable Warning warning) {
    private static final BigDecimal NEARLY_SPENT = new BigDecimal("90");
    private static final int LONG_PROMPT_TOKENS = 5_000;

    record Warning(String reason, String code) {}

    static Decision onBudget(Budget budget) {
        boolean close = budget.utilizationPercent().compareTo(NEARLY_SPENT) >= 0;
        return new Decision(
                "budget-guard",
                close
                        ? new Warning(
                                "budget " + budget.name() + " is at " + budget.utilizationPercent() + " percent",
                                "BUDGET_EXCEEDED")
                        : null);
    }

    static Decision onLength(int inputTokens) {
        return new Decision(
                "token-limit",
                inputTokens > LONG_PROMPT_TOKENS
                        ? new Warning(
                                inputTokens + " prompt tokens, more than the advised " + LONG_PROMPT_TOKENS,
                                "x_long_prompt")
                        : null);
    }

    static Decision onContent(@Nullable Evaluation evaluation) {
        if (evaluation == null || !evaluation.metric().equals("safety") || evaluation.passed()) {
            return new Decision("content-safety", null);
        }
        return new Decision("content-safety", new Warning("safety score " + evaluation.score(), "POLICY_DENY_CONTENT"));
    }
}
