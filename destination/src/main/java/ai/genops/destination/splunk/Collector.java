package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.Gzip;
import ai.genops.destination.http.HttpSender;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One collector of Splunk's, as one client of it. Safe for concurrent use.
final class Collector implements AutoCloseable {
    private final HttpSender sender;
    private final SplunkSettings settings;
    private final String channel;

    /// @param channel a GUID: ids of acknowledgements are those of a channel
    Collector(HttpSender sender, SplunkSettings settings, String channel) {
        this.sender = sender;
        this.settings = settings;
        this.channel = channel;
    }

    Verdict events(byte[] body, int events) throws InterruptedException {
        RequestHeadersBuilder headers = headers(settings.path());
        if (settings.gzip()) {
            headers.set("content-encoding", "gzip");
        }
        byte[] sent = settings.gzip() ? Gzip.of(body) : body;
        return exchange(headers, sent, answer -> Verdict.of(answer, events), Verdict.Later::new);
    }

    /// What Splunk answers to the question for one acknowledgement.
    <T> T ask(long ackId, Function<Answer, T> reader, Function<Failed, T> failure) throws InterruptedException {
        RequestHeadersBuilder headers = headers(settings.ackPath() + "?channel=" + channel);
        byte[] body = ("{\"acks\":[" + ackId + "]}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return exchange(headers, body, reader, failure);
    }

    private RequestHeadersBuilder headers(String path) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, path);
        headers.set("authorization", "Splunk " + settings.token().value().strip());
        headers.set("content-type", "application/json");
        headers.set("user-agent", "genops");
        if (settings.ack() != null) {
            headers.set("x-splunk-request-channel", channel);
        }
        return headers;
    }

    private <T> T exchange(
            RequestHeadersBuilder headers, byte[] body, Function<Answer, T> reader, Function<Failed, T> failure)
            throws InterruptedException {
        var read = new Object() {
            @Nullable
            T result;
        };
        Outcome outcome = sender.send(headers.build(), body, answer -> {
            read.result = reader.apply(answer);
            return answer.usual();
        });
        T result = read.result;
        return result != null ? result : failure.apply((Failed) outcome);
    }

    @Override
    public void close() {
        sender.close();
    }
}
