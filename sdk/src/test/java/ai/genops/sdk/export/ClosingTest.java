package ai.genops.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Recorded;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClosingTest {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch mayExport = new CountDownLatch(1);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream() {
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Whoever looks must not wait.
        public void write(byte[] bytes, int from, int length) {
            await(mayExport);
            super.write(bytes, from, length);
        }
    };

    private GenOps genops() {
        var surroundings = Recorded.with(Map.of(), Map.of("genops.log.level", "none"), new AtomicLong());
        return GenOps.init(
                ClosingTest::configure,
                new Surroundings(
                        surroundings.environment(),
                        surroundings.properties(),
                        surroundings.nanos(),
                        surroundings.clock(),
                        surroundings.uuids(),
                        surroundings.random(),
                        new PrintStream(printed, true)));
    }

    private static void configure(GenOpsConfig settings) {
        settings.serviceName("s")
                .exporter("console")
                .team("t")
                .project("p")
                .environment("test")
                .flushEvery(Duration.ofHours(1));
    }

    /// Holds the batching processor's thread at the point where a flush is done and not yet forgotten: a shutdown that
    /// begins there takes that flush for its own.
    @Test
    void aSpanThatEndsWhileAFlushEndsIsSentByClose() throws InterruptedException {
        GenOps genops = genops();
        genops.operation("early").start().close();
        CountDownLatch flushed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ((OpenTelemetrySdk) genops.openTelemetry())
                .getSdkTracerProvider()
                .forceFlush()
                .whenComplete(() -> {
                    flushed.countDown();
                    await(goOn);
                });
        mayExport.countDown();
        assertThat(flushed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        genops.operation("late").start().close();
        Thread closing = Thread.ofVirtual().start(genops::close);
        closing.join(Duration.ofMillis(300));
        goOn.countDown();
        closing.join(Duration.ofSeconds(PATIENCE_SECONDS));
        assertThat(closing.isAlive()).isFalse();
        assertThat(genops.problems().counts()).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("early", "late");
    }

    @Test
    void aSpanThatEndsAfterCloseIsCounted() {
        mayExport.countDown();
        GenOps genops = genops();
        var operation = genops.operation("too late").start();
        genops.close();
        operation.close();
        assertThat(genops.problems().counts()).containsOnlyKeys(Kind.DROPPED);
    }

    /// A framework closes its beans, and so does who made them.
    @Test
    @Timeout(5)
    void closingAgainAndSendingAfterItWaitForNothing() {
        mayExport.countDown();
        GenOps genops = genops();
        genops.operation("in time").start().close();
        genops.close();
        genops.close();
        assertThat(genops.flush()).isTrue();
        assertThat(genops.problems().counts()).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("in time");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
