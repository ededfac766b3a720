package ai.genops.instrumentation.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chats. A stream's items are what its handler or subscriber is told: pieces, and the whole response at its end.
 *
 * @param usual what the model asks for where a request does not say otherwise
 */
record ChatEndpoint(@Nullable String provider, Supplier<ChatRequestParameters> usual)
        implements Endpoint<ChatRequest, ChatResponse, Object> {
    @Override
    public Class<ChatRequest> params() {
        return ChatRequest.class;
    }

    @Override
    public String type(ChatRequest params) {
        return "ai.inference";
    }

    /** A token has at least one byte, so the bytes of what is written down of the request bound its tokens. */
    @Override
    public ModelCall call(ChatRequest request) {
        ChatRequestParameters asked = usual.get().overrideWith(request.parameters());
        long bytes = bytes(request.messages()) + bytes(asked.toolSpecifications()) + bytes(asked.responseFormat());
        return new ModelCall(
                "langchain4j.chat",
                provider,
                asked.modelName(),
                null,
                ProviderParts.tier(asked),
                Texts.of(request.messages()),
                bytes,
                ProviderParts.mostOutput(asked),
                null,
                Set.of());
    }

    private static long bytes(@Nullable Object part) {
        return part == null ? 0 : part.toString().getBytes(UTF_8).length;
    }

    @Override
    public void tell(ClientCall call, ChatResponse response) {
        tellUsage(call, response);
        AiMessage answer = response.aiMessage();
        call.answered(answer.text() == null ? "" : answer.text());
    }

    private static boolean tellUsage(ClientCall call, ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        if (usage == null || usage.inputTokenCount() == null) {
            return false;
        }
        call.used(response.modelName(), ProviderParts.tier(response.metadata()), ProviderParts.usage(usage));
        return true;
    }

    @Override
    public Watch<Object> watch(ClientCall call, ChatRequest request) {
        return new ChatWatch(call);
    }

    private static final class ChatWatch extends Watch<Object> {
        private @Nullable ChatResponse last;
        private boolean toolCallsComeInPieces;

        ChatWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(Object item) {
            if (item instanceof ChatResponse response) {
                last = response;
            } else if (item instanceof PartialResponse piece) {
                text(piece.text());
            } else if (item instanceof PartialThinking piece) {
                text(piece.text());
            } else if (item instanceof PartialToolCall piece) {
                toolCallsComeInPieces = true;
                text(piece.partialArguments());
            } else if (item instanceof CompleteToolCall whole) {
                text(toolCallsComeInPieces ? "" : whole.toolExecutionRequest().arguments());
            } else if (item instanceof CompleteResponse end) {
                last = end.chatResponse();
            }
            return true;
        }

        @Override
        protected boolean tell() {
            return last != null && tellUsage(call, last);
        }

        @Override
        protected void tellBrokenOff(long outputBytes) {
            call.brokenOff(-1, Usage.of(0, 0), outputBytes);
        }
    }
}
