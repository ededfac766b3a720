package ai.genops.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/// Sends spans numbered from 1 in requests of equal size, OTLP in JSON, and remembers which were acknowledged. The
/// number is the span's id and its attribute `n`; spans of equal number modulo [#TRACES] are one trace, which has an
/// order if there is but one sender. What was not acknowledged is not sent again.
final class NumberedClient implements AutoCloseable {
    static final int TRACES = 64;

    private final URI uri;
    private final int perRequest;
    private final Duration pause;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicLong requests = new AtomicLong();
    private final BitSet acknowledged = new BitSet();
    private volatile boolean stopped;
    private String padding = "";

    /// @param pause after each request
    NumberedClient(URI uri, int perRequest, Duration pause) {
        this.uri = uri;
        this.perRequest = perRequest;
        this.pause = pause;
    }

    /// Makes every span larger by so many bytes.
    NumberedClient padded(int bytes) {
        padding = ",{\"key\":\"padding\",\"value\":{\"stringValue\":\"" + "x".repeat(bytes) + "\"}}";
        return this;
    }

    /// Sends in a thread of its own until [#stop] or `most` spans.
    Thread start(long most) {
        return Thread.ofVirtual().start(() -> {
            while (!stopped && requests.get() * perRequest < most) {
                send();
            }
        });
    }

    void stop() {
        stopped = true;
    }

    /// The numbers that were acknowledged.
    synchronized BitSet acknowledged() {
        return (BitSet) acknowledged.clone();
    }

    private void send() {
        long first = requests.getAndIncrement() * perRequest + 1;
        try {
            if (status(body(first)) == 200) {
                synchronized (this) {
                    acknowledged.set((int) first, (int) first + perRequest);
                }
            }
            Thread.sleep(pause);
        } catch (IOException _) {
            sleep(Duration.ofMillis(20)); // the server is down or dies: whether it has the request is unknown
        } catch (InterruptedException _) {
            stopped = true;
        }
    }

    private int status(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray()).statusCode();
    }

    private String body(long first) {
        var spans = new StringBuilder();
        for (long n = first; n < first + perRequest; n++) {
            spans.append(n > first ? "," : "")
                    .append("{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"name\":\"call\",\"startTimeUnixNano\":\"%d\""
                            .formatted(n % TRACES + 1, n, 1_700_000_000_000_000_000L + n))
                    .append(",\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"%d\"}}".formatted(n))
                    .append(",{\"key\":\"genops.cost.total\",\"value\":{\"doubleValue\":0.25}}" + padding + "]}");
        }
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
