package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.Calls;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A chat model each of whose calls is governed; its listeners and defaults are those of the model below. */
final class GovernedChatModel implements ChatModel {
    private final Calls calls;
    private final ChatEndpoint endpoint;
    private final ChatModel model;

    GovernedChatModel(Calls calls, @Nullable String provider, ChatModel model) {
        this.calls = calls;
        this.endpoint = new ChatEndpoint(
                provider == null ? ModelProviders.of(model) : provider, model::defaultRequestParameters);
        this.model = model;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return calls.now(endpoint, request, () -> model.chat(request));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return calls.now(endpoint, request, () -> model.chat(request, options));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return calls.now(endpoint, request, () -> model.doChat(request));
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        return calls.later(endpoint, request, () -> model.chatAsync(request));
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request, ChatRequestOptions options) {
        return calls.later(endpoint, request, () -> model.chatAsync(request, options));
    }

    @Override
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return calls.later(endpoint, request, () -> model.doChatAsync(request));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
