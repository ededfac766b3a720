package ai.genops.demo;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/// Carries the exporter's requests over the JDK's HTTP client, and remembers the [Answer]: the exporter itself passes
/// on neither `Retry-After` nor a partial success. For one thread; [#send] returns when the answer is there.
final class OtlpSender implements HttpSender {
    private final HttpSenderConfig config;
    private final HttpClient client;
    private Answer answer = new Answer.Accepted();

    OtlpSender(HttpSenderConfig config, HttpClient client) {
        this.config = config;
        this.client = client;
    }

    /// To the last request.
    Answer answer() {
        return answer;
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        try {
            var response = client.send(request(message), BodyHandlers.ofByteArray());
            answer = Answers.of(response);
            onResponse.accept(new Received(response));
        } catch (IOException e) {
            answer = Answers.of(e);
            onError.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = Answers.of(e);
            onError.accept(e);
        }
    }

    private HttpRequest request(MessageWriter message) throws IOException {
        var request = HttpRequest.newBuilder(config.getEndpoint())
                .timeout(config.getTimeout())
                .header("Content-Type", config.getContentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(message)));
        if (config.getCompressor() != null) {
            request.header("Content-Encoding", config.getCompressor().getEncoding());
        }
        config.getHeadersSupplier()
                .get()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }

    private byte[] body(MessageWriter message) throws IOException {
        var bytes = new ByteArrayOutputStream(64 * 1024);
        try (OutputStream out =
                config.getCompressor() == null ? bytes : config.getCompressor().compress(bytes)) {
            message.writeMessage(out);
        }
        return bytes.toByteArray();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private record Received(java.net.http.HttpResponse<byte[]> http) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return http.statusCode();
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return http.body();
        }
    }
}
