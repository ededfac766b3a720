package ai.genops.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Recorded;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.problem.Problems.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A collector that takes connections and then does what a test says. Whatever it does, the application goes on: what
/// waits is bounded, and what does not fit is dropped and counted.
@Timeout(60)
class UnreachableCollectorTest {
    private static final int QUEUE = 8;
    private static final int BATCH = 4;
    private static final int CALLS = 100;
    private static final int PATIENCE_SECONDS = 30;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private volatile String answer = "";

    UnreachableCollectorTest() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private void serve(Socket connection) {
        try {
            if (connection.getInputStream().read() >= 0) {
                requests.incrementAndGet();
                isAsked.countDown();
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The client has given up.
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private GenOps genops(Consumer<GenOpsConfig> more) {
        Surroundings still = Recorded.with(Map.of(), Map.of("genops.log.level", "none"), new AtomicLong());
        return GenOps.init(
                settings -> {
                    settings.serviceName("s")
                            .otlp("http://127.0.0.1:" + server.getLocalPort())
                            .team("t")
                            .project("p")
                            .environment("test")
                            .queueSize(QUEUE)
                            .batchSize(BATCH)
                            .flushEvery(Duration.ofMillis(1))
                            .requestTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                            .closeTimeout(Duration.ofMillis(1));
                    more.accept(settings);
                },
                still);
    }

    private static void calls(GenOps genops, int count) {
        for (int i = 0; i < count; i++) {
            genops.operation("call").run(operation -> operation.recordCost(cost -> cost.total("0.01")));
        }
    }

    private void isAsked() throws InterruptedException {
        assertThat(isAsked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCollectorThatHangsBlocksNobodyAndWhatDoesNotFitIsCounted() throws InterruptedException {
        GenOps genops = genops(settings -> {});
        calls(genops, 1);
        isAsked();
        calls(genops, CALLS);
        // The one request is still under way: nothing of it was waited for.
        assertThat(requests).hasValue(1);
        assertThat(genops.problems().count(Kind.DROPPED)).isEqualTo(CALLS - QUEUE);
        genops.close();
        assertThat(genops.problems().count(Kind.DROPPED)).isEqualTo(CALLS + 1);
    }

    @Test
    void whileASpanIsExportedNoLockIsHeld() throws InterruptedException {
        GenOps genops = genops(settings -> {});
        calls(genops, 1);
        isAsked();
        ThreadInfo exporting = Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                .filter(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CountedExporter.class.getName())))
                .findFirst()
                .orElseThrow();
        assertThat(exporting.getLockedMonitors()).isEmpty();
        assertThat(exporting.getLockedSynchronizers()).isEmpty();
        genops.close();
    }

    @Test
    void aCollectorThatIsNotThereBlocksNobody() throws IOException {
        server.close();
        GenOps genops = genops(settings -> {});
        calls(genops, CALLS);
        genops.flush();
        genops.close();
        assertThat(genops.problems().count(Kind.EXPORT) + genops.problems().count(Kind.DROPPED))
                .isEqualTo(CALLS);
    }

    /// An answer that begins and never ends: the time of a request covers all of it, and others follow.
    @Test
    void aCollectorThatNeverEndsItsAnswerIsGivenUp() throws InterruptedException {
        answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 1000\r\n\r\n...";
        GenOps genops = genops(settings -> settings.requestTimeout(Duration.ofMillis(200)));
        calls(genops, 1);
        isAsked();
        while (genops.problems().count(Kind.EXPORT) == 0) {
            Thread.sleep(10);
        }
        assertThat(requests).hasValueGreaterThan(1);
        genops.close();
    }
}
