package ai.genops.instrumentation.bedrock;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.CacheTTL;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTrace;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.PromptRouterTrace;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTier;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Converse, which is alike for all models. */
record ConverseEndpoint(Asked asked) implements Endpoint<ConverseRequest, ConverseResponse, Object> {
    @Override
    public Class<ConverseRequest> params() {
        return ConverseRequest.class;
    }

    @Override
    public String type(ConverseRequest params) {
        return "ai.inference";
    }

    @Override
    public ModelCall call(ConverseRequest params) {
        Content content = Content.of(params);
        return asked.call(
                "bedrock.converse",
                params.modelId(),
                tier(params.serviceTier()),
                content.text(),
                content.bytes(),
                mostOutput(params.inferenceConfig()));
    }

    @Override
    public ConverseRequest forStreaming(ConverseRequest params) {
        throw new UnsupportedOperationException("ConverseStream is another request");
    }

    @Override
    public void tell(ClientCall call, ConverseResponse response) {
        if (response.usage() != null) {
            ConverseTrace trace = response.trace();
            call.used(
                    routed(trace == null ? null : trace.promptRouter()),
                    tier(response.serviceTier()),
                    usage(response.usage()));
        }
        call.answered(Content.of(response.output()).text());
    }

    @Override
    public Watch<Object> watch(ClientCall call, ConverseRequest params) {
        throw new UnsupportedOperationException("ConverseStream is another request");
    }

    static long mostOutput(@Nullable InferenceConfiguration configuration) {
        Integer most = configuration == null ? null : configuration.maxTokens();
        return most == null ? -1 : most;
    }

    static @Nullable String tier(@Nullable ServiceTier tier) {
        return tier == null ? null : tier.typeAsString();
    }

    /** The model that a prompt router chose; null if there was none. */
    @Nullable
    String routed(@Nullable PromptRouterTrace router) {
        return router == null || router.invokedModelId() == null ? null : asked.model(router.invokedModelId());
    }

    /** The input is what is left beside the cache; the total includes both. */
    static Usage usage(TokenUsage usage) {
        long hour = usage.cacheDetails().stream()
                .filter(part -> part.ttl() == CacheTTL.VALUE_1_H)
                .mapToLong(part -> count(part.inputTokens()))
                .sum();
        return Usage.besideCache(
                count(usage.inputTokens()),
                count(usage.outputTokens()),
                count(usage.cacheReadInputTokens()),
                count(usage.cacheWriteInputTokens()),
                hour);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
