package ai.genops.sdk.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Posts, and posts again: up to five times within the timeout, after 0.25 s, doubled each time up to 5 s, of which a
 * random part is waited (full jitter), or what `Retry-After` says. Blocks its caller, which is a thread of the exporter.
 */
public final class Poster {
    private static final int MOST_ATTEMPTS = 5;
    private static final long FIRST_MILLIS = 250;
    private static final long MOST_MILLIS = 5_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MOST_ANSWER_BYTES = 64 * 1024;

    private final HttpClient client;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final DoubleSupplier random;
    private final Pause pause;

    /**
     * A poster to one receiver.
     *
     * @param headers of every request
     * @param timeout of a request with all its retries
     * @param random from 0 up to 1
     */
    public Poster(
            HttpClient client,
            Map<String, String> headers,
            Duration timeout,
            LongSupplier nanos,
            DoubleSupplier random,
            Pause pause) {
        this.client = client;
        this.headers = headers;
        this.timeout = timeout;
        this.nanos = nanos;
        this.random = random;
        this.pause = pause;
    }

    /**
     * Posts until the answer is final, or attempts or time are used up.
     *
     * @param again whether an answer is worth another attempt
     */
    public Answer post(URI to, Map<String, String> more, byte[] body, Predicate<Answer> again) {
        long end = nanos.getAsLong() + timeout.toNanos();
        long usual = FIRST_MILLIS;
        Answer answer = once(to, more, body, timeout);
        for (int attempt = 2; attempt <= MOST_ATTEMPTS && again.test(answer); attempt++) {
            Duration asked = answer.retryAfter();
            long wait = asked == null ? (long) (usual * random.getAsDouble()) : asked.toMillis();
            long left = (end - nanos.getAsLong()) / NANOS_PER_MILLI;
            if (wait >= left || !slept(wait)) {
                return answer;
            }
            usual = Math.min(MOST_MILLIS, usual * 2);
            answer = once(to, more, body, Duration.ofMillis(left - wait));
        }
        return answer;
    }

    public boolean slept(long millis) {
        try {
            pause.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer once(URI to, Map<String, String> more, byte[] body, Duration atMost) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(to).timeout(atMost).POST(BodyPublishers.ofByteArray(body));
            headers.forEach(request::setHeader);
            more.forEach(request::setHeader);
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                String text = new String(in.readNBytes(MOST_ANSWER_BYTES), UTF_8);
                return new Answer(response.statusCode(), text, retryAfter(response));
            }
        } catch (IOException e) {
            return new Answer(
                    0, e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted", null);
        }
    }

    /** Seconds only: what collectors send. A date counts as nothing said. */
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return packed.toByteArray();
    }
}
