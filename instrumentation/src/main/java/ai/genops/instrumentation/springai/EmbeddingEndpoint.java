package ai.genops.instrumentation.springai;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.sdk.govern.ModelCall;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Embeddings, which have no output and no streams.
 *
 * @param usual the model that is asked where a request names none
 */
record EmbeddingEndpoint(@Nullable String provider, Supplier<@Nullable String> usual)
        implements Endpoint<EmbeddingRequest, EmbeddingResponse, Object> {
    @Override
    public Class<EmbeddingRequest> params() {
        return EmbeddingRequest.class;
    }

    @Override
    public String type(EmbeddingRequest params) {
        return "ai.embedding";
    }

    @Override
    public ModelCall call(EmbeddingRequest request) {
        String text = String.join("\n", request.getInstructions());
        EmbeddingOptions options = request.getOptions();
        String asked = options == null ? null : options.getModel();
        return new ModelCall(
                "spring_ai.embeddings",
                provider,
                asked == null ? usual.get() : asked,
                null,
                null,
                text,
                text.getBytes(UTF_8).length,
                0,
                null,
                Set.of());
    }

    @Override
    public void tell(ClientCall call, EmbeddingResponse response) {
        var usage = response.getMetadata().getUsage();
        if (usage != null && usage.getPromptTokens() != null && usage.getPromptTokens() > 0) {
            String model = response.getMetadata().getModel();
            call.used(model == null || model.isEmpty() ? null : model, null, Usage.of(usage.getPromptTokens(), 0));
        }
    }
}
