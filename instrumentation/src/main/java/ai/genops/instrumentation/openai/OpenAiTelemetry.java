package ai.genops.instrumentation.openai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.Decorator;
import ai.genops.instrumentation.call.ProviderAddress;
import ai.genops.instrumentation.call.Surface;
import ai.genops.sdk.GenOps;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ObjectMappers;
import com.openai.models.completions.CompletionUsage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Governs clients of openai-java: chat completions, responses and embeddings, at once, streamed, asynchronous and raw, and
 * batches of them. Each call is an operation: policies see what is asked and what is answered, budgets are reserved before and charged after,
 * streams are made to tell their usage. What else costs something is refused. Immutable.
 */
public final class OpenAiTelemetry {
    private static final Set<String> WAYS = Set.of(
            "async",
            "sync",
            "withOptions",
            "withRawResponse",
            "chat",
            "ChatService.completions",
            "ChatServiceAsync.completions",
            "responses",
            "embeddings",
            "batches");
    private static final Set<String> FREE = Set.of(
            "messages",
            "inputItems",
            "inputTokens",
            "models",
            "files",
            "uploads",
            "moderations",
            "webhooks",
            "conversations",
            "admin",
            "retrieve",
            "retrieveStreaming",
            "update",
            "list",
            "delete",
            "cancel",
            "close");
    private static final Set<String> CALLS = Set.of("create", "createStreaming", "retrieve");
    private static final String ADVICE = "use the client that was wrapped, or OpenAiTelemetry.allowingUngoverned()";

    private final GenOps genops;
    private final String provider;
    private final boolean refuses;

    private OpenAiTelemetry(GenOps genops, String provider, boolean refuses) {
        this.genops = genops;
        this.provider = provider;
        this.refuses = refuses;
    }

    public static OpenAiTelemetry create(GenOps genops) {
        return new OpenAiTelemetry(genops, "openai", true);
    }

    /** For other providers that speak this protocol, for example `azure`; as catalogues name them. */
    public OpenAiTelemetry provider(String name) {
        return new OpenAiTelemetry(genops, name, refuses);
    }

    /** Lets through what is not governed (images, audio): it costs without being seen. */
    public OpenAiTelemetry allowingUngoverned() {
        return new OpenAiTelemetry(genops, provider, false);
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public OpenAIClient wrap(OpenAIClient client) {
        return Decorator.wrap(genops, surface(client), OpenAIClient.class, client);
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public OpenAIClientAsync wrap(OpenAIClientAsync client) {
        return Decorator.wrap(genops, surface(client.sync()), OpenAIClientAsync.class, client);
    }

    /**
     * Who is behind a client, by the address it asks; as catalogues name it.
     *
     * @return null where that is no provider's that is known
     */
    public static @Nullable String providerOf(OpenAIClient client) {
        return ProviderAddress.told(listener ->
                client.withOptions(options -> listener.accept(options.build().baseUrl())));
    }

    /** As {@link #providerOf(OpenAIClient)}. */
    public static @Nullable String providerOf(OpenAIClientAsync client) {
        return ProviderAddress.told(listener ->
                client.withOptions(options -> listener.accept(options.build().baseUrl())));
    }

    /** What OpenAI says was used, as prices count it. */
    public static Usage usage(CompletionUsage told) {
        return ChatEndpoint.usage(told);
    }

    private Surface surface(OpenAIClient client) {
        BatchFiles files = new BatchFiles(client);
        return new Surface(
                List.of("com.openai.client.", "com.openai.services."),
                CALLS,
                List.of(
                        new ChatEndpoint(provider),
                        new ResponseEndpoint(provider),
                        new EmbeddingEndpoint(provider),
                        new BatchEndpoint(provider, files),
                        new BatchRetrievalEndpoint(provider, files)),
                WAYS,
                FREE,
                ADVICE,
                refuses,
                (json, type) -> ObjectMappers.jsonMapper().readValue(json, type));
    }
}
