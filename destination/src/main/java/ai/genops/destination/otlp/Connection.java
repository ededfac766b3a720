package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Traffic;
import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.http.Reasons;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;

/// One server, asked and answering whole messages. Redirects are not followed. Opens nothing before the first.
final class Connection {
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

    private final WebClient client;
    private final Reasons reasons;

    /// No answer came; the message says why, in words.
    static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswerException(String reason, Throwable cause) {
            super(reason, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// @param scheme in Armeria's terms, which tell HTTP/1.1 from HTTP/2
    Connection(String scheme, URI server, HttpSettings settings, ClientFactory factory) {
        reasons = new Reasons(server, settings.timeout());
        client = WebClient.builder(scheme + "://" + server.getRawAuthority())
                .factory(factory)
                .responseTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .maxResponseLength(MAX_ANSWER_BYTES)
                .build();
    }

    /// @param plainBytes how long the body was before it was compressed
    AggregatedHttpResponse ask(RequestHeaders headers, byte[] body, int plainBytes)
            throws NoAnswerException, InterruptedException {
        Traffic.sent(plainBytes, body.length);
        HttpResponse response = client.execute(HttpRequest.of(headers, HttpData.wrap(body)));
        try {
            AggregatedHttpResponse answer = response.aggregate().get();
            Traffic.answered(answer.status().code());
            return answer;
        } catch (ExecutionException e) {
            Traffic.failed(Reasons.trouble(e));
            throw new NoAnswerException(reasons.of(e), e);
        } catch (InterruptedException e) {
            response.abort();
            throw e;
        }
    }

    static byte[] gzip(byte[] body) {
        var zipped = new ByteArrayOutputStream(body.length / 4 + 64);
        try (var out = new GZIPOutputStream(zipped, 8192)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
