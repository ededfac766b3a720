package ai.genops.destination.pagerduty;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends each event to PagerDuty's Events API v2 that tells it something new: not a trigger of an incident that is
/// open at the same severity and was triggered within the repeat interval, nor a resolve of one that is not open.
/// Those count as delivered: PagerDuty has what they say.
final class PagerDutyTransport implements Transport {
    /// The API's limit of an event.
    static final int MAX_BYTES = 512 * 1024;

    private final String id;
    private final PagerDutySettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable Working working;

    /// What is there from [#open] on.
    private record Working(HttpSender sender, Incidents incidents, InstantSource clock, RequestHeaders headers) {}

    PagerDutyTransport(String id, PagerDutySettings settings, Set<Integer> retryStatuses) {
        this.id = id;
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        redaction.add(settings.routingKey());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "json", List.of("json", "pagerduty"));
        String action = options.choice("event_action", "auto", List.of("auto", "trigger", "acknowledge", "resolve"));
        RouteKeys.finish(options);
        if (own != null) {
            TemplateLint.check(own, options);
        }
        PayloadTemplate template = own != null ? own : settings.template();
        boolean auto = action.equals("auto");
        return template == null
                ? PagerDutyEncoder.own(auto ? "" : action)
                : PagerDutyEncoder.of(template.compile(route.scope(), redaction), auto ? "trigger" : action);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        String file = id.replaceAll("[^A-Za-z0-9_-]", "_") + ".ndjson";
        Incidents incidents =
                Incidents.in(runtime.dataFolder().resolve("pagerduty").resolve(file));
        URI uri = settings.uri();
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, path)
                .set("content-type", "application/json")
                .set("user-agent", "genops")
                .build();
        var sender = new HttpSender(uri, settings.http(), retryStatuses, runtime.clock());
        working = new Working(sender, incidents, runtime.clock(), headers);
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        Working now = Objects.requireNonNull(working);
        byte[] event = new byte[request.bytes()];
        request.body().get(event);
        Head head = Head.of(event);
        if (isKnown(head, now)) {
            return new Outcome.Delivered();
        }
        byte[] body = head.routingKey().isEmpty() ? withRoutingKey(event) : event;
        if (body.length > MAX_BYTES) {
            return new Outcome.Refused(
                    "the event has " + body.length + " bytes, and PagerDuty takes at most " + MAX_BYTES);
        }
        Outcome outcome = now.sender().send(now.headers(), body, answer -> outcome(answer, head));
        if (outcome instanceof Outcome.Delivered) {
            remember(head, now);
        }
        return outcome;
    }

    private boolean isKnown(Head head, Working now) {
        Incidents.Open open = now.incidents().find(head.dedupKey());
        return switch (head.action()) {
            case "trigger" -> open != null && open.severity().equals(head.severity()) && isRecent(open, now);
            case "resolve" -> open == null && !settings.resolvesAll();
            default -> false;
        };
    }

    /// A clock set back makes nothing recent.
    private boolean isRecent(Incidents.Open open, Working now) {
        long age = now.clock().millis() - open.millis();
        return age >= 0 && age < settings.repeatInterval().toMillis();
    }

    private static void remember(Head head, Working now) throws IOException {
        switch (head.action()) {
            case "trigger" ->
                now.incidents()
                        .opened(head.dedupKey(), head.severity(), now.clock().millis());
            case "resolve" -> now.incidents().closed(head.dedupKey());
            default -> {}
        }
    }

    private byte[] withRoutingKey(byte[] event) {
        JsonBuffer body = new JsonBuffer(event.length + 64);
        body.ascii("{\"routing_key\":").text(settings.routingKey().value()).raw(',');
        return body.raw(event, 1, event.length - 1).toBytes();
    }

    /// 202 alone says that the event is taken; whatever else answers 2xx is not PagerDuty.
    private static Outcome outcome(Answer answer, Head head) {
        String refusal = Refusal.reason(answer.text());
        boolean ownKey = head.routingKey().isEmpty() && refusal.matches("(?i).*routing[ _]key.*");
        return switch (answer.usual()) {
            case Outcome.Delivered _
            when answer.status() != 202 ->
                new Outcome.Failed("HTTP " + answer.status() + " instead of 202: this is not PagerDuty", null);
            // Every event has the same key: nothing is wrong with the events.
            case Outcome.Refused _ when ownKey -> new Outcome.Failed(refusal + " (check `routing_key`)", null);
            case Outcome.Refused(var usual) -> new Outcome.Refused(refusal.isEmpty() ? usual : refusal);
            default -> answer.usual();
        };
    }

    @Override
    public void close() throws IOException {
        if (working != null) {
            working.sender().close();
            working.incidents().close();
        }
    }
}
