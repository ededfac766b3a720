package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.Bedrock.Answer;
import ai.genops.instrumentation.bedrock.BedrockTelemetry;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTierType;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

@SuppressWarnings("FutureReturnValueIgnored") // The call's own future tells what a subscription's does.
class BedrockTest {
    private static final String SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String LLAMA = "meta.llama3-1-70b-instruct-v1:0";
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
    private static final String TOKENS = """
            {"inputTokens":100,"outputTokens":200,"totalTokens":5300,"cacheReadInputTokens":2000,\
            "cacheWriteInputTokens":3000,"cacheDetails":[{"ttl":"5m","inputTokens":2000},{"ttl":"1h","inputTokens":1000}]}""";
    /// 100 × 0.003 + 2000 × 0.0003 + 2000 × 0.00375 + 1000 × 0.006 + 200 × 0.015, each for a thousand.
    private static final String COST = "0.0174";

    /// Shared, because it takes its time to close; the JDK's server knows no HTTP/2.
    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

    private final Bedrock bedrock = new Bedrock();
    private final Governed governed = new Governed(c -> c.prices(prices())
            .policy(new ContentFilter(
                    "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final BedrockRuntimeClient real = sync(Region.US_EAST_1);
    private final BedrockRuntimeAsyncClient realAsync = BedrockRuntimeAsyncClient.builder()
            .httpClient(HTTP)
            .endpointOverride(bedrock.address())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
            .build();
    private final BedrockTelemetry telemetry = BedrockTelemetry.create(governed.genops);
    private final BedrockRuntimeClient client = telemetry.wrap(real);
    private final BedrockRuntimeAsyncClient async = telemetry.wrap(realAsync);

    BedrockTest() throws IOException {}

    @AfterEach
    void close() {
        real.close();
        realAsync.close();
        bedrock.close();
    }

    @AfterAll
    static void closeHttp() {
        HTTP.close();
    }

    private static PriceTable prices() {
        try {
            return PriceTable.read("bedrock.csv", PRICES.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private BedrockRuntimeClient sync(Region region) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(bedrock.address())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .build();
    }

    private static List<Message> says(String text) {
        return List.of(Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build());
    }

    private static ConverseRequest.Builder question(String model) {
        return ConverseRequest.builder()
                .modelId(model)
                .messages(says("Help me"))
                .inferenceConfig(c -> c.maxTokens(1000));
    }

    private static ConverseStreamRequest.Builder streamed(String model) {
        return ConverseStreamRequest.builder()
                .modelId(model)
                .messages(says("Help me"))
                .inferenceConfig(c -> c.maxTokens(1000));
    }

    private static String answer(String content, String more) {
        return """
                {"metrics":{"latencyMs":1175},"output":{"message":{"role":"assistant","content":%s}},\
                "stopReason":"end_turn","usage":%s%s}""".formatted(content, TOKENS, more);
    }

    private static Answer hello() {
        return Answer.json(answer("[{\"text\":\"Hello\"}]", ""));
    }

    private static byte[] delta(String json) {
        return Bedrock.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":" + json + "}");
    }

    private static byte[] metadata() {
        return Bedrock.event("metadata", "{\"metrics\":{\"latencyMs\":1275},\"usage\":" + TOKENS + "}");
    }

    private static Answer stream(String... texts) {
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

    private static ConverseStreamResponseHandler into(List<ConverseStreamOutput> seen) {
        return ConverseStreamResponseHandler.builder()
                .onEventStream(events -> events.subscribe(seen::add))
                .build();
    }

    @Test
    void aConverseIsPricedToTheLastDecimalWithTheCacheBesideTheInput() {
        bedrock.answers.add(hello());
        assertThat(client.converse(question(SONNET).build())
                        .output()
                        .message()
                        .content()
                        .get(0)
                        .text())
                .isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(span.getName()).isEqualTo("bedrock.converse");
        assertThat(Governed.text(span, "genops.cost.provider")).isEqualTo("bedrock");
        assertThat(Governed.text(span, "genops.cost.model")).isEqualTo(SONNET);
        assertThat(Governed.number(span, "genops.cost.total")).isEqualTo(0.0174);
        assertThat(Governed.number(span, "genops.cost.cache_write")).isEqualTo(0.0135);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")))
                .isEqualTo(5100);
        assertThat(span.getAttributes().toString()).doesNotContain("Help me", "Hello");
    }

    @Test
    void shorterFormsAndLaterAnswersAreGovernedToo() throws Exception {
        bedrock.answers.add(hello());
        client.converse(c -> c.modelId(SONNET).messages(says("Help me")).inferenceConfig(i -> i.maxTokens(1000)));
        bedrock.answers.add(hello());
        async.converse(question(SONNET).build()).get();
        assertThat(governed.charged()).isEqualByComparingTo("0.0348");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    @SuppressWarnings("unchecked") // An array of the builder's consumers.
    void toolCallsAndReasoningAreCallsLikeAnyOther() {
        bedrock.answers.add(Answer.json(answer(
                "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"So\",\"signature\":\"c2ln\"}}},"
                        + "{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"weather\",\"input\":{\"city\":\"Bern\"}}}]",
                "")));
        client.converse(question(SONNET)
                .toolConfig(tools -> tools.tools(tool -> tool.toolSpec(spec -> spec.name("weather")
                        .inputSchema(schema ->
                                schema.json(Document.fromMap(Map.of("type", Document.fromString("object"))))))))
                .build());
        assertThat(governed.charged()).isEqualByComparingTo(COST);
    }

    @Test
    void thePricesAreThoseOfTheRegion() {
        bedrock.answers.add(hello());
        try (BedrockRuntimeClient gov = sync(Region.US_GOV_WEST_1)) {
            telemetry.wrap(gov).converse(question(SONNET).build());
        }
        assertThat(bedrock.requests.get(0).region()).isEqualTo("us-gov-west-1");
        assertThat(governed.charged()).isEqualByComparingTo("0.02088");
    }

    @Test
    void aProfileHasItsOwnPriceOrThatOfItsModel() {
        bedrock.answers.add(hello());
        client.converse(question("eu." + SONNET).build());
        assertThat(governed.charged()).isEqualByComparingTo("0.01914");
        bedrock.answers.add(hello());
        client.converse(question("us." + SONNET).build());
        assertThat(governed.charged()).isEqualByComparingTo("0.03654");
        assertThat(Governed.text(governed.spans.get(1), "genops.cost.model")).isEqualTo("us." + SONNET);
    }

    @Test
    void anArnNamesItsModelOrIsNamed() {
        bedrock.answers.add(hello());
        client.converse(question("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us." + SONNET)
                .build());
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.text(governed.only(), "genops.cost.model")).isEqualTo("us." + SONNET);
        String opaque = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";
        assertThatThrownBy(() -> client.converse(question(opaque).build()))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("nobody knows what `" + opaque + "` costs");
        bedrock.answers.add(hello());
        telemetry.model(opaque, SONNET).wrap(real).converse(question(opaque).build());
        assertThat(bedrock.requests.get(1).model()).isEqualTo(opaque);
        assertThat(governed.charged()).isEqualByComparingTo("0.0348");
    }

    @Test
    void theModelThatAPromptRouterChoseIsPriced() {
        String router = "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1";
        bedrock.answers.add(Answer.json(answer(
                "[{\"text\":\"Hello\"}]",
                ",\"trace\":{\"promptRouter\":{\"invokedModelId\":\"arn:aws:bedrock:us-east-1:123456789012:"
                        + "inference-profile/eu." + SONNET + "\"}}")));
        telemetry.model(router, SONNET).wrap(real).converse(question(router).build());
        assertThat(governed.charged()).isEqualByComparingTo("0.01914");
    }

    @Test
    void theTierThatServedIsPriced() {
        bedrock.answers.add(Answer.json(answer("[]", ",\"serviceTier\":{\"type\":\"flex\"}")));
        client.converse(question(SONNET)
                .serviceTier(tier -> tier.type(ServiceTierType.FLEX))
                .build());
        assertThat(governed.charged()).isEqualByComparingTo("0.0087");
    }

    @Test
    void aStreamTellsItsUsageLast() throws Exception {
        bedrock.answers.add(stream("He", "llo"));
        List<ConverseStreamOutput> seen = new CopyOnWriteArrayList<>();
        async.converseStream(streamed(SONNET).build(), into(seen)).get();
        assertThat(seen)
                .filteredOn(ContentBlockDeltaEvent.class::isInstance)
                .extracting(event -> ((ContentBlockDeltaEvent) event).delta().text())
                .containsExactly("He", "llo");
        assertThat(seen).hasSize(6);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    /// Cancels its subscription after the first piece of text.
    private static ConverseStreamResponseHandler leavingAfterText(CountDownLatch left) {
        return ConverseStreamResponseHandler.builder()
                .onEventStream(events -> events.subscribe(new Subscriber<>() {
                    private final CompletableFuture<Subscription> begun = new CompletableFuture<>();

                    @Override
                    public void onSubscribe(Subscription subscription) {
                        begun.complete(subscription);
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(ConverseStreamOutput event) {
                        if (event instanceof ContentBlockDeltaEvent) {
                            begun.join().cancel();
                            left.countDown();
                        }
                    }

                    @Override
                    public void onError(Throwable thrown) {}

                    @Override
                    public void onComplete() {}
                }))
                .build();
    }

    private void assertChargedForWhatCame() {
        var span = governed.only();
        // 400 bytes that came are counted as 100 tokens, and a quarter of the bytes that were sent as the input.
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(100);
        assertThat(span.getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
        assertThat(governed.charged().doubleValue()).isBetween(0.0015 + 0.000003, 0.0015 + 0.0006);
    }

    private Answer hangingStream() {
        return Answer.hanging(
                Bedrock.event("messageStart", "{\"role\":\"assistant\"}"),
                delta("{\"text\":\"" + "x".repeat(400) + "\"}"));
    }

    @Test
    void aStreamWhoseSubscriptionIsCancelledIsChargedForWhatCame() throws Exception {
        bedrock.answers.add(hangingStream());
        var left = new CountDownLatch(1);
        CompletableFuture<Void> running = async.converseStream(streamed(SONNET).build(), leavingAfterText(left));
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        assertChargedForWhatCame();
        running.cancel(true);
        assertThat(governed.spans).hasSize(1);
    }

    @Test
    void aStreamWhoseFutureIsCancelledIsChargedForWhatCame() throws Exception {
        bedrock.answers.add(hangingStream());
        var came = new CountDownLatch(2);
        CompletableFuture<Void> running = async.converseStream(
                streamed(SONNET).build(),
                ConverseStreamResponseHandler.builder()
                        .onEventStream(events -> events.subscribe(event -> came.countDown()))
                        .build());
        assertThat(came.await(20, TimeUnit.SECONDS)).isTrue();
        running.cancel(true);
        assertChargedForWhatCame();
    }

    @Test
    void aStreamThatFailsOnItsWayIsChargedForWhatCameAndSaysSo() {
        bedrock.answers.add(Answer.stream(
                Bedrock.event("messageStart", "{\"role\":\"assistant\"}"),
                delta("{\"text\":\"" + "x".repeat(400) + "\"}"),
                Bedrock.exception("modelStreamErrorException", "it broke")));
        List<ConverseStreamOutput> seen = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> async.converseStream(streamed(SONNET).build(), into(seen))
                        .get())
                .hasMessageContaining("it broke");
        assertChargedForWhatCame();
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void failuresCostNothingAndAreSaid() {
        bedrock.answers.add(Answer.error(400, "ValidationException", "bad"));
        assertThatThrownBy(() -> client.converse(question(SONNET).build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bad");
        bedrock.answers.add(Answer.error(400, "ValidationException", "bad"));
        assertThatThrownBy(() -> async.converseStream(streamed(SONNET).build(), into(new CopyOnWriteArrayList<>()))
                        .get())
                .hasCauseInstanceOf(ValidationException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.spans)
                .hasSize(2)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .allMatch(span -> Governed.number(span, "genops.cost.total") == null);
    }

    @Test
    void theClientsOwnRetriesAreOneCall() throws Exception {
        Consumer<Answer> twice = good -> {
            bedrock.answers.add(Answer.error(500, "InternalServerException", "again"));
            bedrock.answers.add(good);
        };
        twice.accept(hello());
        client.converse(question(SONNET).build());
        twice.accept(stream("Hello"));
        async.converseStream(streamed(SONNET).build(), into(new CopyOnWriteArrayList<>()))
                .get();
        assertThat(bedrock.requests).hasSize(4);
        assertThat(governed.charged()).isEqualByComparingTo("0.0348");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void whatABudgetRefusesIsNotSent() {
        assertThatThrownBy(() -> client.converse(question(SONNET)
                        .inferenceConfig(c -> c.maxTokens(2_000_000))
                        .build()))
                .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> async.converseStream(
                                streamed(SONNET)
                                        .inferenceConfig(c -> c.maxTokens(2_000_000))
                                        .build(),
                                into(new CopyOnWriteArrayList<>()))
                        .get())
                .hasCauseInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> client.invokeModel(invoke -> invoke.modelId(LLAMA)
                        .body(SdkBytes.fromUtf8String("{\"prompt\":\"x\",\"max_gen_len\":20000000}"))))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(bedrock.requests).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0");
    }

    @Test
    @SuppressWarnings("unchecked") // An array of the builder's consumers.
    void policiesSeeWhatIsAskedAndWhatIsAnswered() {
        assertThatThrownBy(() -> client.converse(
                        question(SONNET).system(s -> s.text("4111111111111111")).build()))
                .isInstanceOf(PolicyViolationException.class);
        assertThatThrownBy(() -> client.invokeModel(invoke -> invoke.modelId(LLAMA)
                        .body(SdkBytes.fromUtf8String("{\"prompt\":\"4111111111111111\",\"max_gen_len\":10}"))))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(bedrock.requests).isEmpty();
        bedrock.answers.add(Answer.json(answer("[{\"text\":\"4111111111111111\"}]", "")));
        assertThatThrownBy(() -> client.converse(question(SONNET).build()))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        bedrock.answers.add(stream("41111111", "11111111"));
        assertThatThrownBy(() -> async.converseStream(streamed(SONNET).build(), into(new CopyOnWriteArrayList<>()))
                        .get())
                .hasCauseInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0.0348");
    }

    /// What each family is asked and answers, as AWS documents it, and what that costs.
    record Family(String model, String asked, String answered, Map<String, String> headers, String cost) {}

    static List<Family> families() {
        return List.of(
                new Family(
                        "us." + SONNET,
                        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1000,\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"Help me\"}]}",
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\","
                                + "\"usage\":{\"input_tokens\":100,\"cache_creation_input_tokens\":3000,"
                                + "\"cache_read_input_tokens\":2000,\"cache_creation\":{\"ephemeral_5m_input_tokens\":2000,"
                                + "\"ephemeral_1h_input_tokens\":1000},\"output_tokens\":200}}",
                        Map.of(),
                        COST),
                new Family(
                        "amazon.nova-pro-v1:0",
                        "{\"schemaVersion\":\"messages-v1\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":"
                                + "\"Help me\"}]}],\"inferenceConfig\":{\"maxTokens\":500}}",
                        "{\"output\":{\"message\":{\"content\":[{\"text\":\"Hello\"}],\"role\":\"assistant\"}},"
                                + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":100,\"outputTokens\":50,"
                                + "\"totalTokens\":1150,\"cacheReadInputTokenCount\":1000,\"cacheWriteInputTokenCount\":0}}",
                        Map.of(),
                        "0.00044"),
                new Family(
                        LLAMA,
                        "{\"prompt\":\"Help me\",\"max_gen_len\":512}",
                        "{\"generation\":\"Hello\",\"prompt_token_count\":25,\"generation_token_count\":75,"
                                + "\"stop_reason\":\"stop\"}",
                        Map.of(),
                        "0.000072"),
                new Family(
                        "amazon.titan-text-express-v1",
                        "{\"inputText\":\"Help me\",\"textGenerationConfig\":{\"maxTokenCount\":512}}",
                        "{\"inputTextTokenCount\":5,\"results\":[{\"tokenCount\":10,\"outputText\":\"Hello\","
                                + "\"completionReason\":\"FINISH\"}]}",
                        Map.of(),
                        "0.000007"),
                new Family(
                        "amazon.titan-embed-text-v2:0",
                        "{\"inputText\":\"Help me\",\"dimensions\":256}",
                        "{\"embedding\":[0.1,0.2],\"embeddingsByType\":{\"float\":[0.1,0.2]},\"inputTextTokenCount\":8}",
                        Map.of(),
                        "0.00000016"),
                new Family(
                        "cohere.embed-english-v3",
                        "{\"texts\":[\"Help me\"],\"input_type\":\"search_document\"}",
                        "{\"id\":\"1\",\"embeddings\":[[0.1,0.2]],\"response_type\":\"embeddings_floats\","
                                + "\"texts\":[\"help me\"]}",
                        Map.of("x-amzn-bedrock-input-token-count", "8"),
                        "0.0000008"),
                new Family(
                        "openai.gpt-oss-120b-1:0",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Help me\"}],\"max_completion_tokens\":150}",
                        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                                + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":"
                                + "{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150}}",
                        Map.of("x-amzn-bedrock-input-token-count", "100", "x-amzn-bedrock-output-token-count", "50"),
                        "0.000045"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void eachFamilyIsReadInItsOwnForm(Family family) {
        bedrock.answers.add(Answer.json(family.answered, family.headers));
        var response =
                client.invokeModel(invoke -> invoke.modelId(family.model).body(SdkBytes.fromUtf8String(family.asked)));
        assertThat(response.body().asUtf8String()).isEqualTo(family.answered);
        assertThat(governed.charged()).isEqualByComparingTo(family.cost);
        assertThat(Governed.text(governed.only(), "genops.operation.type"))
                .isEqualTo(family.model.contains("embed") ? "ai.embedding" : "ai.inference");
    }

    private static InvokeModelWithResponseStreamResponseHandler text(List<ResponseStream> seen) {
        return InvokeModelWithResponseStreamResponseHandler.builder()
                .onEventStream(events -> events.subscribe(seen::add))
                .build();
    }

    private static byte[][] anthropicStart() {
        return new byte[][] {
            Bedrock.chunk("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"usage\":"
                    + "{\"input_tokens\":100,\"cache_creation_input_tokens\":3000,\"cache_read_input_tokens\":2000,"
                    + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":2000,\"ephemeral_1h_input_tokens\":1000},"
                    + "\"output_tokens\":1}}}"),
            Bedrock.chunk("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                    + "x".repeat(400) + "\"}}")
        };
    }

    private static final String ASKED =
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1000,\"messages\":[]}";

    @Test
    void anInvokedStreamTellsItsUsageInItsFamilysForm() throws Exception {
        bedrock.answers.add(Answer.stream(
                anthropicStart()[0],
                anthropicStart()[1],
                Bedrock.chunk("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
                        + "{\"output_tokens\":200}}"),
                Bedrock.chunk(
                        "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":100,"
                                + "\"outputTokenCount\":200,\"invocationLatency\":1000,\"firstByteLatency\":300}}")));
        List<ResponseStream> seen = new CopyOnWriteArrayList<>();
        async.invokeModelWithResponseStream(r -> r.modelId(SONNET).body(SdkBytes.fromUtf8String(ASKED)), text(seen))
                .get();
        assertThat(seen).hasSize(4).allMatch(PayloadPart.class::isInstance);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        bedrock.answers.add(Answer.stream(
                Bedrock.chunk("{\"generation\":\"He\",\"prompt_token_count\":25,\"generation_token_count\":1,"
                        + "\"stop_reason\":null}"),
                Bedrock.chunk("{\"generation\":\"llo\",\"prompt_token_count\":null,\"generation_token_count\":75,"
                        + "\"stop_reason\":\"stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":25,"
                        + "\"outputTokenCount\":75,\"invocationLatency\":900,\"firstByteLatency\":200}}")));
        async.invokeModelWithResponseStream(
                        r -> r.modelId(LLAMA)
                                .body(SdkBytes.fromUtf8String("{\"prompt\":\"Help me\",\"max_gen_len\":512}")),
                        text(seen))
                .get();
        assertThat(governed.charged()).isEqualByComparingTo("0.017472");
    }

    @Test
    void anInvokedStreamThatIsLeftIsChargedForItsWholeInputAndWhatCame() throws Exception {
        bedrock.answers.add(Answer.hanging(anthropicStart()));
        var came = new CountDownLatch(2);
        CompletableFuture<Void> running = async.invokeModelWithResponseStream(
                r -> r.modelId(SONNET).body(SdkBytes.fromUtf8String(ASKED)),
                InvokeModelWithResponseStreamResponseHandler.builder()
                        .onEventStream(events -> events.subscribe(event -> came.countDown()))
                        .build());
        assertThat(came.await(20, TimeUnit.SECONDS)).isTrue();
        running.cancel(true);
        // The input's 0.0144 and 100 tokens of output.
        assertThat(governed.charged()).isEqualByComparingTo("0.0159");
    }

    @Test
    void noCallEscapes() {
        assertThatThrownBy(() -> client.applyGuardrail(g -> g.guardrailIdentifier("g")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("BedrockTelemetry.allowingUngoverned()");
        assertThatThrownBy(() -> async.startAsyncInvoke(s -> s.modelId(SONNET)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> async.invokeModelWithBidirectionalStream(r -> r.modelId(SONNET), null, null))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(client.serviceName()).isEqualTo("bedrock");
        assertThat(telemetry.wrap(client)).isSameAs(client);
        assertThat(bedrock.requests).isEmpty();
    }

    @Test
    void layersThatStackCountOnce() {
        bedrock.answers.add(hello());
        governed.genops
                .operation("agent")
                .run(agent -> governed.genops
                        .operation("chat")
                        .model("bedrock", SONNET)
                        .maxOutputTokens(1000)
                        .run(chat -> client.converse(question(SONNET).build())));
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).extracting(span -> span.getName()).containsExactly("chat", "agent");
        assertThat(Governed.number(governed.spans.get(0), "genops.cost.total")).isEqualTo(0.0174);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isNull();
    }
}
