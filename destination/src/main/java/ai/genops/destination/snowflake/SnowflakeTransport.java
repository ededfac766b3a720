package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.lane.Lanes;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.EventJson;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Streams events into tables of Snowflake. A row is the event in its route's template, else in the destination's,
/// else as the JSON it is stored as: an object whose members are columns, or all of it in one column.
final class SnowflakeTransport implements Transport {
    private final SnowflakeSettings settings;
    private final Set<Integer> retryStatuses;
    private final Lanes<Target> targets = new Lanes<>();
    private final Redaction redaction = new Redaction();
    /// Held by whoever sends: a channel takes one request after the other.
    private final ReentrantLock sending = new ReentrantLock();

    private final Map<Target, Channel> channels = new HashMap<>();
    private @Nullable Connected connected;

    /// What there is between start and close.
    private record Connected(Session session, InstantSource clock) {}

    SnowflakeTransport(SnowflakeSettings settings, Set<Integer> retryStatuses) {
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        redaction.add(settings.privateKey());
        redaction.add(settings.passphrase());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    /// Offset tokens name rows by their batches.
    @Override
    public boolean keepsBatches() {
        return true;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "snowflake", List.of("snowflake", "json"));
        Target target = Target.read(options);
        RouteKeys.finish(options);
        Names.checkTemplate(own, "payload_template", options);
        Target chosen = target != null ? target : settings.target();
        if (chosen == null) {
            String text = "neither the route nor its destination names a `table`";
            options.problems().error(options.at(), text, "Add `table: name` to one of them.");
            return (_, _) -> {};
        }
        return targets.mark(chosen, row(own != null ? own : settings.template(), route));
    }

    private Encoder row(@Nullable PayloadTemplate template, Route route) {
        String column = settings.variantColumn();
        if (template != null) {
            return template.compile(route.scope(), redaction);
        }
        return column.isEmpty()
                ? EventJson::write
                : (event, out) -> {
                    out.ascii("{\"").ascii(column).ascii("\":");
                    EventJson.write(event, out);
                    out.raw('}');
                };
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        connected = new Connected(new Session(settings, retryStatuses, runtime.clock()), runtime.clock());
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        sending.lockInterruptibly();
        try {
            return targets.send(request, lane -> channel(lane.target(), request).deliver(new Rows(request, lane)));
        } finally {
            sending.unlock();
        }
    }

    /// Dead letters come long after the rows that followed them: in the channel of those they would count as being in.
    private Channel channel(Target target, Request request) {
        if (!request.isSentAgain()) {
            return channels.computeIfAbsent(target, _ -> channel(target, settings.channel()));
        }
        String letters = request.id().replaceAll("[^A-Za-z0-9]", "_") + "_" + request.batchMillis();
        return channel(target, settings.channel() + "_AGAIN_" + letters);
    }

    private Channel channel(Target target, String name) {
        Connected now = Objects.requireNonNull(connected);
        return new Channel(now.session, settings, now.clock, target, name);
    }

    @Override
    public void close() {
        if (connected != null) {
            connected.session.close();
        }
    }
}
