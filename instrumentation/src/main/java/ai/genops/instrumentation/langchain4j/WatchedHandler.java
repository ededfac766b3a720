package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.GovernanceException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.opentelemetry.context.Context;

/**
 * Stands between a model and the handler of its stream. The handler runs in the context in which the stream was asked for,
 * not in that of the call: what it asks of a model next is another call, of the same customer.
 */
final class WatchedHandler implements StreamingChatResponseHandler {
    private final StreamingChatResponseHandler handler;
    private final Watch<Object> watch;
    private final Context caller;

    WatchedHandler(StreamingChatResponseHandler handler, Watch<Object> watch, Context caller) {
        this.handler = handler;
        this.watch = watch;
        this.caller = caller;
    }

    @Override
    public void onPartialResponse(String piece) {
        came(new PartialResponse(piece), () -> handler.onPartialResponse(piece));
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        StreamingHandle watched = watched(context.streamingHandle());
        came(piece, () -> handler.onPartialResponse(piece, new PartialResponseContext(watched)));
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
        came(piece, () -> handler.onPartialThinking(piece));
    }

    @Override
    public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
        StreamingHandle watched = watched(context.streamingHandle());
        came(piece, () -> handler.onPartialThinking(piece, new PartialThinkingContext(watched)));
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        came(piece, () -> handler.onPartialToolCall(piece));
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
        StreamingHandle watched = watched(context.streamingHandle());
        came(piece, () -> handler.onPartialToolCall(piece, new PartialToolCallContext(watched)));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall whole) {
        came(whole, () -> handler.onCompleteToolCall(whole));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        came(event, () -> handler.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        watch.passes(response);
        try {
            watch.completed();
        } catch (GovernanceException e) {
            caller.wrap(() -> handler.onError(e)).run();
            return;
        }
        caller.wrap(() -> handler.onCompleteResponse(response)).run();
    }

    @Override
    public void onError(Throwable thrown) {
        watch.brokenOff(thrown);
        caller.wrap(() -> handler.onError(thrown)).run();
    }

    private void came(Object piece, Runnable told) {
        watch.passes(piece);
        caller.wrap(told).run();
    }

    /** A stream that is cancelled has no end that is told. */
    private StreamingHandle watched(StreamingHandle handle) {
        return new StreamingHandle() {
            @Override
            public void cancel() {
                handle.cancel();
                watch.brokenOff(null);
            }

            @Override
            public boolean isCancelled() {
                return handle.isCancelled();
            }
        };
    }
}
