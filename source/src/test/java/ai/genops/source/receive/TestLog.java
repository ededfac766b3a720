package ai.genops.source.receive;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.AppendRefusedException;
import ai.genops.source.Appender;
import ai.genops.source.otlp.OtlpDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A log in memory, which can be told to refuse.
public final class TestLog implements Appender {
    private final List<byte[]> records = new ArrayList<>();
    private int refusals;
    private AppendRefusedException.Why why = AppendRefusedException.Why.BUSY;
    private boolean holding;
    private final List<CompletableFuture<Long>> held = new ArrayList<>();

    public synchronized void refuse(int times, AppendRefusedException.Why reason) {
        refusals = times;
        why = reason;
    }

    /// From now on appends wait for [#release].
    public synchronized void hold() {
        holding = true;
    }

    public synchronized void release() {
        holding = false;
        held.forEach(append -> append.complete(0L));
        held.clear();
    }

    @Override
    public synchronized CompletionStage<Long> append(ByteBuffer... parts) {
        if (refusals > 0) {
            refusals--;
            return CompletableFuture.failedFuture(
                    new AppendRefusedException(why, "the log takes nothing now", Duration.ofMillis(1200)));
        }
        int length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        ByteBuffer record = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) {
            record.put(part.duplicate());
        }
        records.add(record.array());
        if (holding) {
            CompletableFuture<Long> append = new CompletableFuture<>();
            held.add(append);
            return append;
        }
        return CompletableFuture.completedFuture((long) records.size());
    }

    public synchronized int records() {
        return records.size();
    }

    public synchronized int waiting() {
        return held.size();
    }

    public synchronized void read(Consumer<Event> each) {
        OtlpDecoder decoder = new OtlpDecoder();
        long offset = 0;
        try {
            for (byte[] record : records) {
                decoder.decode(offset++, 1_763_600_000_000L, ByteBuffer.wrap(record), each);
            }
        } catch (UndecodableException e) {
            throw new AssertionError(e);
        }
    }

    public List<String> events() {
        List<String> events = new ArrayList<>();
        read(event -> {
            JsonBuffer out = new JsonBuffer(256);
            EventJson.write(event, out);
            events.add(out.toString());
        });
        return events;
    }
}
