package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.instrumentation.FakeProvider.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;

@SuppressWarnings("FutureReturnValueIgnored") // The call's own future tells what a subscription's does.
class BedrockInvokeTest extends BedrockClients {
    BedrockInvokeTest() throws IOException {}

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
}
