package ai.genops.source.hec;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers in Splunk's words: `{"text":"Success","code":0}`.
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    static HttpResponse of(HecCode code) {
        return json(code.status(), "{\"text\":\"%s\",\"code\":%d}".formatted(code.text(), code.code()));
    }

    /// The request is in the log under an id of its channel.
    static HttpResponse success(long ackId) {
        return json(HttpStatus.OK, "{\"text\":\"Success\",\"code\":0,\"ackId\":%d}".formatted(ackId));
    }

    static HttpResponse acknowledgements(Map<Long, Boolean> byId) {
        return json(
                HttpStatus.OK,
                byId.entrySet().stream()
                        .map(ack -> "\"%d\":%b".formatted(ack.getKey(), ack.getValue()))
                        .collect(Collectors.joining(",", "{\"acks\":{", "}}")));
    }

    static AggregatedHttpResponse refusal(HecRefusal refusal) {
        HecCode code = refusal.code();
        String number =
                refusal.eventNumber() < 0 ? "" : ",\"invalid-event-number\":%d".formatted(refusal.eventNumber());
        var headers = ResponseHeaders.builder(code.status()).contentType(MediaType.JSON_UTF_8);
        if (!refusal.retryAfter().isZero()) {
            // Whole seconds, rounded up (RFC 9110, 10.2.3).
            headers.add(
                    HttpHeaderNames.RETRY_AFTER,
                    Long.toString(refusal.retryAfter().plusMillis(999).toSeconds()));
        }
        if (code.status().code() == 401) {
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Splunk");
        }
        return AggregatedHttpResponse.of(
                headers.build(), HttpData.ofUtf8("{\"text\":\"%s\",\"code\":%d%s}", code.text(), code.code(), number));
    }

    /// Counts it, too.
    static HttpResponse refusal(HecRefusal refusal, HecStats stats, Throwable failure) {
        stats.refused(refusal.token(), refusal.code());
        if (refusal.code() == HecCode.INTERNAL) {
            LOG.error("a request to the collector failed", failure);
        }
        return refusal(refusal).toHttpResponse();
    }

    private static HttpResponse json(HttpStatus status, String body) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, body);
    }
}
