package ai.genops.instrumentation.springai;

import ai.genops.instrumentation.call.Calls;
import ai.genops.instrumentation.call.ProviderName;
import ai.genops.sdk.GenOps;
import io.opentelemetry.context.Context;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.StreamingChatModel;
import org.springframework.ai.embedding.EmbeddingModel;

/**
 * Governs models of Spring AI: chat, at once and streamed, and embeddings, whoever provides them; with them every
 * `ChatClient` that is built on them. Each call is an operation: policies see what is asked and what is answered, budgets
 * are reserved before and charged after; each step of a loop of tools is a call of its own. A model whose own client is
 * governed too is counted once. Immutable.
 */
public final class SpringAiTelemetry {
    private final GenOps genops;
    private final @Nullable String provider;

    private SpringAiTelemetry(GenOps genops, @Nullable String provider) {
        this.genops = genops;
        this.provider = provider;
    }

    public static SpringAiTelemetry create(GenOps genops) {
        return new SpringAiTelemetry(genops, null);
    }

    /** As catalogues name it, where the model's package does not say it: it may speak another one's protocol. */
    public SpringAiTelemetry provider(String name) {
        return new SpringAiTelemetry(genops, name);
    }

    /**
     * Tells a stream who it is for, so that what is asked inside it on other threads, as in a loop of tools, is for the
     * same: `flux.contextWrite(SpringAiTelemetry.caller())`, on the thread that the operation is current on.
     */
    public static UnaryOperator<reactor.util.context.Context> caller() {
        Context caller = Context.current();
        return reactor -> reactor.put(GovernedStream.CALLER, caller);
    }

    /** Who is behind a model by its package, as catalogues name it; null: it is in none of Spring AI's. */
    public static @Nullable String providerOf(Object model) {
        return ProviderName.of(model.getClass(), "org.springframework.ai");
    }

    /** The model, governed. Wrapping it twice changes nothing. */
    public ChatModel wrap(ChatModel model) {
        return model instanceof GovernedChatModel ? model : new GovernedChatModel(new Calls(genops), provider, model);
    }

    /** The model, governed. Wrapping it twice changes nothing. */
    public StreamingChatModel wrap(StreamingChatModel model) {
        if (model instanceof ChatModel chat) {
            return wrap(chat);
        }
        return model instanceof GovernedStream
                ? model
                : new GovernedStream(new Calls(genops), ChatEndpoint.of(provider, model), model);
    }

    /**
     * The model, governed. Wrapping it twice changes nothing. Its `dimensions()` is asked as it is: a model that does not
     * know it embeds a few words for it, once, which is not seen.
     */
    public EmbeddingModel wrap(EmbeddingModel model) {
        return model instanceof GovernedEmbeddingModel
                ? model
                : new GovernedEmbeddingModel(new Calls(genops), provider, model);
    }
}
