package ai.genops.demo;

import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What the trace does not say about a call and the demo makes up.
record Invented(
        String project,
        String feature,
        String environment,
        String classification,
        @Nullable Evaluation evaluation,
        int policy) {
    private static final List<String> METRICS = List.of("quality", "safety", "privacy");
    private static final List<String> CLASSIFICATIONS = List.of("Public", "Internal", "Internal", "Confidential");

    static Invented draw(TraceService service, SplittableRandom random) {
        return new Invented(
                pick(service.projects(), random),
                pick(service.features(), random),
                environment(random.nextInt(100)),
                pick(CLASSIFICATIONS, random),
                random.nextInt(5) == 0 ? evaluation(random) : null,
                random.nextInt(3));
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String environment(int percent) {
        return percent < 90 ? "production" : percent < 98 ? "staging" : "development";
    }

    /// Scores lie between 0.70 and 1.00, about one in six under the threshold.
    private static Evaluation evaluation(SplittableRandom random) {
        return new Evaluation(pick(METRICS, random), (70 + random.nextInt(31)) / 100.0, 0.75);
    }

    /// What the policy that looked at the call decided.
    Decision decision(TraceCall call, Budget budget) {
        return switch (policy) {
            case 0 -> Decision.onBudget(budget);
            case 1 -> Decision.onLength(call.inputTokens());
            default -> Decision.onContent(evaluation);
        };
    }

    void describe(AttributesBuilder attributes) {
        attributes
                .put(Names.PROJECT, project)
                .put(Names.FEATURE, feature)
                .put(Names.ENVIRONMENT, environment)
                .put(Names.DATA_CLASSIFICATION, classification);
        if (evaluation != null) {
            Describe.evaluation(attributes, evaluation);
        }
    }
}
