package ai.genops.destination.prometheus;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.HttpSender;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks remote write 2.0 to those who understand it and 1.0 to everybody else. Who does not understand 2.0 answers
/// 415, or takes it for an empty request of 1.0 and does not say how much was written. One thread.
///
/// Repeated are 429 and 5xx, never another 4xx (remote write specification, "Retries & backoff").
final class RemoteWriteClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RemoteWriteClient.class);
    private static final String WRITTEN = "x-prometheus-remote-write-samples-written";

    private final String id;
    private final PrometheusSettings settings;
    private final HttpSender sender;
    private final SnappyJavaCompressor snappy = new SnappyJavaCompressor();
    private Protocol protocol;

    RemoteWriteClient(String id, PrometheusSettings settings, Retry retry, InstantSource clock) {
        this.id = id;
        this.settings = settings;
        protocol = settings.protocol();
        Set<Integer> statuses = new HashSet<>(retry.statuses());
        statuses.removeIf(status -> status < 500);
        statuses.add(429);
        sender = new HttpSender(settings.uri(), settings.http(), statuses, clock);
    }

    Outcome send(List<Point> points) throws InterruptedException {
        var request = new WriteRequest(points, settings.labels());
        if (protocol == Protocol.V2) {
            Outcome outcome = attempt(request);
            if (protocol == Protocol.V2) {
                return outcome;
            }
            log.info("destination `{}` does not understand remote write 2.0; it is sent 1.0", id);
        }
        return attempt(request);
    }

    private Outcome attempt(WriteRequest request) throws InterruptedException {
        Protocol tried = protocol;
        return sender.send(headers(tried), compressed(request.of(tried)), answer -> outcome(answer, tried));
    }

    private Outcome outcome(Answer answer, Protocol tried) {
        boolean success = answer.usual() instanceof Outcome.Delivered;
        if (tried == Protocol.V2
                && (answer.status() == 415 || (success && !answer.headers().contains(WRITTEN)))) {
            protocol = Protocol.V1;
        }
        return answer.usual();
    }

    private byte[] compressed(byte[] body) {
        byte[] compressed = new byte[snappy.maxCompressedLength(body.length)];
        int length = snappy.compress(body, 0, body.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }

    private RequestHeaders headers(Protocol tried) {
        URI uri = settings.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, path + query);
        headers.set("user-agent", "genops");
        settings.headers().forEach((name, value) -> headers.set(name, value.value()));
        headers.set("content-type", tried.contentType());
        headers.set("content-encoding", "snappy");
        headers.set("x-prometheus-remote-write-version", tried.version());
        return headers.build();
    }

    @Override
    public void close() {
        sender.close();
    }
}
