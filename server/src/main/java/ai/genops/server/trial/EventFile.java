package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.JsonTranscoder;
import ai.genops.source.otlp.OtlpDecoder;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.MalformedException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Events written down as JSON, one value after the other, on as many lines as wanted: events as the destination `file`
/// and `genops log export` write them, and whole OTLP requests of any signal.
public final class EventFile {
    private static final int MAX_REQUEST_BYTES = 64 << 20;
    private static final Map<String, Signal> REQUESTS =
            Map.of("resourceSpans", Signal.TRACES, "resourceLogs", Signal.LOGS, "resourceMetrics", Signal.METRICS);

    private final byte[] json;
    private final String name;
    private final long nowMillis;
    private long offset;

    /// @param name as it is called in errors
    /// @param nowMillis when OTLP requests arrive; an event by itself arrives at its own time
    public EventFile(byte[] json, String name, long nowMillis) {
        this.json = json;
        this.name = name;
        this.nowMillis = nowMillis;
    }

    /// Passes on every event, each before the next is made; numbered as if each value were a record of the log.
    /// @throws IllegalArgumentException naming the line that is wrong
    public void each(Consumer<Event> each) {
        int line = 0;
        try (JsonParser in = JsonValues.JSON.createParser(json)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                line = in.currentTokenLocation().getLineNr();
                int from = (int) in.currentTokenLocation().getByteOffset();
                Object value = JsonValues.read(in);
                int to = (int) in.currentLocation().getByteOffset();
                one(value, from, to, each);
                offset++;
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    name + ":" + (at == null ? line : at.getLineNr()) + ": is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | MalformedException | UndecodableException e) {
            throw new IllegalArgumentException(name + ":" + line + ": " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage());
        }
    }

    private void one(@Nullable Object value, int from, int to, Consumer<Event> each)
            throws MalformedException, UndecodableException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("an event must be a JSON object, is " + value);
        }
        for (var request : REQUESTS.entrySet()) {
            if (map.containsKey(request.getKey())) {
                otlp(request.getValue(), from, to, each);
                return;
            }
        }
        @SuppressWarnings("unchecked") // as JsonValues makes objects
        var event = (Map<String, @Nullable Object>) map;
        each.accept(EventMaker.make(event, offset, nowMillis));
    }

    private void otlp(Signal signal, int from, int to, Consumer<Event> each)
            throws MalformedException, UndecodableException {
        var transcoder = new JsonTranscoder(MAX_REQUEST_BYTES);
        transcoder.transcode(signal, json, from, to - from);
        ByteBuffer head = Envelope.of(signal, EventMaker.INPUT, Map.of());
        byte[] body =
                Arrays.copyOf(transcoder.output().array(), transcoder.output().size());
        ByteBuffer record = ByteBuffer.allocate(head.remaining() + body.length)
                .put(head)
                .put(body)
                .flip();
        new OtlpDecoder().decode(offset, nowMillis, record, each);
    }
}
