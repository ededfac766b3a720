package ai.genops.demo;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/// Reads [Answer]s out of HTTP, by the rules of OTLP/HTTP.
final class Answers {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Answers() {}

    static Answer of(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return refusesSpans(response.body())
                    ? new Answer.Refused("the server answered 200 but refused spans of the batch (partial success)")
                    : new Answer.Accepted();
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new Answer.Unavailable("the server answered " + status, pause(response));
        }
        return new Answer.Refused(
                switch (status) {
                    case 401, 403 ->
                        "the server answered " + status + ": pass the token of its OTLP source with --token";
                    case 404 -> "the server answered 404: --endpoint names no OTLP receiver";
                    default -> "the server answered " + status;
                });
    }

    static Answer of(Exception failure) {
        String reason = failure instanceof ConnectException
                ? "no connection"
                : failure instanceof HttpTimeoutException ? "no answer in time" : "the connection broke";
        return new Answer.Unavailable(reason, Duration.ZERO);
    }

    /// `Retry-After` in seconds; its other form, a date, is left to the client's own patience.
    private static Duration pause(HttpResponse<?> response) {
        var asked = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    /// Whether the body, an `ExportTraceServiceResponse`, says that spans were rejected: its `partial_success`
    /// (field 1, a message) then begins with `rejected_spans` (field 1, a varint, written only when it is not
    /// 0).
    private static boolean refusesSpans(byte[] body) {
        if (body.length < 3 || body[0] != 0x0a) {
            return false;
        }
        int next = 1;
        while (next < body.length && body[next] < 0) {
            next++;
        }
        return next + 1 < body.length && body[next + 1] == 0x08;
    }
}
