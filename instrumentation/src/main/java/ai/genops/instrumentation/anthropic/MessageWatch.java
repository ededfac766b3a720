package ai.genops.instrumentation.anthropic;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Watch;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageDeltaUsage;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawMessageStreamEvent;
import org.jspecify.annotations.Nullable;

/** The first event tells the input, the last but one the output so far, which counts from the beginning. */
final class MessageWatch extends Watch<RawMessageStreamEvent> {
    private @Nullable Message start;
    private @Nullable MessageDeltaUsage delta;

    MessageWatch(ClientCall call) {
        super(call);
    }

    @Override
    protected boolean read(RawMessageStreamEvent event) {
        event.messageStart().ifPresent(one -> start = one.message());
        event.messageDelta().ifPresent(one -> delta = one.usage());
        event.contentBlockDelta().ifPresent(one -> piece(one.delta()));
        return true;
    }

    private void piece(RawContentBlockDelta piece) {
        piece.text().ifPresent(one -> text(one.text()));
        piece.thinking().ifPresent(one -> text(one.thinking()));
        piece.inputJson().ifPresent(one -> text(one.partialJson()));
    }

    @Override
    protected boolean tell() {
        if (start == null || delta == null) {
            return false;
        }
        Usage first = MessageEndpoint.usage(start.usage());
        long cacheRead = delta.cacheReadInputTokens().orElse(first.cacheRead());
        long cacheWrite = delta.cacheCreationInputTokens().orElse(first.cacheWrite());
        long beside = delta.inputTokens().orElse(start.usage().inputTokens());
        call.used(
                start.model().asString(),
                MessageEndpoint.tier(start),
                Usage.besideCache(beside, delta.outputTokens(), cacheRead, cacheWrite, first.cacheWriteHour()));
        return true;
    }

    @Override
    protected void tellBrokenOff(long outputBytes) {
        Usage first = start == null ? Usage.of(0, 0) : MessageEndpoint.usage(start.usage());
        call.brokenOff(start == null ? -1 : first.input(), first, outputBytes);
    }
}
