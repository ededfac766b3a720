package ai.genops.instrumentation.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.sdk.govern.ModelCall;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings, which have no output and no streams.
 *
 * @param usage what an answer says was used
 * @param <R> the answer
 */
record EmbeddingEndpoint<R>(@Nullable String provider, EmbeddingModel model, Function<R, @Nullable TokenUsage> usage)
        implements Endpoint<EmbeddingRequest, R, Object> {
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
        return new ModelCall(
                "langchain4j.embeddings",
                provider,
                request.modelName() == null ? model.modelName() : request.modelName(),
                null,
                null,
                Texts.ofInputs(request.inputs()),
                request.inputs().toString().getBytes(UTF_8).length,
                0,
                null,
                Set.of());
    }

    @Override
    public void tell(ClientCall call, R response) {
        TokenUsage told = usage.apply(response);
        if (told != null && told.inputTokenCount() != null) {
            call.used(null, null, Usage.of(told.inputTokenCount(), 0));
        }
    }
}
