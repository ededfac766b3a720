package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.google.GoogleTelemetry;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateImagesConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.Tool;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleTest {
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRICES = """
            provider,model,region,service_tier,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k,audio_input_cost_per_1k
            gemini,gemini-2.5-flash,,,0.0003,0.0025,0.00003,0.001
            gemini,gemini-2.5-flash,,flex,0.00015,0.00125,0.000015,0.0005
            gemini,gemini-embedding-001,,,0.00015,0,,
            vertex_ai,gemini-2.5-flash,,,0.0003,0.0025,0.00003,0.001
            vertex_ai,gemini-2.5-flash,europe-west1,,0.0004,0.003,0.00004,0.001
            vertex_ai,text-embedding-005,,,0.0001,0,,
            """;
    private static final String USAGE = """
            {"promptTokenCount":1000,"cachedContentTokenCount":400,"candidatesTokenCount":200,"thoughtsTokenCount":300,\
            "totalTokenCount":1500}""";
    /// 600 × 0.0003 + 400 × 0.00003 + (200 + 300) × 0.0025, each for a thousand.
    private static final String COST = "0.001442";

    private final Gemini gemini = new Gemini();
    private final Governed governed = new Governed(c -> c.prices(prices())
            .policy(new ContentFilter(
                    "cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK)));
    private final GoogleTelemetry telemetry = GoogleTelemetry.create(governed.genops);
    private final Client client = client(telemetry);
    private final GenerateContentConfig limit =
            GenerateContentConfig.builder().maxOutputTokens(1000).build();

    GoogleTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        gemini.close();
    }

    private static PriceTable prices() {
        try {
            return PriceTable.read("google.csv", PRICES.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Client client(GoogleTelemetry by) {
        return Client.builder()
                .apiKey("key")
                .httpOptions(HttpOptions.builder().baseUrl(gemini.address()).build())
                .clientOptions(by.wrap(ClientOptions.builder().build()))
                .build();
    }

    private Client vertex(String location) {
        return vertex(location, telemetry);
    }

    private Client vertex(String location, GoogleTelemetry by) {
        var token = new AccessToken("token", Date.from(Instant.now().plusSeconds(3600)));
        return Client.builder()
                .vertexAI(true)
                .project("p")
                .location(location)
                .credentials(GoogleCredentials.create(token))
                .httpOptions(HttpOptions.builder().baseUrl(gemini.address()).build())
                .clientOptions(by.wrap(ClientOptions.builder().build()))
                .build();
    }

    private static String answer(String parts, String usage) {
        return """
                {"candidates":[{"content":{"parts":%s,"role":"model"},"finishReason":"STOP","index":0}],\
                "usageMetadata":%s,"modelVersion":"gemini-2.5-flash","responseId":"r1"}""".formatted(parts, usage);
    }

    private static Answer hello() {
        return Answer.json(answer("[{\"text\":\"Hello\"}]", USAGE));
    }

    private static String piece(String text, @Nullable String finish, String usage) {
        return """
                {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},%s"index":0}],\
                "usageMetadata":%s,"modelVersion":"gemini-2.5-flash","responseId":"r1"}""".formatted(text, finish == null ? "" : "\"finishReason\":\"" + finish + "\",", usage);
    }

    private static final String SO_FAR =
            "{\"promptTokenCount\":1000,\"cachedContentTokenCount\":400,\"candidatesTokenCount\":20,\"totalTokenCount\":1020}";

    private static Answer stream(String first, String last) {
        return Answer.stream(piece(first, null, SO_FAR), piece(last, "STOP", USAGE));
    }

    @Test
    void theShippedPricesKnowWhatVertexReports() {
        Governed shipped = new Governed(c -> c.prices(Governed.shippedPrices()));
        gemini.answers.add(hello());
        try (Client priced = vertex("us-central1", GoogleTelemetry.create(shipped.genops))) {
            priced.models.generateContent(FLASH, "Help me", limit);
        }
        assertThat(shipped.charged()).isEqualByComparingTo(COST);
        assertThat(Governed.text(shipped.only(), "genops.cost.provider")).isEqualTo("vertex_ai");
    }

    @Test
    void aCallIsPricedToTheLastDecimalWithThoughtsBesideTheAnswer() {
        gemini.answers.add(hello());
        assertThat(client.models.generateContent(FLASH, "Help me", limit).text())
                .isEqualTo("Hello");
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        var span = governed.only();
        assertThat(span.getName()).isEqualTo("google.generate_content");
        assertThat(Governed.text(span, "genops.cost.provider")).isEqualTo("gemini");
        assertThat(Governed.text(span, "genops.cost.model")).isEqualTo(FLASH);
        assertThat(Governed.number(span, "genops.cost.total")).isEqualTo(0.001442);
        assertThat(Governed.number(span, "genops.cost.reasoning")).isEqualTo(0.00075);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")))
                .isEqualTo(1000);
        assertThat(span.getAttributes().get(AttributeKey.longKey("genops.tokens.output")))
                .isEqualTo(500);
        assertThat(span.getAttributes().toString()).doesNotContain("Help me", "Hello");
    }

    @Test
    void resultsOfToolsAreInputAndAudioHasItsOwnPriceButInTheCache() {
        gemini.answers.add(Answer.json(answer("[{\"text\":\"Hello\"}]", """
                {"promptTokenCount":1000,"cachedContentTokenCount":400,"toolUsePromptTokenCount":50,\
                "candidatesTokenCount":200,"thoughtsTokenCount":300,"totalTokenCount":1550,\
                "promptTokensDetails":[{"modality":"TEXT","tokenCount":900},{"modality":"AUDIO","tokenCount":100}],\
                "cacheTokensDetails":[{"modality":"TEXT","tokenCount":380},{"modality":"AUDIO","tokenCount":20}]}""")));
        client.models.generateContent(FLASH, "Help me", limit);
        // 570 × 0.0003 + 80 × 0.001 + 400 × 0.00003 + 500 × 0.0025, each for a thousand.
        assertThat(governed.charged()).isEqualByComparingTo("0.001513");
    }

    @Test
    void theTierThatServedIsPriced() {
        gemini.answers.add(hello().with("x-gemini-service-tier", "flex"));
        client.models.generateContent(
                FLASH, "Help me", limit.toBuilder().serviceTier("flex").build());
        assertThat(governed.charged()).isEqualByComparingTo("0.000721");
        assertThat(gemini.requests.get(0).body().path("serviceTier").asText()).isEqualTo("flex");
    }

    @Test
    void aStreamTellsItsUsageWithItsLastPiece() {
        gemini.answers.add(stream("He", "llo"));
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(FLASH, "Help me", limit)) {
            StringBuilder text = new StringBuilder();
            stream.forEach(one -> text.append(one.text()));
            assertThat(text).hasToString("Hello");
        }
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aStreamThatIsLeftIsChargedForItsWholeInputAndWhatCame() {
        String told = "x".repeat(400);
        gemini.answers.add(Answer.hanging(piece(told, null, SO_FAR), piece(told, null, SO_FAR)));
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(FLASH, "Help me", limit)) {
            assertThat(stream.iterator().next().text()).isEqualTo(told);
        }
        // The input's 0.000192 and 800 bytes that came, as 200 tokens of output.
        assertThat(governed.charged()).isEqualByComparingTo("0.000692");
        assertThat(governed.only().getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
    }

    @Test
    @SuppressWarnings("try") // The scope is only closed.
    void laterAnswersAreGovernedInTheContextThatAskedForThem() throws Exception {
        gemini.answers.add(hello());
        gemini.answers.add(stream("He", "llo"));
        try (Operation agent = governed.genops.operation("agent").start()) {
            client.async.models.generateContent(FLASH, "Help me", limit).get();
            try (var stream = client.async
                    .models
                    .generateContentStream(FLASH, "Help me", limit)
                    .get()) {
                assertThat(stream).hasSize(2);
            }
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.002884");
        assertThat(governed.spans).hasSize(3);
        String agent = governed.spans.get(2).getSpanId();
        assertThat(governed.spans.subList(0, 2))
                .allMatch(span -> span.getParentSpanId().equals(agent));
    }

    @Test
    void chatsAreGovernedToo() {
        gemini.answers.add(hello());
        gemini.answers.add(hello());
        var chat = client.chats.create(FLASH, limit);
        chat.sendMessage("Help me");
        chat.sendMessage("Thanks");
        assertThat(governed.charged()).isEqualByComparingTo("0.002884");
    }

    /// The client calls only what is public.
    public static final class Functions {
        private Functions() {}

        public static String weather(String city) {
            return "It rains in " + city;
        }
    }

    /// The client calls the function by itself and asks again; its answer has the usage of the last request alone.
    @Test
    void everyRequestOfAutomaticFunctionCallsIsCharged() throws Exception {
        gemini.answers.add(
                Answer.json(answer("[{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Bern\"}}}]", USAGE)));
        gemini.answers.add(hello());
        var tool = Tool.builder()
                .functions(Functions.class.getMethod("weather", String.class))
                .build();
        var response = client.models.generateContent(
                FLASH, "Help me", limit.toBuilder().tools(tool).build());
        assertThat(response.text()).isEqualTo("Hello");
        assertThat(gemini.requests).hasSize(2);
        assertThat(gemini.requests.get(1).body().toString()).contains("It rains in Bern");
        assertThat(governed.charged()).isEqualByComparingTo("0.002884");
        assertThat(governed.spans).hasSize(2);
    }

    @Test
    void vertexAiIsAProviderOfItsOwnWithPricesByRegion() {
        gemini.answers.add(hello());
        gemini.answers.add(hello());
        try (Client east = vertex("us-east1");
                Client europe = vertex("europe-west1")) {
            east.models.generateContent(FLASH, "Help me", limit);
            assertThat(governed.charged()).isEqualByComparingTo(COST);
            europe.models.generateContent(FLASH, "Help me", limit);
        }
        // 600 × 0.0004 + 400 × 0.00004 + 500 × 0.003, each for a thousand.
        assertThat(governed.charged()).isEqualByComparingTo("0.003198");
        assertThat(Governed.text(governed.spans.get(0), "genops.cost.provider")).isEqualTo("vertex_ai");
        assertThat(gemini.requests.get(1).path()).contains("/locations/europe-west1/publishers/google/");
    }

    @Test
    void embeddingsAreChargedAsToldOrAsCounted() {
        gemini.answers.add(Answer.json("{\"embeddings\":[{\"values\":[0.1,0.2]}]}"));
        client.models.embedContent(
                "gemini-embedding-001",
                "x".repeat(400),
                EmbedContentConfig.builder().build());
        var span = governed.only();
        assertThat(Governed.text(span, "genops.operation.type")).isEqualTo("ai.embedding");
        assertThat(span.getAttributes().get(AttributeKey.booleanKey("genops.cost.metadata.estimated")))
                .isTrue();
        // The Gemini API does not tell: a quarter of the bytes that were sent.
        long input = Objects.requireNonNull(span.getAttributes().get(AttributeKey.longKey("genops.tokens.input")));
        assertThat(input).isBetween(100L, 160L);
        var before = governed.charged();
        gemini.answers.add(Answer.json("""
                {"predictions":[{"embeddings":{"statistics":{"truncated":false,"token_count":6},"values":[0.1]}}]}"""));
        try (Client vertex = vertex("us-east1")) {
            vertex.models.embedContent(
                    "text-embedding-005",
                    "Help me",
                    EmbedContentConfig.builder().build());
        }
        assertThat(governed.charged().subtract(before)).isEqualByComparingTo("0.0000006");
    }

    @Test
    void failuresCostNothingAndAreSaid() {
        gemini.answers.add(Gemini.error(400, "bad"));
        assertThatThrownBy(() -> client.models.generateContent(FLASH, "Help me", limit))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("bad");
        gemini.answers.add(Gemini.error(400, "bad"));
        assertThatThrownBy(() -> client.models.generateContentStream(FLASH, "Help me", limit))
                .isInstanceOf(ClientException.class);
        assertThat(governed.charged()).isEqualByComparingTo("0");
        assertThat(governed.spans)
                .hasSize(2)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .allMatch(span -> Governed.number(span, "genops.cost.total") == null);
    }

    @Test
    void theClientsOwnRetriesAreOneCall() {
        gemini.answers.add(Gemini.error(503, "again"));
        gemini.answers.add(hello());
        client.models.generateContent(FLASH, "Help me", limit);
        assertThat(gemini.requests).hasSize(2);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        governed.only();
    }

    @Test
    void whatABudgetRefusesIsNotSent() {
        var dear = limit.toBuilder().maxOutputTokens(20_000_000).build();
        assertThatThrownBy(() -> client.models.generateContent(FLASH, "Help me", dear))
                .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> client.async
                        .models
                        .generateContent(FLASH, "Help me", dear)
                        .get())
                .hasRootCauseInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> client.models.generateContent("gemini-99", "Help me", limit))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("nobody knows what `gemini-99` costs");
        assertThat(gemini.requests).isEmpty();
        assertThat(governed.charged()).isEqualByComparingTo("0");
    }

    @Test
    void policiesSeeWhatIsAskedAndWhatIsAnswered() {
        assertThatThrownBy(() -> client.models.generateContent(FLASH, "4111111111111111", limit))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(gemini.requests).isEmpty();
        gemini.answers.add(Answer.json(answer("[{\"text\":\"4111111111111111\"}]", USAGE)));
        assertThatThrownBy(() -> client.models.generateContent(FLASH, "Help me", limit))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        gemini.answers.add(stream("41111111", "11111111"));
        try (var stream = client.models.generateContentStream(FLASH, "Help me", limit)) {
            assertThatThrownBy(() -> stream.forEach(one -> {})).isInstanceOf(PolicyViolationException.class);
        }
        assertThat(governed.charged()).isEqualByComparingTo("0.002884");
    }

    @Test
    @SuppressWarnings("deprecation") // It spends all the same.
    void noCallEscapes() {
        try (Client vertex = vertex("us-east1")) {
            assertThatThrownBy(() -> vertex.models.generateImages(
                            "imagen-4", "a dog", GenerateImagesConfig.builder().build()))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("GoogleTelemetry.allowingUngoverned()");
        }
        assertThatThrownBy(() -> client.async
                        .live
                        .connect(FLASH, LiveConnectConfig.builder().build())
                        .get())
                .hasStackTraceContaining("is not governed");
        assertThat(gemini.requests).isEmpty();
        gemini.answers.add(Answer.json("{\"totalTokens\":3}"));
        assertThat(client.models.countTokens(FLASH, "Help me", null).totalTokens())
                .hasValue(3);
        assertThat(governed.spans).isEmpty();
        ClientOptions once = telemetry.wrap(ClientOptions.builder().build());
        assertThat(telemetry.wrap(once)).isEqualTo(once);
    }

    @Test
    void layersThatStackCountOnce() {
        gemini.answers.add(hello());
        governed.genops
                .operation("agent")
                .run(agent -> governed.genops
                        .operation("chat")
                        .model("gemini", FLASH)
                        .maxOutputTokens(1000)
                        .run(chat -> client.models.generateContent(FLASH, "Help me", limit)));
        assertThat(governed.charged()).isEqualByComparingTo(COST);
        assertThat(governed.spans).extracting(span -> span.getName()).containsExactly("chat", "agent");
        assertThat(Governed.number(governed.spans.get(0), "genops.cost.total")).isEqualTo(0.001442);
        assertThat(Governed.number(governed.spans.get(1), "genops.cost.total")).isNull();
    }
}
