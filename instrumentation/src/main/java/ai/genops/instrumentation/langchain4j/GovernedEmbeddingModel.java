package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.Calls;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An embedding model each of whose calls is governed; its listeners and defaults are those of the model below. */
final class GovernedEmbeddingModel implements EmbeddingModel {
    private final Calls calls;
    private final EmbeddingEndpoint<EmbeddingResponse> requests;
    private final EmbeddingEndpoint<Response<List<Embedding>>> segments;
    private final EmbeddingModel model;

    GovernedEmbeddingModel(Calls calls, @Nullable String provider, EmbeddingModel model) {
        String name = provider == null ? ModelProviders.of(model) : provider;
        this.calls = calls;
        this.requests = new EmbeddingEndpoint<>(name, model, EmbeddingResponse::tokenUsage);
        this.segments = new EmbeddingEndpoint<>(name, model, Response::tokenUsage);
        this.model = model;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return calls.now(requests, request, () -> model.embed(request));
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return calls.now(requests, request, () -> model.doEmbed(request));
    }

    @Override
    public CompletableFuture<EmbeddingResponse> embedAsync(EmbeddingRequest request) {
        return calls.later(requests, request, () -> model.embedAsync(request));
    }

    @Override
    public CompletableFuture<EmbeddingResponse> doEmbedAsync(EmbeddingRequest request) {
        return calls.later(requests, request, () -> model.doEmbedAsync(request));
    }

    /** As the model does it: some read what segments say beside their texts. */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        if (texts.isEmpty()) {
            return model.embedAll(texts);
        }
        EmbeddingRequest request =
                EmbeddingRequest.builder().textSegments(texts).build();
        return calls.now(segments, request, () -> model.embedAll(texts));
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public EmbeddingRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return model.supportedParameters();
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return model.supportedContentTypes();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }
}
