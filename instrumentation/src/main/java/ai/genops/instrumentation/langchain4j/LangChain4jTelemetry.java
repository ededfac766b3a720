package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.Calls;
import ai.genops.instrumentation.call.Decorator;
import ai.genops.instrumentation.call.Surface;
import ai.genops.sdk.GenOps;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Governs models of LangChain4j: chat, streamed chat and embeddings, whoever provides them. Each call is an operation:
 * policies see what is asked and what is answered, budgets are reserved before and charged after. LangChain4j ignores what
 * its listeners throw, so they could not stop a call: the model itself is decorated. A model whose own client is governed
 * too is counted once. Immutable.
 */
public final class LangChain4jTelemetry {
    /** What a model tells of itself. */
    private static final Set<String> TELLS =
            Set.of("defaultRequestParameters", "listeners", "provider", "supportedCapabilities");

    private final GenOps genops;
    private final @Nullable String provider;

    private LangChain4jTelemetry(GenOps genops, @Nullable String provider) {
        this.genops = genops;
        this.provider = provider;
    }

    public static LangChain4jTelemetry create(GenOps genops) {
        return new LangChain4jTelemetry(genops, null);
    }

    /** As catalogues name it, where the model does not say it, or speaks another one's protocol. */
    public LangChain4jTelemetry provider(String name) {
        return new LangChain4jTelemetry(genops, name);
    }

    /** Who is behind a model by what it says or by its package, as catalogues name it; null: neither says it. */
    public static @Nullable String providerOf(Object model) {
        return ModelProviders.of(model);
    }

    /** The model, governed. Wrapping it twice changes nothing. */
    public ChatModel wrap(ChatModel model) {
        String name = provider == null ? ModelProviders.of(model) : provider;
        Surface surface = Surface.of(ChatModel.class, TELLS, new ChatEndpoint(name, model::defaultRequestParameters));
        return Decorator.wrap(genops, surface, ChatModel.class, model);
    }

    /** The model, governed. Wrapping it twice changes nothing. */
    public StreamingChatModel wrap(StreamingChatModel model) {
        return model instanceof GovernedStreamingChatModel
                ? model
                : new GovernedStreamingChatModel(new Calls(genops), provider, model);
    }

    /**
     * The model, governed. Wrapping it twice changes nothing. Its `dimension()` is asked as it is: a model that does not
     * know it embeds one word for it, once, which is not seen.
     */
    public EmbeddingModel wrap(EmbeddingModel model) {
        return model instanceof GovernedEmbeddingModel
                ? model
                : new GovernedEmbeddingModel(new Calls(genops), provider, model);
    }
}
