package ai.genops.destination.elasticsearch;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.Bodies;
import ai.genops.destination.http.Gzip;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.EventJson;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends events to Elasticsearch or OpenSearch. A document is the event in its route's template, else in the
/// destination's, else as the JSON it is stored as.
final class ElasticsearchTransport implements Transport {
    private final String id;
    private final ElasticsearchSettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable HttpSender sender;

    ElasticsearchTransport(String id, ElasticsearchSettings settings, Set<Integer> retryStatuses) {
        this.id = id;
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        redaction.add(settings.apiKey());
        redaction.add(settings.password());
        redaction.add(settings.apiKey().map(_ -> settings.credentials()));
        redaction.add(settings.password().map(_ -> settings.credentials()));
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "elasticsearch", List.of("elasticsearch", "json"));
        RouteKeys.finish(options);
        ElasticsearchSettings.check(own, options);
        PayloadTemplate template = own != null ? own : settings.template();
        Encoder document = template == null ? EventJson::write : template.compile(route.scope(), redaction);
        boolean ownTimestamp = template != null && template.text().contains("\"@timestamp\"");
        return new BulkEncoder(
                settings.index().compile(route.scope()), new EventIdentity(id, route), document, ownTimestamp);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        sender = new HttpSender(settings.uri(), settings.http(), retryStatuses, runtime.clock());
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        byte[] body = Bodies.of("", request, "", "");
        byte[] sent = settings.gzip() ? Gzip.of(body) : body;
        return Objects.requireNonNull(sender)
                .send(headers(), sent, answer -> BulkAnswer.read(answer, request.events()));
    }

    private RequestHeaders headers() {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, settings.path());
        headers.set("content-type", "application/x-ndjson");
        headers.set("user-agent", "genops");
        if (settings.gzip()) {
            headers.set("content-encoding", "gzip");
        }
        if (!settings.authorization().isEmpty()) {
            headers.set("authorization", settings.authorization());
        }
        return headers.build();
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
