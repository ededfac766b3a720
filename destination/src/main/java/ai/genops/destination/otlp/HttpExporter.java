package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.http.Judgement;
import ai.genops.event.Kind;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// OTLP/HTTP with protobuf (OTLP specification, "OTLP/HTTP").
final class HttpExporter implements Exporter {
    private static final String PROTOBUF = "application/x-protobuf";

    private final OtlpSettings settings;
    private final Judgement judgement;
    private final Set<Integer> retryStatuses;
    private final Map<Kind, URI> addresses = new EnumMap<>(Kind.class);
    private final Map<Kind, Connection> connections = new EnumMap<>(Kind.class);

    HttpExporter(OtlpSettings settings, ClientFactory factory, Judgement judgement, Set<Integer> retryStatuses) {
        this.settings = settings;
        this.judgement = judgement;
        this.retryStatuses = retryStatuses;
        for (Kind kind : Kind.values()) {
            URI address = settings.endpoints().of(kind);
            if (address != null) {
                // Without TLS nothing tells whether the other side speaks HTTP/2; everybody speaks HTTP/1.1.
                String scheme = address.getScheme().equals("http") ? "h1c" : "https";
                addresses.put(kind, address);
                connections.put(kind, new Connection(scheme, address, settings.http(), factory));
            }
        }
    }

    @Override
    public Outcome export(Kind kind, byte[] body, int events) throws InterruptedException {
        Connection connection = Objects.requireNonNull(connections.get(kind));
        byte[] sent = settings.gzip() ? Connection.gzip(body) : body;
        try {
            return judge(
                    connection.ask(headers(Objects.requireNonNull(addresses.get(kind))), sent, body.length), events);
        } catch (Connection.NoAnswerException e) {
            return new Outcome.Failed(e.reason(), null);
        }
    }

    private RequestHeaders headers(URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, address.getRawPath() + query);
        headers.set("content-type", PROTOBUF);
        headers.set("user-agent", "genops");
        if (settings.gzip()) {
            headers.set("content-encoding", "gzip");
        }
        settings.headers().forEach((name, value) -> headers.set(name, value.value()));
        return headers.build();
    }

    /// Of the errors only those that the specification names are repeated, and those of credentials: what else a
    /// receiver answers is its judgement of the events. Below 400 it has not judged them.
    private Outcome judge(AggregatedHttpResponse answer, int events) {
        String type = answer.headers().get("content-type", "");
        if (answer.status().isSuccess() && type.startsWith("text/html")) {
            return new Outcome.Failed("a web page answers there, not an OTLP receiver", null);
        }
        if (answer.status().isSuccess()) {
            boolean protobuf = type.startsWith(PROTOBUF);
            return protobuf
                    ? PartialSuccess.outcome(answer.content().byteBuf().nioBuffer(), events)
                    : new Outcome.Delivered();
        }
        String text = type.startsWith(PROTOBUF)
                ? RpcStatus.parse(answer.content().byteBuf().nioBuffer()).message()
                : answer.contentUtf8();
        Outcome usual = judgement.of(answer.headers(), text);
        boolean repeat = answer.status().code() < 500
                || retryStatuses.contains(answer.status().code());
        return usual instanceof Outcome.Failed failed && !repeat ? new Outcome.Refused(failed.reason()) : usual;
    }
}
