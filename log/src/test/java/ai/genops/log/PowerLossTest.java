package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lives of one log, each ended by a power loss: of what was written and not fsynced, any sectors are on the disk and
/// any are not. Appends, fsync failures and restarts in random order.
@Timeout(120)
class PowerLossTest {
    private static final int LIVES = 25;
    private static final int SECTOR = 512;

    @TempDir
    Path directory;

    private final Set<Long> sent = new HashSet<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private long nextId;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void acknowledgedSurvivesAndNothingIsInvented(long seed) throws Exception {
        var random = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            var disk = new LosingDisk(random);
            try (var log = Log.open(disk, directory, Fixture.config(200), Fixture.CLOCK)) {
                verify(log, "seed %d, life %d".formatted(seed, life));
                for (int burst = random.nextInt(6); burst >= 0; burst--) {
                    disk.forcesFail = random.nextInt(5) == 0;
                    append(log, 1 + random.nextInt(8));
                }
                disk.forcesFail = false;
                disk.powerFails = true;
                append(log, 1 + random.nextInt(8));
            }
            disk.losePower();
        }
    }

    private void append(Log log, int count) {
        var answers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < count; i++) {
            long id = nextId++;
            sent.add(id);
            answers.add(log.append(Fixture.payload(id)).handle((_, refusal) -> {
                if (refusal == null) {
                    acknowledged.add(id);
                }
                return null;
            }));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private void verify(Log log, String when) throws Exception {
        var content = Fixture.read(log, 0);
        assertThat(content.ids()).as(when).isSorted().doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(sent).as(when).containsAll(content.ids());
        assertThat(log.oldestSequence()).as(when).isZero();
        assertThat(log.damage()).as(when + ": a power loss damages nothing").isEmpty();
        assertThat(content.gaps())
                .as(when)
                .allSatisfy(gap -> assertThat(gap.cause()).isEqualTo(LogEntry.Cause.UNACKNOWLEDGED));
    }

    /// Keeps what is written and not yet fsynced by sector, with what was there before.
    private static final class LosingDisk implements Disk {
        private record Sector(Path file, long at, ByteBuffer before) {}

        private final Disk real = new FaultyDisk();
        private final Random random;
        private final List<Sector> unsafe = new ArrayList<>();
        volatile boolean forcesFail;
        /// From now on nothing becomes durable, nor is that noticed: the last fsync never returns a good answer.
        volatile boolean powerFails;

        LosingDisk(Random random) {
            this.random = random;
        }

        synchronized void losePower() throws IOException {
            for (var sector : unsafe.reversed()) {
                if (random.nextBoolean()) {
                    try (var file = new RandomAccessFile(sector.file.toFile(), "rw")) {
                        file.getChannel().write(sector.before.duplicate(), sector.at);
                    }
                }
            }
        }

        private synchronized void remember(Path path, File file, long from, long to) throws IOException {
            for (long at = from / SECTOR * SECTOR; at < to; at += SECTOR) {
                var before = ByteBuffer.allocate(SECTOR);
                file.read(before, at);
                unsafe.add(new Sector(path, at, before.clear()));
            }
        }

        private synchronized void force(Path path) throws IOException {
            if (forcesFail || powerFails) {
                throw new IOException("Input/output error");
            }
            unsafe.removeIf(sector -> sector.file.equals(path));
        }

        @Override
        public File openForReading(Path file) throws IOException {
            return real.openForReading(file);
        }

        @Override
        public File openForWriting(Path path) throws IOException {
            return new LosingFile(path, real.openForWriting(path));
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            real.rename(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            real.delete(file);
            synchronized (this) {
                unsafe.removeIf(sector -> sector.file.equals(file));
            }
        }

        @Override
        public boolean exists(Path file) {
            return real.exists(file);
        }

        @Override
        public List<Path> list(Path directory) throws IOException {
            return real.list(directory);
        }

        @Override
        public long freeBytes(Path directory) throws IOException {
            return real.freeBytes(directory);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            real.forceDirectory(directory);
        }

        private final class LosingFile implements File {
            private final Path path;
            private final File file;

            private LosingFile(Path path, File file) {
                this.path = path;
                this.file = file;
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void read(ByteBuffer target, long position) throws IOException {
                file.read(target, position);
            }

            @Override
            public void write(ByteBuffer[] buffers, int count, long position) throws IOException {
                long bytes = 0;
                for (int i = 0; i < count; i++) {
                    bytes += buffers[i].remaining();
                }
                if (position + bytes <= file.size()) {
                    remember(path, file, position, position + bytes);
                }
                file.write(buffers, count, position);
            }

            @Override
            public void force(boolean size) throws IOException {
                LosingDisk.this.force(path);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }
}
