package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.FakeProvider.Answer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

@SuppressWarnings("FutureReturnValueIgnored") // The call's own future tells what a subscription's does.
class BedrockStreamTest extends BedrockClients {
    BedrockStreamTest() throws IOException {}

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
}
