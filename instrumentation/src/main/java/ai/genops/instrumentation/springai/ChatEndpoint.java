package ai.genops.instrumentation.springai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.StreamingChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chats.
 *
 * @param usual what the model asks for where a prompt does not say otherwise
 */
record ChatEndpoint(@Nullable String provider, Supplier<@Nullable ChatOptions> usual)
        implements Endpoint<Prompt, ChatResponse, ChatResponse> {
    static ChatEndpoint of(@Nullable String provider, StreamingChatModel model) {
        return new ChatEndpoint(
                provider == null ? SpringAiTelemetry.providerOf(model) : provider,
                () -> model instanceof ChatModel chat ? chat.getOptions() : null);
    }

    @Override
    public Class<Prompt> params() {
        return Prompt.class;
    }

    @Override
    public String type(Prompt params) {
        return "ai.inference";
    }

    /** A token has at least one byte, so the bytes of what is written down of the prompt bound its tokens. */
    @Override
    public ModelCall call(Prompt prompt) {
        Asked asked = new Asked(prompt.getOptions(), usual.get());
        return new ModelCall(
                "spring_ai.chat",
                provider,
                asked.model(),
                null,
                asked.tier(),
                Texts.of(prompt.getInstructions()),
                Texts.bytes(prompt.getInstructions()) + asked.toolBytes(),
                asked.mostOutput(),
                null,
                Set.of());
    }

    @Override
    public Prompt forStreaming(Prompt prompt) {
        return Asked.withUsage(prompt, usual.get());
    }

    @Override
    public void tell(ClientCall call, ChatResponse response) {
        tellUsage(call, response.getMetadata());
        call.answered(text(response));
    }

    private boolean tellUsage(ClientCall call, ChatResponseMetadata metadata) {
        Usage usage = usage(metadata);
        if (usage != null) {
            String model = metadata.getModel();
            call.used(model == null || model.isEmpty() ? null : model, null, usage);
        }
        return usage != null;
    }

    private @Nullable Usage usage(ChatResponseMetadata metadata) {
        var usage = metadata.getUsage();
        boolean isTold = usage != null && usage.getTotalTokens() != null && usage.getTotalTokens() > 0;
        return isTold ? Usages.of(provider, usage) : null;
    }

    private static String text(ChatResponse response) {
        return response.getResults().stream()
                .map(Generation::getOutput)
                .map(AssistantMessage::getText)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Watch<ChatResponse> watch(ClientCall call, Prompt prompt) {
        return new ChatWatch(call);
    }

    /** Usage counts from the beginning. Some tell it at the end, some also before: then it is not all. */
    private final class ChatWatch extends Watch<ChatResponse> {
        private @Nullable ChatResponseMetadata last;
        private boolean isAll;

        ChatWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(ChatResponse piece) {
            for (Generation generation : piece.getResults()) {
                AssistantMessage said = generation.getOutput();
                came(said.getText());
                said.getToolCalls().forEach(tool -> came(tool.arguments()));
            }
            if (usage(piece.getMetadata()) != null) {
                last = piece.getMetadata();
                isAll = true;
            }
            return true;
        }

        private void came(@Nullable String text) {
            if (text != null && !text.isEmpty()) {
                text(text);
                isAll = false;
            }
        }

        @Override
        protected boolean tell() {
            return isAll && last != null && tellUsage(call, last);
        }

        @Override
        protected void tellBrokenOff(long outputBytes) {
            Usage told = last == null ? null : usage(last);
            call.brokenOff(told == null ? -1 : told.input(), told == null ? Usage.of(0, 0) : told, outputBytes);
        }
    }
}
