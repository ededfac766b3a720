package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.Calls;
import ai.genops.instrumentation.call.WatchedSubscriber;
import ai.genops.sdk.govern.GovernanceException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A streaming chat model each of whose calls is governed. What must not run is thrown, before anything is sent; what a
 * policy finds in the answer is its handler's error, in the place of the complete response.
 */
final class GovernedStreamingChatModel implements StreamingChatModel {
    /** Of a stream that has not begun. */
    private static final Subscription NOTHING = new Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    private final Calls calls;
    private final ChatEndpoint endpoint;
    private final StreamingChatModel model;

    GovernedStreamingChatModel(Calls calls, @Nullable String provider, StreamingChatModel model) {
        this.calls = calls;
        this.endpoint = new ChatEndpoint(
                provider == null ? ModelProviders.of(model) : provider, model::defaultRequestParameters);
        this.model = model;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        streamed(request, handler, watched -> model.chat(request, watched));
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        streamed(request, handler, watched -> model.chat(request, options, watched));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        streamed(request, handler, watched -> model.doChat(request, watched));
    }

    /**
     * Calls the model.
     *
     * @throws GovernanceException if rules are enforced and it must not run
     */
    private void streamed(
            ChatRequest request, StreamingChatResponseHandler handler, Consumer<StreamingChatResponseHandler> client) {
        Context caller = Context.current();
        calls.streamed(endpoint, request, watch -> {
            client.accept(new WatchedHandler(handler, watch, caller));
            return true;
        });
    }

    @Override
    public Publisher<ChatModelStreamingEvent> chat(ChatRequest request) {
        return subscriber -> published(request, subscriber, () -> model.chat(request));
    }

    @Override
    public Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
        return subscriber -> published(request, subscriber, () -> model.doChat(request));
    }

    /** Whoever subscribes makes a call of his own; what must not run is an error. */
    private void published(
            ChatRequest request,
            Subscriber<? super ChatModelStreamingEvent> subscriber,
            Supplier<Publisher<ChatModelStreamingEvent>> client) {
        Context caller = Context.current();
        try {
            calls.streamed(endpoint, request, watch -> {
                client.get().subscribe(new WatchedSubscriber<>(subscriber, watch, caller));
                return true;
            });
        } catch (GovernanceException e) {
            subscriber.onSubscribe(NOTHING);
            subscriber.onError(e);
        }
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
