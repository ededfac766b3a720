package ai.genops.sdk.record;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes and events of the GenOps Governance Specification v0.1, and the names existing searches read. */
public final class Names {
    public static final String SPECIFICATION = "0.1";

    public static final AttributeKey<String> SPEC_VERSION = stringKey("genops.spec.version");
    public static final AttributeKey<String> OPERATION_NAME = stringKey("genops.operation.name");
    public static final AttributeKey<String> OPERATION_TYPE = stringKey("genops.operation.type");
    public static final AttributeKey<Long> DURATION = longKey("genops.operation.duration_ms");

    public static final AttributeKey<Double> COST_TOTAL = doubleKey("genops.cost.total");
    public static final AttributeKey<String> COST_CURRENCY = stringKey("genops.cost.currency");
    public static final AttributeKey<String> COST_PROVIDER = stringKey("genops.cost.provider");
    public static final AttributeKey<String> COST_MODEL = stringKey("genops.cost.model");
    public static final AttributeKey<String> COST_TYPE = stringKey("genops.cost.type");
    public static final AttributeKey<Double> COST_INPUT = doubleKey("genops.cost.input");
    public static final AttributeKey<Double> COST_OUTPUT = doubleKey("genops.cost.output");
    /** A part of the output's. */
    public static final AttributeKey<Double> COST_REASONING = doubleKey("genops.cost.reasoning");

    public static final AttributeKey<Double> COST_CACHE_READ = doubleKey("genops.cost.cache_read");
    public static final AttributeKey<Double> COST_CACHE_WRITE = doubleKey("genops.cost.cache_write");
    public static final AttributeKey<Double> COST_REQUEST = doubleKey("genops.cost.request");
    public static final AttributeKey<String> COST_CATALOGUE = stringKey("genops.cost.catalogue");
    public static final AttributeKey<String> COST_UNPRICED = stringKey("genops.cost.unpriced");
    public static final String COST_METADATA = "genops.cost.metadata.";
    public static final AttributeKey<Boolean> COST_ESTIMATED = booleanKey("genops.cost.metadata.estimated");
    public static final AttributeKey<Long> TOKENS_INPUT = longKey("genops.tokens.input");
    public static final AttributeKey<Long> TOKENS_OUTPUT = longKey("genops.tokens.output");
    public static final AttributeKey<Long> TOKENS_TOTAL = longKey("genops.tokens.total");

    public static final AttributeKey<String> POLICY_NAME = stringKey("genops.policy.name");
    public static final AttributeKey<String> POLICY_RESULT = stringKey("genops.policy.result");
    public static final AttributeKey<String> POLICY_REASON = stringKey("genops.policy.reason");
    public static final AttributeKey<String> POLICY_REASON_CODE = stringKey("genops.policy.reason_code");
    public static final String POLICY_METADATA = "genops.policy.metadata.";

    public static final AttributeKey<String> EVAL_METRIC = stringKey("genops.eval.metric");
    public static final AttributeKey<Double> EVAL_SCORE = doubleKey("genops.eval.score");
    public static final AttributeKey<Double> EVAL_THRESHOLD = doubleKey("genops.eval.threshold");
    public static final AttributeKey<Boolean> EVAL_PASSED = booleanKey("genops.eval.passed");
    public static final AttributeKey<String> EVAL_EVALUATOR = stringKey("genops.eval.evaluator");
    public static final String EVAL_METADATA = "genops.eval.metadata.";

    public static final AttributeKey<String> BUDGET_NAME = stringKey("genops.budget.name");
    public static final AttributeKey<String> BUDGET_PERIOD = stringKey("genops.budget.period");
    public static final AttributeKey<Double> BUDGET_ALLOCATED = doubleKey("genops.budget.allocated");
    public static final AttributeKey<Double> BUDGET_LIMIT = doubleKey("genops.budget.limit");
    public static final AttributeKey<Double> BUDGET_CONSUMED = doubleKey("genops.budget.consumed");
    public static final AttributeKey<Double> BUDGET_USED = doubleKey("genops.budget.used");
    public static final AttributeKey<Double> BUDGET_REMAINING = doubleKey("genops.budget.remaining");
    public static final AttributeKey<Double> BUDGET_UTILIZATION_PERCENT =
            doubleKey("genops.budget.utilization_percent");
    public static final AttributeKey<Double> BUDGET_UTILIZATION = doubleKey("genops.budget.utilization");
    public static final AttributeKey<Long> BUDGET_THRESHOLD = longKey("genops.budget.threshold_percent");
    public static final String BUDGET_METADATA = "genops.budget.metadata.";

    public static final AttributeKey<Double> RESERVED = doubleKey("genops.accounting.reserved");
    public static final AttributeKey<Double> ACTUAL = doubleKey("genops.accounting.actual");
    public static final AttributeKey<String> UNIT = stringKey("genops.accounting.unit");
    public static final AttributeKey<Double> RECONCILIATION_DELTA = doubleKey("genops.accounting.reconciliation_delta");
    /** True where the actual is not known; the specification wants it flagged, and leaves the name open. */
    public static final AttributeKey<Boolean> INCOMPLETE = booleanKey("genops.accounting.incomplete");

    public static final AttributeKey<String> TAG_NAME = stringKey("genops.tag.name");
    public static final AttributeKey<String> TAG_LEVEL = stringKey("genops.tag.level");
    public static final AttributeKey<String> TAG_MESSAGE = stringKey("genops.tag.message");

    public static final String POLICY_EVALUATED = "genops.policy.evaluated";
    public static final String RESERVATION = "genops.budget.reservation";
    public static final String RECONCILIATION = "genops.budget.reconciliation";
    public static final String COST_CALCULATED = "genops.cost.calculated";
    public static final String BUDGET_ALERT = "genops.budget.alert";
    public static final String EVALUATION_COMPLETE = "genops.evaluation.complete";
    public static final String TAG_VIOLATION = "genops.tag.violation";

    private Names() {}
}
