package ai.genops.source.hec;

import ai.genops.source.Appender;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.HecToken;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.Body;
import ai.genops.source.receive.BodyReader;
import ai.genops.source.receive.Budget;
import ai.genops.source.receive.CollectedOtlp;
import ai.genops.source.receive.PatientAppender;
import ai.genops.source.receive.Tenant;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Takes requests with data: events, lines, or OTLP. One is answered with success when its record is durable. Safe for
/// concurrent use.
final class Collector {
    /// What is larger would hold up the other connections of its event loop.
    private static final int LARGE = 256 << 10;
    /// An event's text stands in the log beside what was read from it.
    private static final int LARGER_AS_RECORD = 4;

    private static final String CHANNEL_HEADER = "x-splunk-request-channel";

    private final HecSourceConfig config;
    private final Gate gate;
    private final Channels channels;
    private final Appender log;
    private final Budget budget;
    private final CollectedOtlp otlp;
    private final HecStats stats;
    private final ThreadLocal<RecordWriter> writers = ThreadLocal.withInitial(RecordWriter::new);

    Collector(
            HecSourceConfig config,
            Gate gate,
            Channels channels,
            Appender log,
            Budget budget,
            CollectedOtlp otlp,
            HecStats stats) {
        this.config = config;
        this.gate = gate;
        this.channels = channels;
        this.log = new PatientAppender(log);
        this.budget = budget;
        this.otlp = otlp;
        this.stats = stats;
    }

    /// How a body is read.
    enum Form {
        EVENTS,
        LINES
    }

    /// A request on its way.
    ///
    /// @param channel under which it is acknowledged; empty: it is not
    private record Sent(
            ServiceRequestContext context,
            RequestHeaders headers,
            QueryParams query,
            HecToken token,
            String channel,
            Tenant tenant) {}

    HttpResponse serve(ServiceRequestContext context, HttpRequest request, Form form) {
        String token = HecStats.NO_TOKEN;
        try {
            RequestHeaders headers = request.headers();
            QueryParams query = QueryParams.fromQueryString(context.query());
            if (headers.method() != HttpMethod.POST) {
                throw new HecRefusal(HecCode.METHOD_NOT_ALLOWED);
            }
            HecToken admitted = gate.admit(headers, query);
            token = admitted.name();
            String channel = channel(admitted, headers, query);
            var sent = new Sent(context, headers, query, admitted, channel, otlp.admit(headers));
            return HttpResponse.of(receive(sent, request, form)
                    .handleAsync(
                            (answer, failure) -> failure == null ? answer : refuse(admitted.name(), failure),
                            context.eventLoop().withoutContext()));
        } catch (RuntimeException e) {
            // What still arrives is read and dropped: a client that is cut off would not see the answer.
            var _ = request.subscribe();
            return refuse(token, e);
        }
    }

    private HttpResponse refuse(String token, Throwable failure) {
        HecRefusal refusal = HecRefusal.of(failure);
        return Replies.refusal(refusal.token().isEmpty() ? refusal.by(token) : refusal, stats, failure);
    }

    /// The channel that a request is acknowledged under, empty if there is none that can be used, which strictly is
    /// wrong.
    private String channel(HecToken token, RequestHeaders headers, QueryParams query) {
        if (!token.useAck()) {
            return "";
        }
        String channel = channelOf(headers, query);
        if (Channels.isUsable(channel)) {
            return channel;
        }
        if (config.strict()) {
            throw new HecRefusal(channel.isEmpty() ? HecCode.CHANNEL_MISSING : HecCode.INVALID_CHANNEL);
        }
        return "";
    }

    static String channelOf(RequestHeaders headers, QueryParams query) {
        String header = headers.get(CHANNEL_HEADER, "").strip();
        return header.isEmpty() ? query.get("channel", "").strip() : header;
    }

    private CompletionStage<HttpResponse> receive(Sent sent, HttpRequest request, Form form) {
        return body(sent.context, request, sent.tenant.budget())
                .thenComposeAsync(body -> take(sent, body, form), executor(sent, request));
    }

    /// The whole body of a request without data, inflated.
    CompletableFuture<Body> body(ServiceRequestContext context, HttpRequest request) {
        return body(context, request, budget);
    }

    private CompletableFuture<Body> body(ServiceRequestContext context, HttpRequest request, Budget room) {
        int limit = config.limits().maxRequestBytes();
        long length = request.headers().contentLength();
        if (length > limit) {
            throw new HecRefusal(HecCode.TOO_LARGE);
        }
        Body into = new Body(context.alloc(), room, length, limit);
        return BodyReader.readEncoded(context, request, into, request.headers().get(HttpHeaderNames.CONTENT_ENCODING));
    }

