package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.log.LogEntry;
import ai.genops.log.LogInspector;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.otlp.OtlpDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Records of a stretch of the log, by chance that is none: those whose sequence has the smallest hash. So each record
/// is as likely as any other to be among them, and the same log gives the same ones. At most so many, so large and of
/// so many events as can be held and taken through two pipelines.
final class LogSample {
    /// Bounds of a sample.
    ///
    /// @param events of all records together; the first [#LEAST] are taken whatever they hold
    record Bounds(int records, long bytes, long events) {
        static final Bounds USUAL = new Bounds(4000, 64 << 20, 20_000);
    }

    /// Fewer say nothing about how far off an estimate may be.
    static final int LEAST = 10;

    private final List<Chosen> chosen;
    private final long population;

    /// `payload` is backed by an array of its own.
    private record Chosen(long hash, long offset, long appendedMillis, ByteBuffer payload) {}

    private LogSample(List<Chosen> chosen, long population) {
        this.chosen = chosen;
        this.population = population;
    }

    /// Looks through the records of the time before `end`.
    ///
    /// @param progress how far it is; stops the work by throwing
    static LogSample of(LogInspector log, Instant end, Duration time, Bounds bounds, Progress progress)
            throws IOException {
        var reader = new Reader(end.minus(time), time, bounds, progress);
        log.readBetween(end.minus(time), end, reader::take);
        return new LogSample(reader.chosen(), reader.population);
    }

    /// How many there are in all.
    long population() {
        return population;
    }

    int records() {
        return chosen.size();
    }

    /// Passes on every event of the sample in the log's order; a record that nobody can decode has none.
    void each(Consumer<Event> event, Runnable endOfRecord, Progress progress) {
        var decoder = new OtlpDecoder();
        int done = 0;
        for (Chosen record : chosen) {
            progress.at((double) done++ / chosen.size());
            decode(decoder, record, event);
            endOfRecord.run();
        }
    }

    private static int decode(OtlpDecoder decoder, Chosen record, Consumer<Event> each) {
        try {
            return decoder.decode(
                    record.offset(), record.appendedMillis(), record.payload().duplicate(), each);
        } catch (UndecodableException e) {
            return 0;
        }
    }

    /// The last mixing of splitmix64 (Steele, Lea, Flood 2014): close numbers become far ones.
    static long hash(long sequence) {
        long mixed = sequence + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) >>> 1;
    }

    private static final class Reader {
        private static final Comparator<Chosen> BY_HASH = Comparator.comparingLong(Chosen::hash);

        private final PriorityQueue<Chosen> smallest = new PriorityQueue<>(BY_HASH.reversed());
        private final Instant from;
        private final Duration time;
        private final Bounds bounds;
        private final Progress progress;
        private long limit = Long.MAX_VALUE;
        private long population;
        private long bytes;

        Reader(Instant from, Duration time, Bounds bounds, Progress progress) {
            this.from = from;
            this.time = time;
            this.bounds = bounds;
            this.progress = progress;
        }

        boolean take(LogEntry entry) {
            if (entry instanceof LogEntry.Stored stored) {
                if (population++ % 1024 == 0) {
                    progress.at((double) (stored.appendedMillis() - from.toEpochMilli()) / time.toMillis());
                }
                long hash = hash(stored.sequence());
                if (hash < limit) {
                    add(hash, stored);
                }
            }
            return true;
        }

        /// What was put out once sets the limit: the sample is all whose hash is below it.
        private void add(long hash, LogEntry.Stored stored) {
            byte[] payload = new byte[stored.payload().remaining()];
            stored.payload().get(payload);
            bytes += payload.length;
            smallest.add(new Chosen(hash, stored.sequence(), stored.appendedMillis(), ByteBuffer.wrap(payload)));
            while (smallest.size() > LEAST && (smallest.size() > bounds.records() || bytes > bounds.bytes())) {
                Chosen out = smallest.remove();
                bytes -= out.payload().remaining();
                limit = out.hash();
            }
        }

        /// As many, from the smallest hash on, as have not too many events together.
        List<Chosen> chosen() {
            var decoder = new OtlpDecoder();
            List<Chosen> chosen = new ArrayList<>();
            long events = 0;
            for (Chosen record : smallest.stream().sorted(BY_HASH).toList()) {
                events += decode(decoder, record, _ -> {});
                if (events > bounds.events() && chosen.size() >= LEAST) {
                    break;
                }
                chosen.add(record);
            }
            chosen.sort(Comparator.comparingLong(Chosen::offset));
            return List.copyOf(chosen);
        }
    }
}
