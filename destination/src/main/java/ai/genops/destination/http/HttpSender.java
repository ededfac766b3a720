package ai.genops.destination.http;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Traffic;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// Sends requests to one server. Redirects are not followed: whoever configured the address decides where data goes.
/// Safe for concurrent use; opens no connection before the first request.
public final class HttpSender implements AutoCloseable {
    /// Of an answer, more is not read.
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final Judgement judgement;
    private final ClientFactory factory;
    private final WebClient client;
    private final Reasons reasons;

    /// @param retryStatuses statuses, besides every other 5xx, after which an attempt is repeated
    public HttpSender(URI server, HttpSettings settings, Set<Integer> retryStatuses, InstantSource clock) {
        judgement = new Judgement(retryStatuses, clock);
        reasons = new Reasons(server, settings.timeout());
        factory = factory(settings);
        // Without TLS nothing tells whether the other side speaks HTTP/2; everybody speaks HTTP/1.1.
        String scheme = server.getScheme().equals("http") ? "h1c" : server.getScheme();
        client = WebClient.builder(scheme + "://" + server.getRawAuthority())
                .factory(factory)
                .responseTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .maxResponseLength(MAX_ANSWER_BYTES)
                .build();
    }

    /// The connections to a server reached as the settings say.
    public static ClientFactory factory(HttpSettings settings) {
        ClientFactoryBuilder builder = ClientFactory.builder().connectTimeout(settings.connectTimeout());
        Path caFile = settings.caFile();
        if (caFile != null) {
            builder.tlsCustomizer(tls -> tls.trustManager(caFile.toFile()));
        }
        if (!settings.verifyTls()) {
            builder.tlsNoVerify();
        }
        return builder.build();
    }

    /// One attempt, judged by the status of the answer; waits for it, however long the settings allow.
    public Outcome send(RequestHeaders headers, byte[] body) throws InterruptedException {
        return send(headers, body, Answer::usual);
    }

    /// One attempt, judged by `reader`.
    public Outcome send(RequestHeaders headers, byte[] body, Answer.Reader reader) throws InterruptedException {
        return send(headers, body, Compression.NONE, reader);
    }

    /// One attempt with a compressed body, whose coding is added to the headers; judged by `reader`.
    public Outcome send(RequestHeaders headers, byte[] body, Compression compression, Answer.Reader reader)
            throws InterruptedException {
        boolean compressed = compression.appliesTo(body);
        byte[] sent = compressed ? compression.apply(body) : body;
        Traffic.sent(body.length, sent.length);
        RequestHeaders announced = compressed ? compression.announced(headers) : headers;
        HttpResponse response = client.execute(HttpRequest.of(announced, HttpData.wrap(sent)));
        SplitHttpResponse parts = response.split();
        try {
            ResponseHeaders answer = parts.headers().get();
            String text = text(parts);
            Traffic.answered(answer.status().code());
            return reader.outcome(new Answer(answer, text, judgement.of(answer, text)));
        } catch (ExecutionException e) {
            Traffic.failed(Reasons.trouble(e));
            return new Outcome.Failed(reasons.of(e), null);
        } catch (InterruptedException e) {
            response.abort();
            throw e;
        }
    }

    /// The answer's text. One too long does not matter; one cut off may have been anything, so it is a failure.
    private static String text(SplitHttpResponse parts) throws ExecutionException, InterruptedException {
        try {
            List<HttpData> pieces = parts.body().collect().get();
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.toString(StandardCharsets.UTF_8)));
            return text.toString();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ContentTooLargeException) {
                return "";
            }
            throw e;
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
