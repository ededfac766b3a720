package ai.genops.sdk.export;

import ai.genops.sdk.http.Answer;
import ai.genops.sdk.http.Poster;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries OTLP over the JDK's own client: OpenTelemetry's usual sender brings OkHttp, Okio and Kotlin with it. */
final class JdkSender implements ComponentLoader {
    private final Poster poster;
    private final URI endpoint;
    private volatile String lastFailure = "";

    JdkSender(Poster poster, URI endpoint) {
        this.poster = poster;
        this.endpoint = endpoint;
    }

    /** Why the last request failed, for people. */
    String lastFailure() {
        return lastFailure;
    }

    /** Gives this sender to the exporter that is being built, and to no other in this process. */
    @Override
    public <T> Iterable<T> load(Class<T> type) {
        HttpSenderProvider provider = Carrier::new;
        return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
    }

    private final class Carrier implements HttpSender {
        private final @Nullable Compressor compressor;
        private final String contentType;

        Carrier(HttpSenderConfig config) {
            compressor = config.getCompressor();
            contentType = config.getContentType();
        }

        @Override
        public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
            try {
                Map<String, String> headers = compressor == null
                        ? Map.of("Content-Type", contentType)
                        : Map.of("Content-Type", contentType, "Content-Encoding", compressor.getEncoding());
                Answer answer = poster.post(endpoint, headers, body(message), Answer::isTemporary);
                lastFailure = answer.isOk() ? "" : ": HTTP " + answer.status() + advice(answer);
                if (answer.status() == 0) {
                    lastFailure = ": " + answer.body();
                    IOException failure = new IOException(answer.body());
                    // The exporter logs it; where it was noticed tells nobody anything.
                    failure.setStackTrace(new StackTraceElement[0]);
                    onError.accept(failure);
                } else {
                    onResponse.accept(new Received(answer.status()));
                }
            } catch (IOException | RuntimeException e) {
                onError.accept(e);
            }
        }

        private byte[] body(MessageWriter message) throws IOException {
            var bytes = new ByteArrayOutputStream(16 * 1024);
            try (OutputStream out = compressor == null ? bytes : compressor.compress(bytes)) {
                message.writeMessage(out);
            }
            return bytes.toByteArray();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static String advice(Answer answer) {
        return answer.status() == 401 || answer.status() == 403 ? "; check the token" : "";
    }

    private record Received(int status) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
