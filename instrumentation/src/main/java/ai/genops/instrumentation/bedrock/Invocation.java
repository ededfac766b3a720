package ai.genops.instrumentation.bedrock;

import ai.genops.rules.JsonTree;
import ai.genops.sdk.govern.ModelCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** What is asked by InvokeModel. */
final class Invocation {
    /** What families of models call the most output (AWS, "Inference request parameters and response fields"). */
    private static final List<String> MOST_OUTPUT = List.of(
            "max_tokens",
            "max_completion_tokens",
            "max_tokens_to_sample",
            "max_gen_len",
            "max_new_tokens",
            "maxTokens",
            "maxTokenCount");
    /** Where families keep their settings that do not have them beside the prompt. */
    private static final List<String> SETTINGS = List.of("inferenceConfig", "textGenerationConfig");

    private Invocation() {}

    static ModelCall call(Asked asked, String modelId, @Nullable String tier, SdkBytes body) {
        Map<?, ?> tree = tree(body);
        return asked.call(
                "bedrock.invoke_model",
                modelId,
                tier,
                Content.of(tree).text(),
                body == null ? 0 : body.asByteArrayUnsafe().length,
                isEmbedding(asked.model(modelId)) ? 0 : mostOutput(tree));
    }

    /** Empty if it is no object of JSON. */
    static Map<?, ?> tree(@Nullable SdkBytes body) {
        try {
            return body == null ? Map.of() : JsonTree.map(JsonTree.read(body.asByteArrayUnsafe()));
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** Whether a model only embeds, and so has no output: all of them say so in their names. */
    static boolean isEmbedding(String model) {
        return model.contains("embed");
    }

    /** -1 if it is not limited. */
    private static long mostOutput(Map<?, ?> body) {
        for (String name : MOST_OUTPUT) {
            if (body.get(name) instanceof BigDecimal most) {
                return most.longValue();
            }
        }
        for (String name : SETTINGS) {
            Map<?, ?> settings = JsonTree.map(body.get(name));
            long most = settings.isEmpty() ? -1 : mostOutput(settings);
            if (most >= 0) {
                return most;
            }
        }
        return -1;
    }
}
