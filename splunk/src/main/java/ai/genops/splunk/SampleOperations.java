package ai.genops.splunk;

import ai.genops.observability.validate.Validation;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.OperationBuilder;
import ai.genops.splunk.Demonstration.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The operations that a demonstration sends. */
final class SampleOperations {
    private static final String COSTS = " genops.cost.total=* | stats sum(genops.cost.total) by genops.customer_id";
    private static final String BLOCKED = " genops.policy.result=\"blocked\" | stats count by genops.policy.name";
    private static final String BUDGETS = " genops.budget.utilization=* | where genops.budget.utilization > 80"
            + " | table genops.budget.name genops.budget.utilization genops.team";

    private final GenOps genops;
    private final String index;
    private final List<Sample> sent = new ArrayList<>();

    private SampleOperations(GenOps genops, String index) {
        this.genops = genops;
        this.index = index;
    }

    static Demonstration send(GenOps genops, Validation validation, String index) {
        var samples = new SampleOperations(genops, index);
        samples.costs();
        samples.policy();
        samples.budget();
        return new Demonstration(validation, samples.sent, genops.flush());
    }

    private void costs() {
        cost("openai", "gpt-4", 150, 300, "0.0195");
        cost("anthropic", "claude-3-opus", 500, 200, "0.0225");
        cost("openai", "gpt-3.5-turbo", 1000, 500, "0.00125");
    }

    private void cost(String provider, String model, long input, long output, String total) {
        OperationBuilder chat = operation("ai.chat.completion", "customer-support", "chat-assistant")
                .customerId("enterprise-abc")
                .feature("support-chat");
        run(
                chat,
                "ai.chat.completion",
                COSTS,
                op -> op.recordCost(c -> c.provider(provider)
                        .model(model)
                        .inputTokens(input)
                        .outputTokens(output)
                        .total(total)));
    }

    private void policy() {
        OperationBuilder moderation = operation("ai.content.moderation", "trust-and-safety", "content-moderation")
                .customerId("user-123")
                .dataClassification("UGC");
        run(
                moderation,
                "ai.content.moderation",
                BLOCKED,
                op -> op.recordPolicy(p -> p.name("content_safety")
                        .result("blocked")
                        .reason("Harmful content detected")
                        .reasonCode("POLICY_DENY_CONTENT")
                        .metadata("confidence", 0.95)));
    }

    private void budget() {
        OperationBuilder check = operation("ai.budget.check", "ai-research", "ai-api");
        run(
                check,
                "ai.budget.check",
                BUDGETS,
                op -> op.recordBudget(
                        b -> b.name("team-daily-budget").limit("100").used("87.50")));
    }

    private OperationBuilder operation(String name, String team, String project) {
        return genops.operation(name).team(team).project(project);
    }

    private void run(OperationBuilder operation, String name, String search, Consumer<Operation> what) {
        operation.run(op -> {
            op.attribute("demonstration", true);
            what.accept(op);
            sent.add(new Sample(name, op.span().getSpanContext().getTraceId(), "index=" + index + search));
        });
    }
}
