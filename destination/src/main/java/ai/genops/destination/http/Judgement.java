package ai.genops.destination.http;

import ai.genops.destination.delivery.Outcome;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.ResponseHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an HTTP answer usually means for what was sent: 2xx delivered; 413 too large; the statuses of the settings and
/// every other 5xx to be repeated; 1xx and 3xx too, since a server that has moved has not judged the events, and 401,
/// 403 and 407, which judge who sends and not what is sent; other 4xx refused for good.
public final class Judgement {
    private static final int MAX_EXCERPT = 200;
    private static final Set<Integer> CREDENTIALS = Set.of(401, 403, 407);

    private final Set<Integer> retryStatuses;
    private final InstantSource clock;

    public Judgement(Set<Integer> retryStatuses, InstantSource clock) {
        this.retryStatuses = retryStatuses;
        this.clock = clock;
    }

    public Outcome of(ResponseHeaders answer, String text) {
        int status = answer.status().code();
        String reason = reason(answer, text);
        if (answer.status().isSuccess()) {
            return new Outcome.Delivered();
        }
        if (CREDENTIALS.contains(status)) {
            reason += "; nothing is wrong with the events: check the credentials";
        }
        if (CREDENTIALS.contains(status) || retryStatuses.contains(status) || status < 400 || status >= 500) {
            return new Outcome.Failed(reason, retryAfter(answer.getAll(HttpHeaderNames.RETRY_AFTER)));
        }
        return status == 413 ? new Outcome.TooLarge(reason) : new Outcome.Refused(reason);
    }

    private static String reason(ResponseHeaders answer, String text) {
        String excerpt = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        excerpt = excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT) + "...";
        return "HTTP " + answer.status() + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }

    /// Seconds or a date (RFC 9110, 10.2.3); null if there is none that makes sense.
    private @Nullable Duration retryAfter(List<String> values) {
        String value = values.isEmpty() ? "" : values.getFirst();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(clock.instant(), date);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
