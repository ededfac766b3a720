package ai.genops.benchmarks;

import ai.genops.log.Compression;
import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.log.LogEntry;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Writes a log and reads it, in each of its forms, and tells MB of payload per second and per second of CPU.
/// Records are requests as a source appends them; a few MB of them wait for their fsync at any time.
final class LogThroughput {
    private static final int WINDOW = 64;
    private static final long MB = 1_000_000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final long bytes;
    private final ByteBuffer record = ByteBuffer.allocateDirect(Records.traces().remaining())
            .put(Records.traces())
            .flip();

    private LogThroughput(Path folder, long bytes) {
        this.folder = folder;
        this.bytes = bytes;
    }

    private record Cost(double seconds, double cpuSeconds) {}

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var run = new LogThroughput(Path.of(arguments[0]), Long.parseLong(arguments[1]) * MB);
        for (var compression : Compression.values()) {
            for (boolean encrypted : new boolean[] {false, true}) {
                run.measure(compression, encrypted);
            }
        }
    }

    private void measure(Compression compression, boolean encrypted) throws Exception {
        var random = new SecureRandom();
        var keys = new KeyRing(new TreeMap<>(Map.of(1, random.generateSeed(32))));
        var plain = new LogConfig(2 * bytes + (256 << 20), 32 << 20, 20_000_000, 64 << 20, Duration.ofDays(7));
        var config = encrypted ? plain.with(new Encryption(keys, random)) : plain;
        var place = Files.createTempDirectory(folder, "log");
        try (var log = Log.open(place, config.with(compression), InstantSource.system())) {
            write(log, Math.min(bytes, 100 * MB)); // compiled by now
            long from = log.nextSequence();
            var writing = cost(() -> write(log, bytes));
            var reading = cost(() -> read(log, from));
            System.out.printf(
                    Locale.ROOT,
                    "%-5s %-9s  write %6.0f MB/s %6.0f MB/CPU-s   read %6.0f MB/s %6.0f MB/CPU-s   %d records an fsync%n",
                    compression.name().toLowerCase(Locale.ROOT),
                    encrypted ? "encrypted" : "plain",
                    rate(writing.seconds),
                    rate(writing.cpuSeconds),
                    rate(reading.seconds),
                    rate(reading.cpuSeconds),
                    log.stats().counters().appends() / log.stats().counters().fsyncs());
        } finally {
            delete(place);
        }
    }

    private double rate(double seconds) {
        return bytes / seconds / MB;
    }

    private static Cost cost(Work work) throws Exception {
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, (PROCESS.getProcessCpuTime() - cpu) / 1e9);
    }

    private void write(Log log, long payload) {
        Deque<CompletableFuture<Long>> waiting = new ArrayDeque<>();
        for (long left = payload; left > 0; left -= record.remaining()) {
            if (waiting.size() == WINDOW) {
                waiting.remove().join();
            }
            waiting.add(log.append(record));
        }
        waiting.forEach(CompletableFuture::join);
    }

    private static void read(Log log, long from) throws IOException, InterruptedException {
        long end = log.nextSequence();
        try (var reader = log.reader(from)) {
            while (reader.nextSequence() < end) {
                if (reader.poll(Duration.ZERO) instanceof LogEntry.Gap gap) {
                    throw new IllegalStateException("the log has lost what it was given: " + gap);
                }
            }
        }
    }

    private static void delete(Path place) throws IOException {
        try (var files = Files.list(place)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(place);
    }
}
