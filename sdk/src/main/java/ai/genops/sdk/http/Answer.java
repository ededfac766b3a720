package ai.genops.sdk.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request came to.
 *
 * @param status of HTTP, or 0 if there was no answer
 * @param body at most what {@link Poster} reads; why, if there was no answer
 * @param retryAfter what the receiver asks for, in seconds of the header `Retry-After`
 */
public record Answer(int status, String body, @Nullable Duration retryAfter) {
    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Whether the same request may be taken later, by its status alone. */
    public boolean isTemporary() {
        return status == 0 || status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
    }
}
