package ai.genops.instrumentation.openai;

import ai.genops.instrumentation.call.PromptText;
import ai.genops.sdk.govern.ModelCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says before it runs. A token has at least one byte, so the bytes of the body bound its tokens. */
final class Asked {
    private Asked() {}

    static ModelCall call(
            String operation,
            String provider,
            @Nullable String model,
            Optional<String> tier,
            long mostOutput,
            Object body) {
        JsonNode tree = ObjectMappers.jsonMapper().valueToTree(body);
        return new ModelCall(
                operation,
                provider,
                model,
                null,
                tier.orElse(null),
                PromptText.of(tree),
                tree.toString().length(),
                mostOutput,
                null,
                Set.of());
    }
}
