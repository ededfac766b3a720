package ai.genops.acceptance;

import ai.genops.sdk.GenOps;

/// A program that takes everything from the environment.
final class FromEnvironment {
    private FromEnvironment() {}

    public static void main(String[] arguments) {
        // snippet environment
        try (GenOps genops = GenOps.init()) {
            genops.operation("ai.chat.completion")
                    .run(op -> op.recordCost(
                            c -> c.provider("openai").model("gpt-4").total("0.0195")));
        }
        // end
    }
}
