package ai.genops.instrumentation.openai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Watch;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.CompletionUsage;
import org.jspecify.annotations.Nullable;

/** The usage comes in a last chunk without choices, which is shown only to who has asked for it. */
final class ChatWatch extends Watch<ChatCompletionChunk> {
    private final boolean showsUsage;
    private @Nullable CompletionUsage usage;
    private @Nullable String model;
    private @Nullable String tier;

    ChatWatch(ClientCall call, boolean showsUsage) {
        super(call);
        this.showsUsage = showsUsage;
    }

    @Override
    protected boolean read(ChatCompletionChunk chunk) {
        model = chunk.model();
        tier = chunk.serviceTier().map(one -> one.asString()).orElse(tier);
        usage = chunk.usage().orElse(usage);
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            choice.delta().content().ifPresent(this::text);
            choice.delta().refusal().ifPresent(this::text);
            choice.delta()
                    .toolCalls()
                    .ifPresent(calls -> calls.forEach(one -> one.function()
                            .flatMap(ChatCompletionChunk.Choice.Delta.ToolCall.Function::arguments)
                            .ifPresent(this::text)));
        }
        return showsUsage || !chunk.choices().isEmpty() || chunk.usage().isEmpty();
    }

    @Override
    protected boolean tell() {
        if (usage != null) {
            call.used(model, tier, ChatEndpoint.usage(usage));
        }
        return usage != null;
    }

    @Override
    protected void tellBrokenOff(long outputBytes) {
        call.brokenOff(-1, Usage.of(0, 0), outputBytes);
    }
}
