package ai.genops.example.cribl;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.Window.Calendar.Unit;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.govern.GovernanceException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An application whose calls are governed before they run; the collector is told of those that were refused, too. */
final class CriblIntegration {
    private static final String MODEL = "gpt-4";

    private final GenOps genops;

    private CriblIntegration(GenOps genops) {
        this.genops = genops;
    }

    static void run(@Nullable String collector) {
        try (GenOps genops = GenOps.init(c -> c.serviceName("cribl-integration")
                .otlp(collector)
                .team("nlp-team")
                .project("cribl-example")
                .environment("development")
                .policy(new ContentFilter(
                        "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK))
                .budget(Budget.of(
                                "customers",
                                Map.of(),
                                "USD",
                                new BigDecimal("0.10"),
                                new Window.Calendar(Unit.DAY, ZoneOffset.UTC),
                                Excess.DENY)
                        .per("customer_id")))) {
            var integration = new CriblIntegration(genops);
            integration.ask("acme", "How do I return a parcel?");
            integration.ask("acme", "My card is 4111111111111111, is that fine?");
            for (int i = 1; i <= 3; i++) {
                integration.ask("globex", "Question " + i + " of somebody who asks a lot");
            }
        }
    }

    private void ask(String customer, String question) {
        System.out.println(customer + ": " + question);
        try {
            genops.operation("ai.chat.completion")
                    .model("openai", MODEL)
                    .customerId(customer)
                    .prompt(question)
                    .estimate("0.05")
                    .run(op -> {
                        // call the model
                        op.recordCost(c -> c.provider("openai")
                                .model(MODEL)
                                .inputTokens(500)
                                .outputTokens(500)
                                .total("0.045"));
                        op.recordEvaluation(e -> e.metric("quality").score(0.92).threshold(0.8));
                    });
            System.out.println("  answered");
        } catch (GovernanceException e) {
            System.out.println("  refused: " + e.getMessage());
        }
    }
}
