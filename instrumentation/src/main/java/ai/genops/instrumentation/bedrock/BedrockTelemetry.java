package ai.genops.instrumentation.bedrock;

import ai.genops.instrumentation.call.Decorator;
import ai.genops.instrumentation.call.Surface;
import ai.genops.sdk.GenOps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/**
 * Governs clients of Amazon Bedrock's runtime: Converse and InvokeModel, at once and streamed. Each call is an operation:
 * policies see what is asked and what is answered, budgets are reserved before and charged after, at the prices of the
 * client's region. What else costs something (guardrails by themselves, asynchronous invocations, bidirectional streams) is
 * refused. Immutable.
 */
public final class BedrockTelemetry {
    private static final Set<String> CALLS =
            Set.of("converse", "converseStream", "invokeModel", "invokeModelWithResponseStream");
    private static final Set<String> FREE = Set.of(
            "countTokens",
            "getAsyncInvoke",
            "listAsyncInvokes",
            "listAsyncInvokesPaginator",
            "serviceClientConfiguration",
            "serviceName",
            "close");
    private static final String ADVICE = "use the client that was wrapped, or BedrockTelemetry.allowingUngoverned()";

    private final GenOps genops;
    private final String provider;
    private final Map<String, String> models;
    private final boolean refuses;

    private BedrockTelemetry(GenOps genops, String provider, Map<String, String> models, boolean refuses) {
        this.genops = genops;
        this.provider = provider;
        this.models = models;
        this.refuses = refuses;
    }

    public static BedrockTelemetry create(GenOps genops) {
        return new BedrockTelemetry(genops, "bedrock", Map.of(), true);
    }

    /** Under another name; as catalogues name it. */
    public BedrockTelemetry provider(String name) {
        return new BedrockTelemetry(genops, name, models, refuses);
    }

    /**
     * Says which model is behind an identifier that does not tell: the ARN of an application inference profile, of a prompt
     * router, of provisioned throughput or of an imported model.
     *
     * @param id as requests have it in `modelId`
     * @param model as catalogues name it, for example `us.anthropic.claude-sonnet-4-5-20250929-v1:0`
     */
    public BedrockTelemetry model(String id, String model) {
        Map<String, String> more = new HashMap<>(models);
        more.put(id, model);
        return new BedrockTelemetry(genops, provider, Map.copyOf(more), refuses);
    }

    /** Lets through what is not governed: it costs without being seen. */
    public BedrockTelemetry allowingUngoverned() {
        return new BedrockTelemetry(genops, provider, models, false);
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public BedrockRuntimeClient wrap(BedrockRuntimeClient client) {
        return wrap(BedrockRuntimeClient.class, client, client.serviceClientConfiguration());
    }

    /** The client, governed. Wrapping it twice changes nothing. */
    public BedrockRuntimeAsyncClient wrap(BedrockRuntimeAsyncClient client) {
        return wrap(BedrockRuntimeAsyncClient.class, client, client.serviceClientConfiguration());
    }

    private <T> T wrap(Class<T> type, T client, AwsServiceClientConfiguration configuration) {
        var region = configuration.region();
        var asked = new Asked(provider, region == null ? "" : region.id(), models);
        var surface = new Surface(
                List.of(),
                CALLS,
                List.of(
                        new ConverseEndpoint(asked),
                        new ConverseStreamEndpoint(asked),
                        new InvokeEndpoint(asked),
                        new InvokeStreamEndpoint(asked)),
                Set.of(),
                FREE,
                ADVICE,
                refuses);
        return Decorator.wrap(genops, surface, type, client);
    }
}
