package ai.genops.instrumentation.anthropic;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.PromptText;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.CacheCreation;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages. Their input tokens are those beside the cache. */
record MessageEndpoint(String provider) implements Endpoint<MessageCreateParams, Message, RawMessageStreamEvent> {
    @Override
    public Class<MessageCreateParams> params() {
        return MessageCreateParams.class;
    }

    @Override
    public String type(MessageCreateParams params) {
        return "ai.inference";
    }

    /** A token has at least one byte, so the bytes of the body bound its tokens. */
    @Override
    public ModelCall call(MessageCreateParams params) {
        JsonNode body = ObjectMappers.jsonMapper().valueToTree(params._body());
        return new ModelCall(
                "anthropic.messages",
                provider,
                params.model().asString(),
                null,
                null,
                PromptText.of(body),
                body.toString().length(),
                params.maxTokens(),
                null,
                Set.of());
    }

    @Override
    public void tell(ClientCall call, Message response) {
        call.used(response.model().asString(), tier(response), usage(response.usage()));
        call.answered(response.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining("\n")));
    }

    @Override
    public Watch<RawMessageStreamEvent> watch(ClientCall call, MessageCreateParams params) {
        return new MessageWatch(call);
    }

    static @org.jspecify.annotations.Nullable String tier(Message message) {
        return message.usage().serviceTier().map(one -> one.asString()).orElse(null);
    }

    /** What was written to the cache is told once in all and once more by how long it is kept. */
    static Usage usage(com.anthropic.models.messages.Usage usage) {
        return Usage.besideCache(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadInputTokens().orElse(0L),
                usage.cacheCreationInputTokens().orElse(0L),
                usage.cacheCreation().map(CacheCreation::ephemeral1hInputTokens).orElse(0L));
    }
}
