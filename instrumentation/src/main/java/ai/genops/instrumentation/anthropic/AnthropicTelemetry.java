package ai.genops.instrumentation.anthropic;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.Decorator;
import ai.genops.instrumentation.call.ProviderAddress;
import ai.genops.instrumentation.call.Surface;
import ai.genops.sdk.GenOps;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ObjectMappers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Governs clients of anthropic-java: messages, at once, streamed, asynchronous and raw, and batches of them. Each call is an
 * operation: policies see what is asked and what is answered, budgets are reserved before and charged after. What else costs
 * something (beta) is refused. Immutable.
 */
public final class AnthropicTelemetry {
    private static final Set<String> WAYS =
            Set.of("async", "sync", "withOptions", "withRawResponse", "messages", "batches");
    private static final Set<String> FREE = Set.of(
            "models",
            "files",
            "skills",
            "userProfiles",
            "organization",
            "countTokens",
            "retrieve",
            "list",
            "cancel",
            "delete",
            "close");
    private static final Set<String> CALLS = Set.of("create", "createStreaming", "resultsStreaming");
    private static final String ADVICE = "use the client that was wrapped, or AnthropicTelemetry.allowingUngoverned()";

    private final GenOps genops;
    private final String provider;
    private final boolean refuses;

    private AnthropicTelemetry(GenOps genops, String provider, boolean refuses) {
        this.genops = genops;
        this.provider = provider;
        this.refuses = refuses;
    }

    public static AnthropicTelemetry create(GenOps genops) {
        return new AnthropicTelemetry(genops, "anthropic", true);
    }

    /** For other providers that speak this protocol; as catalogues name them. */
    public AnthropicTelemetry provider(String name) {
        return new AnthropicTelemetry(genops, name, refuses);
    }

    /** Lets through what is not governed: it costs without being seen. */
    public AnthropicTelemetry allowingUngoverned() {
        return new AnthropicTelemetry(genops, provider, false);
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public AnthropicClient wrap(AnthropicClient client) {
        return Decorator.wrap(genops, surface(), AnthropicClient.class, client);
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public AnthropicClientAsync wrap(AnthropicClientAsync client) {
        return Decorator.wrap(genops, surface(), AnthropicClientAsync.class, client);
    }

    /**
     * Who is behind a client, by the address it asks; as catalogues name it.
     *
     * @return null where that is no provider's that is known
     */
    public static @Nullable String providerOf(AnthropicClient client) {
        return ProviderAddress.told(listener ->
                client.withOptions(options -> listener.accept(options.build().baseUrl())));
    }

    /** As {@link #providerOf(AnthropicClient)}. */
    public static @Nullable String providerOf(AnthropicClientAsync client) {
        return ProviderAddress.told(listener ->
                client.withOptions(options -> listener.accept(options.build().baseUrl())));
    }

    /** What Anthropic says was used, as prices count it. */
    public static Usage usage(com.anthropic.models.messages.Usage told) {
        return MessageEndpoint.usage(told);
    }

    private Surface surface() {
        return new Surface(
                List.of("com.anthropic.client.", "com.anthropic.services."),
                CALLS,
                List.of(new MessageEndpoint(provider), new BatchEndpoint(provider), new BatchResultsEndpoint(provider)),
                WAYS,
                FREE,
                ADVICE,
                refuses,
                (json, type) -> ObjectMappers.jsonMapper().readValue(json, type));
    }
}
