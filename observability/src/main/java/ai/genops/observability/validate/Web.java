package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP/1.1, once, within the limits. Redirects are not followed and proxies not used: deliveries do neither.
 */
final class Web {
    private final HttpClient client;
    private final Limits limits;
    private final List<Secret> secrets;

    /**
     * @param secrets what an answer may repeat, and is not shown
     * @throws IOException if the trust cannot be set up
     */
    Web(Trust trust, Limits limits, List<Secret> secrets) throws IOException {
        this.limits = limits;
        this.secrets = secrets;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limits.connect())
                .sslContext(trust.context())
                .build();
    }

    Answer get(URI uri, Map<String, String> headers) throws IOException {
        return ask(uri, headers, null);
    }

    Answer post(URI uri, Map<String, String> headers, String body) throws IOException {
        return ask(uri, headers, body);
    }

    private Answer ask(URI uri, Map<String, String> headers, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(limits.answer());
        headers.forEach(request::header);
        request.header("User-Agent", "genops-validate");
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
        }
        HttpRequest built = request.build();
        HttpResponse<String> answer = Bounded.call(limits.answer(), () -> client.send(built, LimitedBody.handler()));
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                Secret.hide(answer.headers().firstValue("Location").orElse(""), secrets),
                Secret.hide(answer.body(), secrets));
    }
}