    private static Executor executor(Sent sent, HttpRequest request) {
        boolean large = request.headers().contentLength() > LARGE
                || request.headers().contains(HttpHeaderNames.CONTENT_ENCODING);
        return large ? sent.context.blockingTaskExecutor().withoutContext() : Runnable::run;
    }

    private CompletionStage<HttpResponse> take(Sent sent, Body body, Form form) {
        if (OtlpShape.isProtobuf(sent.headers.get(HttpHeaderNames.CONTENT_TYPE))) {
            Signal signal = OtlpShape.ofProtobuf(body.array(), body.offset(), body.size());
            return otlp.protobuf(sent.context, sent.headers, sent.tenant, signal, body);
        }
        Signal json = OtlpShape.ofJson(body.array(), body.offset(), body.size());
        if (json != null) {
            return otlp.json(sent.context, sent.headers, sent.tenant, json, body);
        }
        int bytes = body.size();
        Body record;
        HecRefusal refusal;
        int events;
        try {
            RecordWriter out = writers.get();
            refusal = read(sent, form, body, out);
            events = out.end();
            record = events == 0 ? null : copy(sent, out);
        } finally {
            body.release();
        }
        if (record == null) {
            throw refusal == null ? new HecRefusal(HecCode.NO_DATA) : refusal;
        }
        return append(sent, record).thenApply(_ -> answer(sent, events, bytes, refusal));
    }

    /// As whom the client has addressed this collector: the host of events for which none is said, as in Splunk.
    private static String addressed(RequestHeaders headers) {
        String authority = headers.authority();
        return authority == null ? "" : authority;
    }

    /// @throws HecRefusal if nothing of the request may be taken
    private @Nullable HecRefusal read(Sent sent, Form form, Body body, RecordWriter out) {
        HecToken token = sent.token;
        Filing query = new Filing(
                sent.query.get("host", ""),
                sent.query.get("source", ""),
                sent.query.get("sourcetype", ""),
                sent.query.get("index", ""));
        Filing defaults = query.or(new Filing(token.host(), token.source(), token.sourcetype(), token.index()))
                .or(new Filing(addressed(sent.headers), "", "", ""));
        if (!query.index().isEmpty() && !token.permits(query.index())) {
            throw new HecRefusal(HecCode.INCORRECT_INDEX, 0);
        }
        int most = (int) Math.min(
                Integer.MAX_VALUE / 2, (long) LARGER_AS_RECORD * config.limits().maxRequestBytes());
        boolean extractTime = flag(sent.query, "auto_extract_timestamp");
        HecRefusal refusal = null;
        switch (form) {
            case EVENTS ->
                refusal = new EventReader(out, most, defaults, token::permits, extractTime)
                        .read(body.array(), body.offset(), body.size());
            case LINES ->
                new LineReader(out, most, defaults, time(sent.query), extractTime)
                        .read(body.array(), body.offset(), body.size());
        }
        if (refusal != null && refusal.code() == HecCode.TOO_LARGE) {
            throw refusal;
        }
        return refusal;
    }

    private static boolean flag(QueryParams query, String name) {
        return switch (query.get(name, "").toLowerCase(Locale.ROOT)) {
            case "", "false", "f", "0" -> false;
            case "true", "t", "1" -> true;
            default -> throw new HecRefusal(HecCode.INVALID_DATA);
        };
    }

    private static long time(QueryParams query) {
        String text = query.get("time", "");
        long time = EpochTime.nanos(text);
        if (!text.isEmpty() && time == EpochTime.NONE) {
            throw new HecRefusal(HecCode.INVALID_DATA);
        }
        return time;
    }

    private static Body copy(Sent sent, RecordWriter from) {
        int size = from.output().size();
        Body body = new Body(sent.context.alloc(), sent.tenant.budget(), size, size);
        body.write(from.output().array(), size);
        return body;
    }

    private CompletionStage<Void> append(Sent sent, Body record) {
        CompletionStage<Long> appended;
        try {
            appended = log.append(Envelope.ofHec(config.inputId(), otlp.shown(sent.headers)), record.view());
        } catch (RuntimeException e) {
            record.release();
            throw e;
        }
        return appended.handle((_, failure) -> {
            record.release();
            if (failure != null) {
                throw HecRefusal.of(failure);
            }
            return null;
        });
    }

    /// Of a request whose events, or those before the first that is wrong, are durable.
    private HttpResponse answer(Sent sent, int events, int bytes, @Nullable HecRefusal refusal) {
        String token = sent.token.name();
        stats.events(token, events, bytes);
        sent.tenant.accepted(events, bytes);
        if (refusal != null) {
            return refuse(token, refusal);
        }
        stats.accepted(token);
        return sent.channel.isEmpty()
                ? Replies.of(HecCode.SUCCESS)
                : Replies.success(channels.give(token, sent.channel));
    }
}
