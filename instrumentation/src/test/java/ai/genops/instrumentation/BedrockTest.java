package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import ai.genops.instrumentation.bedrock.BedrockTelemetry;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTierType;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

@SuppressWarnings("FutureReturnValueIgnored") // The call's own future tells what a subscription's does.
class BedrockTest extends BedrockClients {
    BedrockTest() throws IOException {}

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
    void theShippedPricesKnowWhatItReports() {
        Governed shipped = new Governed(c -> c.prices(Governed.shippedPrices()));
        BedrockRuntimeClient priced = BedrockTelemetry.create(shipped.genops).wrap(real);
        bedrock.answers.add(hello());
        priced.converse(question(SONNET).build());
        assertThat(shipped.charged()).isEqualByComparingTo(COST);
        bedrock.answers.add(hello());
        priced.converse(question("us." + SONNET).build());
        assertThat(shipped.charged()).as("and a tenth more").isEqualByComparingTo("0.03654");
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
    void failuresCostNothingAndAreSaid() {
        bedrock.answers.add(Bedrock.error(400, "ValidationException", "bad"));
        assertThatThrownBy(() -> client.converse(question(SONNET).build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bad");
        bedrock.answers.add(Bedrock.error(400, "ValidationException", "bad"));
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
            bedrock.answers.add(Bedrock.error(500, "InternalServerException", "again"));
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
