package ai.genops.source.hec;

import ai.genops.source.config.HecToken;
import ai.genops.source.receive.Body;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers which requests of a channel are safe: `{"acks":[0,1]}` is answered with `{"acks":{"0":true,"1":false}}`
/// (Splunk: "About HTTP Event Collector Indexer Acknowledgment").
final class AckService implements HttpService {
    private final Gate gate;
    private final Channels channels;
    private final Collector bodies;
    private final HecStats stats;

    AckService(Gate gate, Channels channels, Collector bodies, HecStats stats) {
        this.gate = gate;
        this.channels = channels;
        this.bodies = bodies;
        this.stats = stats;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        try {
            QueryParams query = QueryParams.fromQueryString(context.query());
            if (request.method() != HttpMethod.POST) {
                throw new HecRefusal(HecCode.METHOD_NOT_ALLOWED);
            }
            HecToken token = gate.admit(request.headers(), query);
            String channel = channel(token, request, query);
            return HttpResponse.of(bodies.body(context, request)
                    .thenApply(body -> Replies.acknowledgements(answers(token, channel, body)))
                    .exceptionally(failure -> refuse(failure, token.name())));
        } catch (RuntimeException e) {
            var _ = request.subscribe();
            return refuse(e, HecStats.NO_TOKEN);
        }
    }

    private HttpResponse refuse(Throwable failure, String token) {
        HecRefusal refusal = HecRefusal.of(failure);
        return Replies.refusal(refusal.token().isEmpty() ? refusal.by(token) : refusal, stats, failure);
    }

    private static String channel(HecToken token, HttpRequest request, QueryParams query) {
        HecCode wrong = null;
        String channel = Collector.channelOf(request.headers(), query);
        if (!token.useAck()) {
            wrong = HecCode.ACK_DISABLED;
        } else if (channel.isEmpty()) {
            wrong = HecCode.CHANNEL_MISSING;
        } else if (!Channels.isUsable(channel)) {
            wrong = HecCode.INVALID_CHANNEL;
        }
        if (wrong != null) {
            throw new HecRefusal(wrong).by(token.name());
        }
        return channel;
    }

    private Map<Long, Boolean> answers(HecToken token, String channel, Body body) {
        Map<Long, Boolean> answers = new LinkedHashMap<>();
        try (JsonParser in = EventReader.JSON.createParser(body.array(), body.offset(), body.size())) {
            if (in.nextToken() == null) {
                throw new HecRefusal(HecCode.NO_DATA);
            }
            boolean found = false;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean acks = in.currentName().equals("acks") && in.nextToken() == JsonToken.START_ARRAY;
                found |= acks;
                while (acks && in.nextToken() != JsonToken.END_ARRAY) {
                    long id = in.getLongValue();
                    answers.putIfAbsent(id, false);
                    answers.compute(
                            id, (_, known) -> Boolean.TRUE.equals(known) || channels.ask(token.name(), channel, id));
                }
                if (!acks) {
                    in.skipChildren();
                }
            }
            if (!found) {
                throw new HecRefusal(HecCode.INVALID_DATA);
            }
            return answers;
        } catch (IOException e) {
            throw new HecRefusal(HecCode.INVALID_DATA);
        } finally {
            body.release();
        }
    }
}
