package ai.genops.log;

import static ai.genops.log.Fixture.CLOCK;
import static ai.genops.log.Fixture.CONFIG;
import static ai.genops.log.Fixture.append;
import static ai.genops.log.Fixture.id;
import static ai.genops.log.Fixture.payload;
import static ai.genops.log.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogTest {
    @TempDir
    Path directory;

    @Test
    void recordsAreReadInOrderAcrossSegmentsAndRestarts() throws Exception {
        for (int start = 0; start < 150; start += 50) {
            try (var log = Log.open(directory, CONFIG, CLOCK)) {
                assertThat(log.nextSequence()).isEqualTo(start);
                append(log, start, start + 50);
                assertThat(read(log, 0).ids())
                        .containsExactlyElementsOf(
                                LongStream.range(0, start + 50).boxed().toList());
                assertThat(read(log, 0).gaps()).isEmpty();
            }
        }
        try (var log = Log.open(directory, CONFIG, CLOCK)) {
            assertThat(read(log, 100).ids().getFirst()).isEqualTo(100);
            assertThat(log.stats().segments()).isGreaterThan(3);
        }
    }

    @Test
    void partsOfAnyKindBecomeOneRecordAndAreLeftAsTheyWere() throws Exception {
        var config = new LogConfig(48 << 20, 16 << 20, 8 << 20, 32 << 20, Duration.ofDays(7));
        var random = new Random(7);
        try (var log = Log.open(new FaultyDisk(), directory, config, CLOCK);
                var reader = log.reader(0)) {
            for (int round = 0; round < 40; round++) {
                var whole = new byte[round % 8 == 0 ? 3 << 20 : random.nextInt(20_000)];
                random.nextBytes(whole);
                int first = random.nextInt(whole.length + 1);
                var heap = ByteBuffer.wrap(whole, 0, first).asReadOnlyBuffer();
                var direct = ByteBuffer.allocateDirect(whole.length - first)
                        .put(whole, first, whole.length - first)
                        .flip();
                assertThat(log.append(heap, direct, ByteBuffer.allocate(0)).get(20, TimeUnit.SECONDS))
                        .isEqualTo(round);
                assertThat(heap.remaining() + direct.remaining()).isEqualTo(whole.length);
                assertThat(reader.poll(Duration.ofSeconds(20)))
                        .isInstanceOfSatisfying(LogEntry.Stored.class, record -> {
                            assertThat(record.payload()).isEqualTo(ByteBuffer.wrap(whole));
                            assertThat(record.appendedMillis()).isEqualTo(CLOCK.millis());
                        });
            }
        }
    }

    @Test
    void concurrentAppendersGetDenseSequencesThatNameTheirRecords() throws Exception {
        var idBySequence = new ConcurrentHashMap<Long, Long>();
        long appenders = 8;
        long each = 100;
        try (var log = Log.open(directory, CONFIG, CLOCK)) {
            var finished = new ArrayList<Future<Void>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int appender = 0; appender < appenders; appender++) {
                    long first = appender * 1_000L;
                    finished.add(threads.submit(() -> {
                        var pending = new ArrayList<CompletableFuture<Void>>();
                        for (long i = 0; i < each; i++) {
                            long id = first + i;
                            pending.add(log.append(payload(id)).thenAccept(sequence -> idBySequence.put(sequence, id)));
                        }
                        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                                .get(20, TimeUnit.SECONDS);
                    }));
                }
            }
            for (var appender : finished) {
                appender.get();
            }
            var content = read(log, 0);
            assertThat(content.sequences())
                    .containsExactlyElementsOf(
                            LongStream.range(0, appenders * each).boxed().toList());
            assertThat(content.ids())
                    .containsExactlyElementsOf(
                            content.sequences().stream().map(idBySequence::get).toList());
            assertThat(log.stats().counters().fsyncs()).isLessThan(appenders * each);
        }
    }

    @Test
    void manyReadersFollowTheAppender() throws Exception {
        try (var log = Log.open(directory, CONFIG, CLOCK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<Long>>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    try (var reader = log.reader(0)) {
                        for (long expected = 0; expected < 200; expected++) {
                            var entry = reader.poll(Duration.ofSeconds(20));
                            assertThat(entry).isInstanceOf(LogEntry.Stored.class);
                            if (entry instanceof LogEntry.Stored record) {
                                assertThat(id(record.payload())).isEqualTo(expected);
                            }
                        }
                        return reader.nextSequence();
                    }
                }));
            }
            append(log, 0, 200);
            for (var reader : readers) {
                assertThat(reader.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
        }
    }

    @Test
    void pollWaitsNoLongerThanTold() throws Exception {
        try (var log = Fixture.open(directory);
                var reader = log.reader(0)) {
            assertThat(reader.poll(Duration.ZERO)).isNull();
            assertThat(reader.poll(Duration.ofMillis(5))).isNull();
        }
    }

    @Test
    void closeFinishesWhatWaitsAndRefusesTheRest() throws Exception {
        var pending = new ArrayList<CompletableFuture<Long>>();
        var log = Log.open(directory, CONFIG, CLOCK);
        for (long id = 0; id < 60; id++) {
            pending.add(log.append(payload(id)));
        }
        var reader = log.reader(60);
        log.close();
        assertThat(pending).allMatch(CompletableFuture::isDone);
        assertThat(log.append(payload(60)))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(AppendException.Closed.class);
        assertThatThrownBy(() -> reader.poll(Duration.ofDays(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log is closed");
        try (var again = Fixture.open(directory)) {
            assertThat(read(again, 0).ids()).hasSize(60);
        }
    }

    @Test
    void recordBeyondTheLimitIsRefused() throws Exception {
        try (var log = Fixture.open(directory)) {
            assertThat(log.append(ByteBuffer.allocate(Fixture.MAX_RECORD), ByteBuffer.allocate(1)))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageEndingWith("a record of 1001 bytes is larger than `maxRecordBytes` (1000)");
            assertThat(log.append(ByteBuffer.allocate(Fixture.MAX_RECORD)).get(20, TimeUnit.SECONDS))
                    .isZero();
            assertThat(log.stats().counters().refused()).isEqualTo(1);
        }
    }

    @Test
    void waitingBytesAreBounded() throws Exception {
        var config = new LogConfig(1 << 20, 64 << 10, 1_000, 2_000, Duration.ofDays(7));
        var disk = new FaultyDisk();
        try (var log = Log.open(disk, directory, config, CLOCK)) {
            append(log, 0);
            var refusals = new ArrayList<Throwable>();
            var accepted = new ArrayList<CompletableFuture<Long>>();
            disk.busy.lock();
            try {
                for (int i = 0; i < 50 && refusals.isEmpty(); i++) {
                    var answer = log.append(ByteBuffer.allocate(900));
                    accepted.add(answer.exceptionally(_ -> -1L));
                    if (answer.isCompletedExceptionally()) {
                        refusals.add(answer.exceptionNow());
                    }
                }
            } finally {
                disk.busy.unlock();
            }
            for (var answer : accepted) {
                answer.get(20, TimeUnit.SECONDS);
            }
            assertThat(refusals).singleElement().isInstanceOf(AppendException.Busy.class);
            assertThat(refusals.getFirst().getStackTrace()).isEmpty();
            append(log, 1, 20);
            assertThat(log.stats().waitingBytes()).isZero();
        }
    }

    /// A record that would fit if it were compressed first is refused all the same: under pressure nothing is
    /// compressed in vain, and what is being compressed counts as waiting.
    @Test
    void busyLogRefusesBeforeItCompresses() throws Exception {
        var config = new LogConfig(1 << 20, 64 << 10, 1_000, 2_500, Duration.ofDays(7)).with(Compression.ZSTD);
        var disk = new FaultyDisk();
        try (var log = Log.open(disk, directory, config, CLOCK)) {
            append(log, 0);
            Throwable refusal = null;
            var accepted = new ArrayList<CompletableFuture<Long>>();
            disk.busy.lock();
            try {
                for (int i = 0; i < 50 && refusal == null; i++) {
                    var answer = log.append(ByteBuffer.allocate(1_000));
                    accepted.add(answer.exceptionally(_ -> -1L));
                    refusal = answer.isCompletedExceptionally() ? answer.exceptionNow() : null;
                }
            } finally {
                disk.busy.unlock();
            }
            for (var answer : accepted) {
                answer.get(20, TimeUnit.SECONDS);
            }
            assertThat(refusal).isInstanceOf(AppendException.Busy.class);
            // Ten compressed ones would have had room.
            assertThat(accepted).hasSizeLessThan(8);
            assertThat(log.stats().waitingBytes()).isZero();
        }
    }

    @Test
    void settingsAreCheckedTogether() {
        assertThatThrownBy(() -> new LogConfig(10, 100, 1_000, 5, Duration.ZERO))
                .hasMessageContainingAll(
                        "`segmentBytes` must be a multiple of 32", "`maxBytes`", "`maxWaitingBytes`", "`maxAge`");
    }
}
