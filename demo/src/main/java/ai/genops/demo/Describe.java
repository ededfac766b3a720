package ai.genops.demo;

import io.opentelemetry.api.common.AttributesBuilder;

/// Writes values as the attributes that GenOps has for them.
final class Describe {
    private Describe() {}

    static void cost(AttributesBuilder attributes, String provider, String model, Cost cost) {
        attributes
                .put(Names.COST_TOTAL, Money.exact(cost.total()))
                .put(Names.COST_INPUT, Money.exact(cost.input()))
                .put(Names.COST_OUTPUT, Money.exact(cost.output()))
                .put(Names.COST_CURRENCY, "USD")
                .put(Names.COST_PROVIDER, provider)
                .put(Names.COST_MODEL, model);
    }

    static void tokens(AttributesBuilder attributes, long input, long output) {
        attributes
                .put(Names.TOKENS_INPUT, input)
                .put(Names.TOKENS_OUTPUT, output)
                .put(Names.TOKENS_TOTAL, input + output);
    }

    static void budget(AttributesBuilder attributes, Budget budget) {
        attributes
                .put(Names.BUDGET_NAME, budget.name())
                .put(Names.BUDGET_PERIOD, budget.period())
                .put(Names.BUDGET_ALLOCATED, Money.exact(budget.allocated()))
                .put(Names.BUDGET_CONSUMED, Money.exact(budget.consumed()))
                .put(Names.BUDGET_REMAINING, Money.exact(budget.remaining()))
                .put(Names.BUDGET_UTILIZATION, Money.exact(budget.utilizationPercent()));
    }

    static void evaluation(AttributesBuilder attributes, Evaluation evaluation) {
        attributes
                .put(Names.EVAL_METRIC, evaluation.metric())
                .put(Names.EVAL_SCORE, evaluation.score())
                .put(Names.EVAL_THRESHOLD, evaluation.threshold())
                .put(Names.EVAL_PASSED, evaluation.passed())
                .put(Names.EVAL_EVALUATOR, "demo-evaluator");
    }

    static void decision(AttributesBuilder attributes, Decision decision) {
        attributes
                .put(Names.POLICY_NAME, decision.policy())
                .put(Names.POLICY_RESULT, decision.warning() == null ? "allowed" : "warning")
                .put(Names.POLICY_SEVERITY, decision.warning() == null ? "low" : "high");
        if (decision.warning() != null) {
            attributes
                    .put(Names.POLICY_REASON, decision.warning().reason())
                    .put(Names.POLICY_REASON_CODE, decision.warning().code());
        }
    }
}
