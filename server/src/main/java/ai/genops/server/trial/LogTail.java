package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.log.LogEntry;
import ai.genops.log.LogInspector;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.otlp.OtlpDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The last events of a log, whether or not a server has it open. Consumers and their checkpoints are not touched.
public final class LogTail {
    /// Records looked at first, and how many times more at each further look: one may hold thousands of events, and
    /// all are in memory until enough are found.
    private static final int FIRST_LOOK = 4;

    private final LogInspector log;

    public LogTail(LogInspector log) {
        this.log = log;
    }

    /// `payload` is backed by an array of its own.
    private record Stored(long offset, long appendedMillis, ByteBuffer payload, int events) {}

    /// Passes on the last `count` events, oldest first, each as it was received; returns how many there were.
    public int last(int count, Consumer<Event> each) throws IOException {
        var segments = log.segments();
        if (segments.isEmpty()) {
            return 0;
        }
        long oldest = segments.getFirst().first();
        long end = segments.getLast().next();
        List<Stored> records = new ArrayList<>();
        long from = end;
        int found = 0;
        for (long step = FIRST_LOOK; found < count && from > oldest; step *= FIRST_LOOK) {
            long to = from;
            from = Math.max(oldest, from - step);
            List<Stored> more = read(from, to);
            found += more.stream().mapToInt(Stored::events).sum();
            records.addAll(0, more);
        }
        return pass(records, Math.max(0, found - count), each);
    }

    private static int pass(List<Stored> records, int skip, Consumer<Event> each) throws IOException {
        var decoder = new OtlpDecoder();
        int[] place = {0};
        for (Stored record : records) {
            decode(decoder, record, event -> {
                if (place[0]++ >= skip) {
                    each.accept(event);
                }
            });
        }
        return place[0] - skip;
    }

    private List<Stored> read(long from, long to) throws IOException {
        var decoder = new OtlpDecoder();
        List<Stored> records = new ArrayList<>();
        log.read(from, to, entry -> {
            if (entry instanceof LogEntry.Stored stored) {
                byte[] payload = new byte[stored.payload().remaining()];
                stored.payload().get(payload);
                var record = new Stored(stored.sequence(), stored.appendedMillis(), ByteBuffer.wrap(payload), 0);
                int events = decode(decoder, record, _ -> {});
                records.add(new Stored(record.offset(), record.appendedMillis(), record.payload(), events));
            }
            return true;
        });
        return records;
    }

    /// A record nobody can decode has no events, here as on the server.
    private static int decode(OtlpDecoder decoder, Stored record, Consumer<Event> each) {
        try {
            return decoder.decode(
                    record.offset(), record.appendedMillis(), record.payload().duplicate(), each);
        } catch (UndecodableException e) {
            return 0;
        }
    }
}
