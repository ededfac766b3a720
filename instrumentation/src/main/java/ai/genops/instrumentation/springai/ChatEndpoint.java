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
    public String type() {
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
        var usage = metadata.getUsage();
        boolean isTold = usage != null && usage.getTotalTokens() != null && usage.getTotalTokens() > 0;
        if (isTold) {
            String model = metadata.getModel();
            call.used(model == null || model.isEmpty() ? null : model, null, Usages.of(provider, usage));
        }
        return isTold;
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

    /** The usage comes with the last pieces, which count from the beginning. */
    private final class ChatWatch extends Watch<ChatResponse> {
        private @Nullable ChatResponseMetadata last;

        ChatWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(ChatResponse piece) {
            var usage = piece.getMetadata().getUsage();
            if (usage != null && usage.getTotalTokens() != null && usage.getTotalTokens() > 0) {
                last = piece.getMetadata();
            }
            for (Generation generation : piece.getResults()) {
                AssistantMessage said = generation.getOutput();
                if (said.getText() != null) {
                    text(said.getText());
                }
                said.getToolCalls().forEach(tool -> text(tool.arguments()));
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
