package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.destination.splunk.Verdict.Taken;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sends events to Splunk, as JSON objects one after the other. An event leaves in its route's template, else in the
/// destination's, else as the JSON it is stored as; each carries its identity, as Splunk may hold it twice.
final class SplunkTransport implements Transport {
    private final String id;
    private final SplunkSettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable Collector collector;
    private @Nullable Acknowledgements acknowledgements;

    SplunkTransport(String id, SplunkSettings settings, Set<Integer> retryStatuses) {
        this.id = id;
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        redaction.add(settings.token());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "splunk_hec", List.of("splunk_hec", "json"));
        RouteKeys.finish(options);
        SplunkSettings.check(own, "payload_template", options);
        PayloadTemplate template = own != null ? own : settings.template();
        var identity = new EventIdentity(id, route);
        return template == null
                ? new HecEncoder(settings.metadata(), settings.form(), settings.idPlace(), identity)
                : new TemplateEncoder(template.compile(route.scope(), redaction), settings.idPlace(), identity);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        var sender = new HttpSender(settings.uri(), settings.http(), retryStatuses, runtime.clock());
        // The same after a restart, so that Splunk keeps one channel for this destination.
        String name = "genops/" + id + "/" + settings.uri().getRawAuthority();
        String channel =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        Collector opened = new Collector(sender, settings, channel);
        collector = opened;
        if (settings.ack() != null) {
            acknowledgements = new Acknowledgements(opened, settings.ack(), runtime.clock());
        }
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        return Splitting.send(request.events(), (from, to) -> post(request, from, to));
    }

    private Verdict post(Request request, int from, int to) throws InterruptedException {
        Collector open = Objects.requireNonNull(collector);
        Acknowledgements acks = acknowledgements;
        if (acks == null) {
            return open.events(body(request, from, to), to - from);
        }
        Verdict ready = acks.probe();
        if (!(ready instanceof Taken)) {
            return ready;
        }
        Verdict verdict = open.events(body(request, from, to), to - from);
        return verdict instanceof Taken(var ackId) ? acks.await(ackId) : verdict;
    }

    private static byte[] body(Request request, int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += request.event(i).remaining();
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        for (int i = from; i < to; i++) {
            body.put(request.event(i));
        }
        return body.array();
    }

    @Override
    public void close() {
        if (collector != null) {
            collector.close();
        }
    }
}
