package ai.genops.demo;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The attributes of the demo's spans.
final class Names {
    static final AttributeKey<String> SERVICE_NAME = stringKey("service.name");
    /// On the resource: where the real part of the data is from.
    static final AttributeKey<String> DEMO_SOURCE = stringKey("genops.demo.source");
    /// On the resource: which attributes are invented; `*` stands for any ending, alone for everything.
    static final AttributeKey<List<String>> DEMO_SYNTHETIC = stringArrayKey("genops.demo.synthetic");

    static final AttributeKey<String> TEAM = stringKey("genops.team");
    static final AttributeKey<String> PROJECT = stringKey("genops.project");
    static final AttributeKey<String> FEATURE = stringKey("genops.feature");
    static final AttributeKey<String> CUSTOMER = stringKey("genops.customer_id");
    static final AttributeKey<String> ENVIRONMENT = stringKey("genops.environment");
    static final AttributeKey<String> OPERATION_NAME = stringKey("genops.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = stringKey("genops.operation.type");
    static final AttributeKey<String> REQUEST_ID = stringKey("genops.request.id");
    static final AttributeKey<String> DATA_CLASSIFICATION = stringKey("genops.data.classification");

    static final AttributeKey<Double> COST_TOTAL = doubleKey("genops.cost.total");
    static final AttributeKey<Double> COST_INPUT = doubleKey("genops.cost.input");
    static final AttributeKey<Double> COST_OUTPUT = doubleKey("genops.cost.output");
    static final AttributeKey<String> COST_CURRENCY = stringKey("genops.cost.currency");
    static final AttributeKey<String> COST_PROVIDER = stringKey("genops.cost.provider");
    static final AttributeKey<String> COST_MODEL = stringKey("genops.cost.model");
    static final AttributeKey<Long> TOKENS_INPUT = longKey("genops.tokens.input");
    static final AttributeKey<Long> TOKENS_OUTPUT = longKey("genops.tokens.output");
    static final AttributeKey<Long> TOKENS_TOTAL = longKey("genops.tokens.total");

    static final AttributeKey<String> POLICY_NAME = stringKey("genops.policy.name");
    static final AttributeKey<String> POLICY_RESULT = stringKey("genops.policy.result");
    static final AttributeKey<String> POLICY_REASON = stringKey("genops.policy.reason");
    static final AttributeKey<String> POLICY_REASON_CODE = stringKey("genops.policy.reason_code");
    static final AttributeKey<String> POLICY_SEVERITY = stringKey("genops.policy.metadata.severity");

    static final AttributeKey<String> BUDGET_NAME = stringKey("genops.budget.name");
    static final AttributeKey<String> BUDGET_PERIOD = stringKey("genops.budget.period");
    static final AttributeKey<Double> BUDGET_ALLOCATED = doubleKey("genops.budget.allocated");
    static final AttributeKey<Double> BUDGET_CONSUMED = doubleKey("genops.budget.consumed");
    static final AttributeKey<Double> BUDGET_REMAINING = doubleKey("genops.budget.remaining");
    static final AttributeKey<Double> BUDGET_UTILIZATION = doubleKey("genops.budget.utilization_percent");

    static final AttributeKey<String> EVAL_METRIC = stringKey("genops.eval.metric");
    static final AttributeKey<Double> EVAL_SCORE = doubleKey("genops.eval.score");
    static final AttributeKey<Double> EVAL_THRESHOLD = doubleKey("genops.eval.threshold");
    static final AttributeKey<Boolean> EVAL_PASSED = booleanKey("genops.eval.passed");
    static final AttributeKey<String> EVAL_EVALUATOR = stringKey("genops.eval.evaluator");

    private Names() {}
}
