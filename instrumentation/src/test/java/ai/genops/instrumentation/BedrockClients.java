package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.bedrock.BedrockTelemetry;
import ai.genops.rules.PriceTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/// Governed clients of a Bedrock, and what is asked and answered.
@SuppressWarnings("FutureReturnValueIgnored") // The call's own future tells what a subscription's does.
abstract class BedrockClients {
    static final String SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    static final String LLAMA = "meta.llama3-1-70b-instruct-v1:0";
    private static final String PRICES = """
            provider,model,region,service_tier,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k,\
            cache_write_cost_per_1k,cache_write_1h_cost_per_1k
            bedrock,anthropic.claude-sonnet-4-5-20250929-v1:0,,,0.003,0.015,0.0003,0.00375,0.006
            bedrock,anthropic.claude-sonnet-4-5-20250929-v1:0,,flex,0.0015,0.0075,0.00015,0.001875,0.003
            bedrock,anthropic.claude-sonnet-4-5-20250929-v1:0,us-gov-west-1,,0.0036,0.018,0.00036,0.0045,0.0072
            bedrock,eu.anthropic.claude-sonnet-4-5-20250929-v1:0,,,0.0033,0.0165,0.00033,0.004125,0.0066
            bedrock,meta.llama3-1-70b-instruct-v1:0,,,0.00072,0.00072,,,
            bedrock,amazon.nova-pro-v1:0,,,0.0008,0.0032,0.0002,,
            bedrock,amazon.titan-text-express-v1,,,0.0002,0.0006,,,
            bedrock,amazon.titan-embed-text-v2:0,,,0.00002,0,,,
            bedrock,cohere.embed-english-v3,,,0.0001,0,,,
            bedrock,openai.gpt-oss-120b-1:0,,,0.00015,0.0006,,,
            """;
    static final String TOKENS = """
            {"inputTokens":100,"outputTokens":200,"totalTokens":5300,"cacheReadInputTokens":2000,\
            "cacheWriteInputTokens":3000,"cacheDetails":[{"ttl":"5m","inputTokens":2000},{"ttl":"1h","inputTokens":1000}]}""";
    /// 100 × 0.003 + 2000 × 0.0003 + 2000 × 0.00375 + 1000 × 0.006 + 200 × 0.015, each for a thousand.
    static final String COST = "0.0174";

    /// Shared and never closed, because that takes its time; the JDK's server knows no HTTP/2.
    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

    final Bedrock bedrock = new Bedrock();
    final Governed governed = new Governed(c -> c.prices(prices())
            .policy(new ContentFilter(
                    "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    final BedrockRuntimeClient real = sync(Region.US_EAST_1);
    final BedrockRuntimeAsyncClient realAsync = BedrockRuntimeAsyncClient.builder()
            .httpClient(HTTP)
            .endpointOverride(bedrock.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
            .build();
    final BedrockTelemetry telemetry = BedrockTelemetry.create(governed.genops);
    final BedrockRuntimeClient client = telemetry.wrap(real);
    final BedrockRuntimeAsyncClient async = telemetry.wrap(realAsync);

    BedrockClients() throws IOException {}

    @AfterEach
    void close() {
        real.close();
        realAsync.close();
        bedrock.close();
    }

    private static PriceTable prices() {
        try {
            return PriceTable.read("bedrock.csv", PRICES.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    BedrockRuntimeClient sync(Region region) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(bedrock.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .build();
    }

    static List<Message> says(String text) {
        return List.of(Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build());
    }

    static ConverseRequest.Builder question(String model) {
        return ConverseRequest.builder()
                .modelId(model)
                .messages(says("Help me"))
                .inferenceConfig(c -> c.maxTokens(1000));
    }

    static ConverseStreamRequest.Builder streamed(String model) {
        return ConverseStreamRequest.builder()
                .modelId(model)
                .messages(says("Help me"))
                .inferenceConfig(c -> c.maxTokens(1000));
    }

    static String answer(String content, String more) {
        return """
                {"metrics":{"latencyMs":1175},"output":{"message":{"role":"assistant","content":%s}},\
                "stopReason":"end_turn","usage":%s%s}""".formatted(content, TOKENS, more);
    }

    static Answer hello() {
        return Answer.json(answer("[{\"text\":\"Hello\"}]", ""));
    }

    static byte[] delta(String json) {
        return Bedrock.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":" + json + "}");
    }

    static byte[] metadata() {
        return Bedrock.event("metadata", "{\"metrics\":{\"latencyMs\":1275},\"usage\":" + TOKENS + "}");
    }

    static Answer stream(String... texts) {
        byte[][] frames = new byte[texts.length + 4][];
        frames[0] = Bedrock.event("messageStart", "{\"role\":\"assistant\"}");
        for (int i = 0; i < texts.length; i++) {
            frames[i + 1] = delta("{\"text\":\"" + texts[i] + "\"}");
        }
        frames[texts.length + 1] = Bedrock.event("contentBlockStop", "{\"contentBlockIndex\":0}");
        frames[texts.length + 2] = Bedrock.event("messageStop", "{\"stopReason\":\"end_turn\"}");
        frames[texts.length + 3] = metadata();
        return Answer.stream(frames);
    }

    static ConverseStreamResponseHandler into(List<ConverseStreamOutput> seen) {
        return ConverseStreamResponseHandler.builder()
                .onEventStream(events -> events.subscribe(seen::add))
                .build();
    }
}
