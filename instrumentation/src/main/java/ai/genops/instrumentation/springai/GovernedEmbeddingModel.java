package ai.genops.instrumentation.springai;

import ai.genops.instrumentation.call.Calls;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/** An embedding model each of whose calls is governed. */
final class GovernedEmbeddingModel implements EmbeddingModel {
    private final Calls calls;
    private final EmbeddingEndpoint endpoint;
    private final EmbeddingModel model;

    GovernedEmbeddingModel(Calls calls, @Nullable String provider, EmbeddingModel model) {
        this.calls = calls;
        this.endpoint = new EmbeddingEndpoint(
                provider == null ? SpringAiTelemetry.providerOf(model) : provider, () -> modelName(model));
        this.model = model;
    }

    /** The interface has no options of the model's own, but each of Spring AI's models has. */
    private static @Nullable String modelName(EmbeddingModel model) {
        for (Method method : model.getClass().getMethods()) {
            boolean isOptions =
                    method.getName().equals("getOptions") || method.getName().equals("getDefaultOptions");
            if (isOptions && method.getParameterCount() == 0) {
                try {
                    return method.invoke(model) instanceof EmbeddingOptions options ? options.getModel() : null;
                } catch (ReflectiveOperationException e) {
                    return null;
                }
            }
        }
        return null;
    }

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        return calls.now(endpoint, request, () -> model.call(request));
    }

    /** By way of {@link #call}, with the text that the model takes of a document. */
    @Override
    public float[] embed(Document document) {
        String text = model.getEmbeddingContent(document);
        return embed(List.of(text == null ? "" : text)).get(0);
    }

    @Override
    public @Nullable String getEmbeddingContent(Document document) {
        return model.getEmbeddingContent(document);
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }
}
