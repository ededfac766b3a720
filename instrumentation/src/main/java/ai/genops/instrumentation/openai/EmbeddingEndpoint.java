package ai.genops.instrumentation.openai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.sdk.govern.ModelCall;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.Optional;

/** Embeddings, which have no output and no streams. */
record EmbeddingEndpoint(String provider) implements Endpoint<EmbeddingCreateParams, CreateEmbeddingResponse, Object> {
    @Override
    public Class<EmbeddingCreateParams> params() {
        return EmbeddingCreateParams.class;
    }

    @Override
    public String type(EmbeddingCreateParams params) {
        return "ai.embedding";
    }

    @Override
    public ModelCall call(EmbeddingCreateParams params) {
        return Asked.call(
                "openai.embeddings", provider, params.model().asString(), Optional.empty(), 0, params._body());
    }

    @Override
    public void tell(ClientCall call, CreateEmbeddingResponse response) {
        call.used(response.model(), null, Usage.of(response.usage().promptTokens(), 0));
    }
}
