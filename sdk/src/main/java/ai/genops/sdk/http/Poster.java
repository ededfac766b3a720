package ai.genops.sdk.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** The time covers the whole answer: that of a {@link HttpRequest} ends where its body begins. */
    private Answer once(URI to, Map<String, String> more, byte[] body, Duration atMost) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        var text = new ByteArrayOutputStream();
        // Of the body as much as an answer needs; the rest is passed over.
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(
                request.build(),
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(
                        bytes -> text.write(bytes, 0, Math.min(bytes.length, MOST_ANSWER_BYTES - text.size())))));
        try {
            HttpResponse<Void> response = sent.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), text.toString(UTF_8), retryAfter(response));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Answer(0, "no answer within " + atMost, null);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage() == null ? "nobody answers there" : cause.getMessage();
            return new Answer(0, cause.getClass().getSimpleName() + ": " + message, null);
        } catch (InterruptedException e) {
            sent.cancel(true);
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
