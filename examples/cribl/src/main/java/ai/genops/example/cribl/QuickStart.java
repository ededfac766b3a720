package ai.genops.example.cribl;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import org.jspecify.annotations.Nullable;

/** The quick start: one call of a model, with who it was for and what it cost. */
final class QuickStart {
    private QuickStart() {}

    static void run(@Nullable String collector) {
        try (GenOps genops = GenOps.init(c -> c.serviceName("cribl-quick-start")
                .otlp(collector)
                .team("ai-platform")
                .project("cribl-example")
                .environment("development"))) {
            try (Operation op = genops.operation("ai.chat.completion")
                    .customerId("enterprise-abc")
                    .feature("support-chat")
                    .start()) {
                // call the model
                op.recordCost(c -> c.provider("openai")
                        .model("gpt-4")
                        .inputTokens(150)
                        .outputTokens(300)
                        .total("0.0195"));
            }
            System.out.println(genops.flush() ? "The quick start's call was sent." : "The collector does not answer.");
        }
    }
}
