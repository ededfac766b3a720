package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.http.Judgement;
import ai.genops.event.Kind;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import com.linecorp.armeria.client.ClientFactory;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Sends events as OTLP requests, one for each signal that is among them.
final class OtlpTransport implements Transport {
    private final OtlpSettings settings;
    private final Set<Integer> retryStatuses;
    private final Redaction redaction = new Redaction();
    private @Nullable ClientFactory connections;
    private @Nullable Exporter exporter;

    OtlpTransport(OtlpSettings settings, Set<Integer> retryStatuses) {
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        settings.endpoints().redact(redaction);
        settings.headers().values().forEach(redaction::add);
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        route.options().choice("output_format", "otlp", List.of("otlp"));
        RouteKeys.finish(route.options());
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        if (settings.missing().isEmpty()) {
            kinds.removeIf(kind -> settings.endpoints().of(kind) == null);
        }
        return new OtlpEncoder(kinds);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        ClientFactory factory = HttpSender.factory(settings.http());
        connections = factory;
        exporter = settings.grpc()
                ? new GrpcExporter(settings, factory)
                : new HttpExporter(settings, factory, new Judgement(retryStatuses, runtime.clock()), retryStatuses);
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        Outcome[] outcomes = new Outcome[request.events()];
        for (Kind kind : Kind.values()) {
            int[] those = IntStream.range(0, request.events())
                    .filter(i -> Grouping.kind(request.event(i)) == kind)
                    .toArray();
            if (those.length > 0) {
                place(export(kind, request, those), those, outcomes);
            }
        }
        List<Outcome> each = List.of(outcomes);
        return each.stream().distinct().count() == 1 ? each.getFirst() : new Outcome.Each(each);
    }

    private Outcome export(Kind kind, Request request, int[] those) throws InterruptedException {
        var grouping = new Grouping();
        for (int i : those) {
            grouping.add(request.event(i));
        }
        return Objects.requireNonNull(exporter).export(kind, grouping.toRequest(), those.length);
    }

    private static void place(Outcome outcome, int[] those, Outcome[] outcomes) {
        List<Outcome> parts = outcome instanceof Outcome.Each each ? each.outcomes() : List.of();
        for (int i = 0; i < those.length; i++) {
            outcomes[those[i]] = parts.isEmpty() ? outcome : parts.get(i);
        }
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}
