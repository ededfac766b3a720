package ai.genops.destination.webhook;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.Bodies;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.EventJson;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends events to a webhook, each in its payload template (the route's before the destination's), else as the JSON
/// it is stored as. Every request carries an `Idempotency-Key` that is the same at each attempt.
final class WebhookTransport implements Transport {
    private final String id;
    private final WebhookSettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable HttpSender sender;

    WebhookTransport(String id, WebhookSettings settings, Set<Integer> retryStatuses) {
        this.id = id;
        this.retryStatuses = retryStatuses;
        this.settings = settings;
        settings.headers().values().forEach(redaction::add);
        if (settings.url().isPresent()) {
            redaction.add(settings.url());
            redaction.add(settings.url()
                    .map(_ -> Objects.requireNonNullElse(settings.uri().getRawPath(), "")));
        }
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    /// The `Idempotency-Key` of what is sent again after a crash is the one it had.
    @Override
    public boolean keepsBatches() {
        return true;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "json", List.of("json", "webhook"));
        RouteKeys.finish(options);
        PayloadTemplate template = own != null ? own : settings.template();
        return template == null ? Encoder.stateless(EventJson::write) : template.compile(route.scope(), redaction);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        sender = new HttpSender(settings.uri(), settings.http(), retryStatuses, runtime.clock());
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        return Objects.requireNonNull(sender)
                .send(headers(request), body(request), settings.compression(), Answer::usual);
    }

    private RequestHeaders headers(Request request) {
        URI uri = settings.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.valueOf(settings.method()), path + query);
        headers.set("content-type", contentType());
        headers.set("user-agent", "genops");
        headers.set("idempotency-key", id + "/" + request.id());
        settings.headers().forEach((name, value) -> headers.set(name, value.value()));
        return headers.build();
    }

    private String contentType() {
        return switch (settings.form()) {
            case NDJSON -> "application/x-ndjson";
            case SINGLE, ARRAY -> "application/json";
        };
    }

    private byte[] body(Request request) {
        return switch (settings.form()) {
            case SINGLE -> Bodies.of("", request, "", "");
            case NDJSON -> Bodies.of("", request, "\n", "\n");
            case ARRAY -> Bodies.of("[", request, ",", "]");
        };
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
