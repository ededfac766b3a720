package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogInspectorTest {
    private static final KeyRing KEYS = new KeyRing(new TreeMap<>(Map.of(3, new byte[KeyRing.KEY_BYTES])));

    @TempDir
    Path directory;

    private final Instant start = Fixture.CLOCK.instant();
    private final AtomicReference<Instant> now = new AtomicReference<>(start);

    private Log open(LogConfig config) throws Exception {
        return Log.open(new FaultyDisk(), directory, config, now::get);
    }

    private LogInspector inspector() {
        return LogInspector.of(directory, KEYS);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void runningAndClosedLogAreListedAlike() throws Exception {
        List<LogInspector.SegmentInfo> running;
        try (var log = open(Fixture.CONFIG.with(Compression.ZSTD).with(new Encryption(KEYS, new SecureRandom())))) {
            Fixture.append(log, 0, 100);
            running = inspector().segments();
        }
        var closed = LogInspector.of(directory, null).segments();
        assertThat(closed).hasSameSizeAs(running).hasSizeGreaterThan(2);
        assertThat(closed.getFirst()).isEqualTo(running.getFirst());
        assertThat(closed.getLast().next()).isEqualTo(100);
        assertThat(closed.stream().mapToLong(LogInspector.SegmentInfo::records).sum())
                .isEqualTo(100);
        assertThat(closed.getFirst()).satisfies(segment -> {
            assertThat(segment.first()).isZero();
            assertThat(segment.keyId()).isEqualTo(3);
            assertThat(segment.sealed()).isTrue();
            assertThat(segment.firstAppendedMillis()).isEqualTo(start.toEpochMilli());
            assertThat(segment.usedBytes()).isBetween(12_000L, segment.fileBytes());
        });
        assertThat(inspector().verify().isSound()).isTrue();
        assertThat(inspector().verify().records()).isEqualTo(100);
        assertThatThrownBy(() -> LogInspector.of(directory, null).verify()).isInstanceOf(LogKeyException.class);
    }

    @Test
    void lagIsToldInRecordsBytesAndTime() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            log.checkpoints().register("done", 0);
            log.checkpoints().register("slow", 0);
            Fixture.append(log, 0, 50);
            log.checkpoints().commit("done", 50);
            var consumers = inspector().consumers(start.plus(Duration.ofSeconds(90)));
            assertThat(consumers.getFirst()).isEqualTo(new LogInspector.ConsumerInfo("done", 50, 0, 0, 0));
            assertThat(consumers.getLast()).satisfies(slow -> {
                assertThat(slow.name()).isEqualTo("slow");
                assertThat(slow.lagRecords()).isEqualTo(50);
                assertThat(slow.lagBytes()).isBetween(50 * 200L, 50 * 800L);
                assertThat(slow.lagMillis()).isEqualTo(90_000);
            });
        }
    }

    @Test
    void rangesOfSequencesAndOfTimeAreRead() throws Exception {
        try (var log = open(Fixture.config(5))) {
            for (long id = 0; id < 200; id++) {
                now.set(start.plusSeconds(id));
                Fixture.append(log, id);
            }
            var ids = new ArrayList<Long>();
            var gaps = new ArrayList<LogEntry.Gap>();
            LogInspector.Sink sink = entry -> {
                switch (entry) {
                    case LogEntry.Stored record -> ids.add(Fixture.id(record.payload()));
                    case LogEntry.Gap gap -> gaps.add(gap);
                }
                return ids.size() < 60;
            };
            inspector().read(150, 170, sink);
            assertThat(ids).isEqualTo(range(150, 170));
            ids.clear();
            inspector().readBetween(start.plusSeconds(160), start.plusSeconds(190), sink);
            assertThat(ids).isEqualTo(range(160, 190));
            assertThat(gaps).isEmpty();
            ids.clear();
            inspector().read(0, Long.MAX_VALUE, sink);
            long oldest = gaps.getFirst().next();
            assertThat(gaps).containsExactly(new LogEntry.Gap(0, oldest, LogEntry.Cause.RECYCLED));
            assertThat(oldest).isBetween(1L, log.oldestSequence());
            assertThat(ids).as("until the sink has enough").isEqualTo(range(oldest, oldest + 60));
        }
    }

    @Test
    void everyDamageIsReportedWithItsPlace() throws Exception {
        try (var log = open(Fixture.CONFIG)) {
            Fixture.append(log, 0, 100);
        }
        var file = Fixture.segmentFiles(directory).get(1);
        try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(Segment.FIRST_FRAME + Frame.HEADER_BYTES);
            opened.write(opened.read() ^ 1);
            opened.seek(Segment.FIRST_FRAME + Frame.HEADER_BYTES + 1);
            opened.write(0xFF);
            opened.write(0x00);
            opened.write(0xFF);
        }
        var verified = inspector().verify();
        assertThat(verified.isSound()).isFalse();
        assertThat(verified.records()).isEqualTo(99);
        assertThat(verified.damage()).singleElement().satisfies(damage -> {
            assertThat(damage.segment()).isEqualTo(file.getFileName().toString());
            assertThat(damage.offset()).isEqualTo(Segment.FIRST_FRAME);
        });
    }
}
