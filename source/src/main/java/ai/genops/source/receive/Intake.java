package ai.genops.source.receive;

import ai.genops.source.Appender;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.JsonTranscoder;
import ai.genops.source.otlp.OtlpValidator;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.buffer.ByteBufAllocator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Checks a request and appends it to the log. Safe for concurrent use.
final class Intake {
    /// What is larger would hold up the other connections of its event loop.
    private static final int LARGE = 512 << 10;
    /// A header is stored with every request, so a client cannot make it long.
    private static final int MAX_HEADER_CHARS = 256;

    private final Appender log;
    private final String inputId;
    private final List<String> headers;
    private final int maxRequestBytes;
    private final ThreadLocal<JsonTranscoder> transcoders;
    private final OtlpStats stats;

    Intake(Appender log, String inputId, List<String> headers, int maxRequestBytes, OtlpStats stats) {
        this.log = new PatientAppender(log);
        this.inputId = inputId;
        this.headers = headers;
        this.maxRequestBytes = maxRequestBytes;
        this.stats = stats;
        transcoders = ThreadLocal.withInitial(() -> new JsonTranscoder(maxRequestBytes));
    }

    /// An empty body for a request.
    Body body(ServiceRequestContext context, Tenant tenant, long expected, int framing) {
        return new Body(context.alloc(), tenant.budget(), expected, maxRequestBytes + framing);
    }

    /// Takes over the body. Completes when the request is durable, or has nothing in it; fails with what
    /// [RefusedException#of] understands.
    CompletionStage<Void> take(
            ServiceRequestContext context,
            RequestHeaders request,
            Tenant tenant,
            Signal signal,
            Format format,
            Body body) {
        Executor executor = body.size() > LARGE ? context.blockingTaskExecutor().withoutContext() : Runnable::run;
        return CompletableFuture.completedFuture(body)
                .thenComposeAsync(whole -> append(context.alloc(), request, tenant, signal, format, whole), executor);
    }

    private CompletionStage<Void> append(
            ByteBufAllocator pool, RequestHeaders request, Tenant tenant, Signal signal, Format format, Body received) {
        int bytes = received.size();
        try {
            return switch (format) {
                case PROTOBUF -> append(request, tenant, signal, received, validate(signal, received), bytes);
                case JSON -> {
                    int events = transcode(signal, received);
                    Body body = copy(pool, tenant, transcoders.get().output());
                    received.release();
                    yield append(request, tenant, signal, body, events, bytes);
                }
            };
        } catch (MalformedException e) {
            received.release();
            throw new RefusedException(Reason.MALFORMED, "the request is not OTLP: " + e.getMessage());
        } catch (RuntimeException e) {
            received.release();
            throw e;
        }
    }

    private static int validate(Signal signal, Body body) throws MalformedException {
        return new OtlpValidator().validate(signal, body.array(), body.offset(), body.size());
    }

    /// A body without content is a request without content, though it is no JSON.
    private int transcode(Signal signal, Body body) throws MalformedException {
        JsonTranscoder transcoder = transcoders.get();
        return body.size() == 0
                ? transcoder.transcodeNothing()
                : transcoder.transcode(signal, body.array(), body.offset(), body.size());
    }

    private CompletionStage<Void> append(
            RequestHeaders request, Tenant tenant, Signal signal, Body body, int events, int bytes) {
        if (events == 0) {
            body.release();
            accepted(tenant, signal, 0, bytes);
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Long> appended;
        try {
            appended = log.append(Envelope.of(signal, inputId, shown(request)), body.view());
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
        return appended.handle((_, failure) -> {
            body.release();
            if (failure != null) {
                throw RefusedException.of(failure);
            }
            accepted(tenant, signal, events, bytes);
            return null;
        });
    }

    private void accepted(Tenant tenant, Signal signal, int events, int bytes) {
        stats.accepted(signal, events, bytes);
        tenant.accepted(events, bytes);
    }

    private Body copy(ByteBufAllocator pool, Tenant tenant, WireWriter from) {
        Body body = new Body(pool, tenant.budget(), from.size(), maxRequestBytes);
        body.write(from.array(), from.size());
        return body;
    }

    private Map<String, String> shown(RequestHeaders request) {
        return shown(request, headers);
    }

    static Map<String, String> shown(RequestHeaders request, List<String> headers) {
        Map<String, String> shown = Map.of();
        for (String name : headers) {
            String value = request.get(name, "");
            if (!value.isEmpty()) {
                shown = shown.isEmpty() ? new LinkedHashMap<>() : shown;
                shown.put(name, value.substring(0, Math.min(value.length(), MAX_HEADER_CHARS)));
            }
        }
        return shown;
    }
}
