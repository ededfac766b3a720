package ai.genops.destination.slack;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Posts to a Slack incoming webhook, not faster than Slack takes messages. Events with a template are a message each,
/// as it is written; all others of a request together are one.
/// Source: api.slack.com/messaging/webhooks, api.slack.com/apis/rate-limits.
final class SlackTransport implements Transport {
    private final SlackSettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable HttpSender sender;
    private @Nullable InstantSource clock;
    private long lastMillis = Long.MIN_VALUE;

    SlackTransport(SlackSettings settings, Set<Integer> retryStatuses) {
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        redaction.add(settings.url());
        if (settings.url().isPresent()) {
            redaction.add(settings.url()
                    .map(_ -> Objects.requireNonNullElse(settings.uri().getRawPath(), "")));
        }
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "json", List.of("json", "slack"));
        RouteKeys.finish(options);
        if (own != null) {
            SlackSettings.check(own, options);
        }
        PayloadTemplate template = own != null ? own : settings.template();
        return template == null ? SlackMessage::write : template.compile(route.scope(), redaction);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        clock = runtime.clock();
        sender = new HttpSender(settings.uri(), settings.http(), retryStatuses, runtime.clock());
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        List<Integer> together = new ArrayList<>();
        List<List<Integer>> messages = new ArrayList<>();
        for (int i = 0; i < request.events(); i++) {
            if (SlackMessage.isParagraph(request, i)) {
                together.add(i);
            } else {
                messages.add(List.of(i));
            }
        }
        if (!together.isEmpty()) {
            messages.addFirst(together);
        }
        Outcome[] outcomes = new Outcome[request.events()];
        Outcome last = new Outcome.Delivered();
        for (List<Integer> events : messages) {
            last = last instanceof Outcome.Failed ? last : post(body(request, events));
            for (int index : events) {
                outcomes[index] = last;
            }
        }
        return new Outcome.Each(List.of(outcomes));
    }

    private byte[] body(Request request, List<Integer> events) {
        if (SlackMessage.isParagraph(request, events.getFirst())) {
            return SlackMessage.of(request, events, settings.maxShown());
        }
        byte[] body = new byte[request.event(events.getFirst()).remaining()];
        request.event(events.getFirst()).get(body);
        return body;
    }

    private Outcome post(byte[] body) throws InterruptedException {
        awaitTurn(Objects.requireNonNull(clock));
        URI uri = settings.uri();
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, (path.isEmpty() ? "/" : path) + query)
                .set("content-type", "application/json")
                .set("user-agent", "genops")
                .build();
        return Objects.requireNonNull(sender).send(headers, body, SlackTransport::outcome);
    }

    /// A clock set back makes it wait one interval, not longer.
    private void awaitTurn(InstantSource clock) throws InterruptedException {
        long interval = settings.minInterval().toMillis();
        if (lastMillis != Long.MIN_VALUE) {
            long wait = lastMillis + interval - clock.millis();
            Thread.sleep(Math.clamp(wait, 0, interval));
        }
        lastMillis = clock.millis();
    }

    /// Slack says `ok`; whoever says anything else with a 2xx is not Slack. A webhook that was removed (404) or whose
    /// channel is archived (410) says nothing of the events.
    private static Outcome outcome(Answer answer) {
        boolean gone = answer.status() == 404 || answer.status() == 410;
        if (gone && answer.usual() instanceof Outcome.Refused(var reason)) {
            return new Outcome.Failed(reason + "; nothing is wrong with the events: check the webhook in Slack", null);
        }
        boolean ok = answer.text().strip().equals("ok");
        return answer.usual() instanceof Outcome.Delivered && !ok
                ? new Outcome.Failed("HTTP " + answer.status() + " without Slack's `ok`", null)
                : answer.usual();
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
