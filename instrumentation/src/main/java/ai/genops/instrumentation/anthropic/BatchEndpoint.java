package ai.genops.instrumentation.anthropic;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.PromptText;
import ai.genops.sdk.govern.ModelCall;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batches of messages. What one may cost is reserved when it is made, and kept until its results tell what it cost. */
record BatchEndpoint(String provider) implements Endpoint<BatchCreateParams, MessageBatch, Object> {
    @Override
    public Class<BatchCreateParams> params() {
        return BatchCreateParams.class;
    }

    @Override
    public String type(BatchCreateParams params) {
        return "ai.inference";
    }

    @Override
    public @Nullable String ungoverned(BatchCreateParams params) {
        long models = params.requests().stream()
                .map(one -> one.params().model())
                .distinct()
                .count();
        return models == 1 ? null : "a batch that asks several models is not governed: make one for each";
    }

    /** All requests as one: policies see every text, and what each may cost at most adds up. */
    @Override
    public ModelCall call(BatchCreateParams params) {
        JsonNode body = ObjectMappers.jsonMapper().valueToTree(params._body());
        return new ModelCall(
                "anthropic.messages.batches",
                provider,
                params.requests().get(0).params().model().asString(),
                null,
                "batch",
                PromptText.of(body),
                body.toString().length(),
                params.requests().stream()
                        .mapToLong(one -> one.params().maxTokens())
                        .sum(),
                null,
                Set.of());
    }

    @Override
    public void tell(ClientCall call, MessageBatch made) {
        call.continuesAs(ClientCall.batch(provider, made.id()));
    }
}
