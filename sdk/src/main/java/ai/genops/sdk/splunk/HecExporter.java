package ai.genops.sdk.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.sdk.http.Answer;
import ai.genops.sdk.http.Poster;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sends spans as events to Splunk's HTTP Event Collector, gzip-packed, in bodies of at most 1 MiB. What may be taken
 * later is sent again; an event that Splunk refuses is given up alone, and those beside it are sent. With a token that
 * acknowledges, a batch is done when Splunk says it is indexed; not acknowledged in time, it is sent once more. An event
 * may so arrive twice, never under another `span_id`. Blocks its caller, a batching processor's thread.
 */
public final class HecExporter implements SpanExporter {
    public static final String CHANNEL = "X-Splunk-Request-Channel";

    private static final int MOST_BYTES = 1 << 20;
    private static final long ACK_POLL_MILLIS = 250;
    private static final int ACK_ROUNDS = 2;
    private static final int MOST_QUOTED = 200;

    private final URI events;
    private final URI acks;
    private final Map<String, String> headers;
    private final Map<String, String> packed;
    private final Poster poster;
    private final Problems problems;
    private final LongSupplier nanos;
    private final long ackNanos;

    /**
     * An exporter to one collector.
     *
     * @param events the full address of the collector's events
     * @param channel the channel of this process, a GUID where the token acknowledges
     * @param ackNanos how long an acknowledgement is waited for
     */
    public HecExporter(
            URI events, String channel, Poster poster, Problems problems, LongSupplier nanos, long ackNanos) {
        this.events = events;
        this.poster = poster;
        this.problems = problems;
        this.nanos = nanos;
        this.ackNanos = ackNanos;
        String path = events.getRawPath();
        int collector = path.indexOf("/services/collector");
        String prefix = collector < 0 ? "" : path.substring(0, collector);
        acks = events.resolve(prefix + "/services/collector/ack?channel=" + channel);
        headers = Map.of(CHANNEL, channel, "Content-Type", "application/json");
        packed = Map.of(CHANNEL, channel, "Content-Type", "application/json", "Content-Encoding", "gzip");
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<byte[]> batch = new ArrayList<>();
        boolean taken = true;
        int bytes = 0;
        for (SpanData span : spans) {
            byte[] event = HecEvent.of(span);
            if (bytes + event.length > MOST_BYTES && !batch.isEmpty()) {
                taken &= send(batch, ACK_ROUNDS);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += event.length;
        }
        taken &= batch.isEmpty() || send(batch, ACK_ROUNDS);
        return taken ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
    }

    /**
     * Sends a batch, or what can be saved of it.
     *
     * @return whether all of it was taken
     */
    private boolean send(List<byte[]> batch, int rounds) {
        Answer answer = poster.post(events, packed, Poster.gzip(joined(batch)), HecReply::isWorthAnotherTry);
        HecReply reply = HecReply.of(answer);
        if (answer.isOk() && reply.code() == 0) {
            return reply.ackId() < 0 || isIndexed(reply.ackId()) || again(batch, rounds);
        }
        if (reply.isAboutAnEvent() && reply.invalidEvent() >= 0 && reply.invalidEvent() < batch.size()) {
            return without(batch, reply.invalidEvent(), answer);
        }
        if ((reply.isAboutAnEvent() || answer.status() == 413) && batch.size() > 1) {
            int half = batch.size() / 2;
            boolean first = send(batch.subList(0, half), rounds);
            return send(batch.subList(half, batch.size()), rounds) && first;
        }
        return lost(batch.size(), answer, reply);
    }

    /** Those before the refused one are in, by Splunk's own account; those behind it are not. */
    private boolean without(List<byte[]> batch, int refused, Answer answer) {
        lost(1, answer, HecReply.of(answer));
        if (refused + 1 < batch.size()) {
            send(batch.subList(refused + 1, batch.size()), ACK_ROUNDS);
        }
        return false;
    }

    private boolean again(List<byte[]> batch, int rounds) {
        if (rounds > 1) {
            return send(batch, rounds - 1);
        }
        problems.report(Kind.EXPORT, batch.size() + " spans were not acknowledged by Splunk in time", batch.size());
        return false;
    }

    private boolean isIndexed(long ackId) {
        byte[] question = ("{\"acks\":[" + ackId + "]}").getBytes(UTF_8);
        long end = nanos.getAsLong() + ackNanos;
        while (true) {
            Answer answer = poster.post(acks, headers, question, HecReply::isWorthAnotherTry);
            if (HecReply.isIndexed(answer, ackId)) {
                return true;
            }
            if (nanos.getAsLong() >= end || !poster.slept(ACK_POLL_MILLIS)) {
                return false;
            }
        }
    }

    private boolean lost(int spans, Answer answer, HecReply reply) {
        String what = spans + " spans were not taken by Splunk at " + events.getHost() + ": HTTP " + answer.status()
                + " " + first(answer.body());
        String advice = reply.isAboutCredentials() ? "; check the token" : "";
        advice = reply.isAboutChannel() ? "; the header X-Splunk-Request-Channel has to be a GUID" : advice;
        advice = reply.code() == 7 ? "; create the index, or permit it to the token" : advice;
        problems.report(Kind.EXPORT, what + advice, spans);
        return false;
    }

    private static String first(String body) {
        String line = body.lines().findFirst().orElse("").strip();
        return line.substring(0, Math.min(MOST_QUOTED, line.length()));
    }

    private static byte[] joined(List<byte[]> batch) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        batch.forEach(body::writeBytes);
        return body.toByteArray();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
