package ai.genops.instrumentation.springai;

import ai.genops.instrumentation.call.Calls;
import ai.genops.instrumentation.call.Watch;
import ai.genops.instrumentation.call.WatchedSubscriber;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.StreamingChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Streams each of which is governed. Whoever subscribes makes a call of his own; what must not run is an error. */
record GovernedStream(Calls calls, ChatEndpoint endpoint, StreamingChatModel model) implements StreamingChatModel {
    /** Where Reactor's context has the caller's. */
    static final Object CALLER = GovernedStream.class;

    @Override
    @SuppressWarnings("ReferenceEquality") // There is one root.
    public Flux<ChatResponse> stream(Prompt prompt) {
        return Flux.deferContextual(reactor -> {
            Context current = Context.current();
            boolean isKnown = current != Context.root() || !reactor.hasKey(CALLER);
            Context caller = isKnown ? current : reactor.get(CALLER);
            return in(caller, () -> calls.streamed(endpoint, prompt, watch -> watched(prompt, watch, caller)));
        });
    }

    private Flux<ChatResponse> watched(Prompt prompt, Watch<ChatResponse> watch, Context caller) {
        Context call = Context.current();
        Flux<ChatResponse> source = model.stream(endpoint.forStreaming(prompt));
        return Flux.from(subscriber -> in(call, () -> {
            var watched = new WatchedSubscriber<>(FlowAdapters.toFlowSubscriber(subscriber), watch, caller);
            source.subscribe(new Keeping(FlowAdapters.toSubscriber(watched), subscriber));
            return true;
        }));
    }

    @SuppressWarnings("try") // The scope is only closed.
    private static <T> T in(Context context, Supplier<T> work) {
        try (Scope scope = context.makeCurrent()) {
            return work.get();
        }
    }

    /** Keeps Reactor's own context, which other subscribers do not know. */
    private record Keeping(Subscriber<ChatResponse> watched, Subscriber<? super ChatResponse> last)
            implements CoreSubscriber<ChatResponse> {
        @Override
        public reactor.util.context.Context currentContext() {
            return last instanceof CoreSubscriber<?> core
                    ? core.currentContext()
                    : reactor.util.context.Context.empty();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            watched.onSubscribe(subscription);
        }

        @Override
        public void onNext(ChatResponse piece) {
            watched.onNext(piece);
        }

        @Override
        public void onError(Throwable thrown) {
            watched.onError(thrown);
        }

        @Override
        public void onComplete() {
            watched.onComplete();
        }
    }
}
