package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Compressed and encrypted logs.
@Timeout(60)
class StoredFormTest {
    private static final String TEXT = "a span that says the same again and again; ".repeat(20);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path directory;

    private static KeyRing keys(int... ids) {
        var keys = new TreeMap<Integer, byte[]>();
        for (int id : ids) {
            var key = new byte[KeyRing.KEY_BYTES];
            java.util.Arrays.fill(key, (byte) id);
            keys.put(id, key);
        }
        return new KeyRing(keys);
    }

    private static LogConfig encrypted(int... ids) {
        return Fixture.config(20).with(new Encryption(keys(ids), RANDOM));
    }

    private Log open(LogConfig config) throws Exception {
        return Log.open(new FaultyDisk(), directory, config, Fixture.CLOCK);
    }

    private static void append(Log log, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            var text = StandardCharsets.UTF_8.encode(log.nextSequence() + TEXT);
            var head = ByteBuffer.allocateDirect(4).put(text.slice(0, 4)).flip();
            log.append(head, text.slice(4, text.remaining() - 4)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<Long> read(Log log) throws Exception {
        var sequences = new ArrayList<Long>();
        try (var reader = log.reader(0)) {
            for (var entry = reader.poll(Duration.ZERO); entry != null; entry = reader.poll(Duration.ZERO)) {
                if (entry instanceof LogEntry.Stored record) {
                    assertThat(StandardCharsets.UTF_8.decode(record.payload()).toString())
                            .isEqualTo(record.sequence() + TEXT);
                    sequences.add(record.sequence());
                }
            }
        }
        return sequences;
    }

    private boolean anySegmentContains(String text) throws Exception {
        for (var file : Fixture.segmentFiles(directory)) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void recordsAreReadAsAppendedWhateverTheSettingIsNow(Compression compression) throws Exception {
        try (var log = open(Fixture.config(20).with(compression))) {
            append(log, 30);
            assertThat(read(log)).hasSize(30);
        }
        long used = 0;
        try (var log = open(Fixture.config(20))) {
            used = log.stats().segments();
            assertThat(read(log)).hasSize(30);
        }
        assertThat(used).as("segments of 16 KiB for 27 KB").isEqualTo(compression == Compression.NONE ? 3 : 1);
    }

    @Test
    void whatDoesNotShrinkIsStoredAsItIs() throws Exception {
        try (var log = open(Fixture.config(20).with(Compression.ZSTD))) {
            Fixture.append(log, 0, 50);
            assertThat(Fixture.read(log, 0).ids()).hasSize(50);
        }
    }

    @Test
    void declaredLengthIsCheckedAgainstWhatComesOut() {
        for (var compression : List.of(Compression.ZSTD, Compression.GZIP)) {
            try (var packer = new Packer(compression);
                    var unpacker = new Unpacker()) {
                var payload = TEXT.getBytes(StandardCharsets.UTF_8);
                var packed = java.util.Objects.requireNonNull(
                        packer.pack(new ByteBuffer[] {ByteBuffer.wrap(payload)}, payload.length));
                assertThat(unpacked(unpacker, compression, packed)).isEqualTo(payload);
                for (int wrong : new int[] {
                    0, 1, -1, payload.length - 1, payload.length + 1, LogConfig.MAX_RECORD_BYTES, Integer.MAX_VALUE
                }) {
                    assertThat(unpacked(unpacker, compression, packed.putInt(0, wrong)))
                            .as("%s declared as %d", compression, wrong)
                            .isNull();
                }
            }
        }
    }

    private static Bytes copy(ByteBuffer packed) {
        var bytes = new byte[packed.remaining()];
        packed.get(packed.position(), bytes);
        return new Bytes(bytes, bytes.length);
    }

    private static byte @org.jspecify.annotations.Nullable [] unpacked(
            Unpacker unpacker, Compression compression, ByteBuffer packed) {
        var bytes = unpacker.unpack(compression.code(), copy(packed));
        return bytes == null ? null : java.util.Arrays.copyOf(bytes.array(), bytes.length());
    }

    @Test
    void plainTextIsNowhereInAnEncryptedLog() throws Exception {
        try (var log = open(encrypted(1))) {
            append(log, 30);
            assertThat(read(log)).hasSize(30);
        }
        assertThat(anySegmentContains("again and again")).isFalse();
        try (var log = open(encrypted(1).with(Compression.ZSTD))) {
            append(log, 30);
            assertThat(read(log)).hasSize(60);
        }
    }

    @Test
    void rotatedKeyEncryptsWhatIsNewAndTheOldOneReadsTheRest() throws Exception {
        try (var log = open(Fixture.config(20))) {
            append(log, 3);
        }
        try (var log = open(encrypted(1))) {
            append(log, 3);
        }
        try (var log = open(encrypted(1, 2))) {
            append(log, 3);
            assertThat(read(log)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        }
        assertThatThrownBy(() -> open(encrypted(2)))
                .isInstanceOf(LogKeyException.class)
                .hasMessageContainingAll("is encrypted with key 1", "the configured ones are [2]");
        try (var log = open(encrypted(1, 2))) {
            assertThat(read(log)).hasSize(9);
        }
    }

    @Test
    void encryptionEndsWithTheKeysKeptForWhatIsThereAlready() throws Exception {
        try (var log = open(encrypted(1, 2))) {
            append(log, 3);
        }
        var ending = Fixture.config(20).with(Encryption.readOnly(keys(1, 2)));
        try (var log = open(ending)) {
            append(log, 3);
            assertThat(read(log)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        }
        var inspector = LogInspector.of(directory, keys(2));
        assertThat(inspector.segments())
                .extracting(LogInspector.SegmentInfo::keyId)
                .containsExactly(2, 0);
        assertThat(inspector.verify().records()).isEqualTo(6);
        assertThatThrownBy(() -> open(Fixture.config(20)))
                .hasMessageContainingAll("is encrypted with key 2", "no keys are configured");
        // The last encrypted segment is gone: so may be the keys.
        Files.delete(Fixture.segmentFiles(directory).getFirst());
        try (var log = open(Fixture.config(20))) {
            assertThat(read(log)).containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void missingOrWrongKeyIsSaidAtOpenAndChangesNothing() throws Exception {
        try (var log = open(encrypted(7))) {
            append(log, 5);
        }
        var before = content();
        assertThatThrownBy(() -> open(Fixture.config(20)))
                .isInstanceOf(LogKeyException.class)
                .hasMessageContainingAll(".segment is encrypted with key 7", "no keys are configured");
        var other = new KeyRing(new TreeMap<>(Map.of(7, new byte[KeyRing.KEY_BYTES])));
        assertThatThrownBy(() -> open(Fixture.config(20).with(new Encryption(other, RANDOM))))
                .isInstanceOf(LogKeyException.class)
                .hasMessageContaining("encrypted with another key 7 than the configured one");
        assertThat(content()).isEqualTo(before);
        try (var log = open(encrypted(7))) {
            assertThat(read(log)).hasSize(5);
        }
    }

    @Test
    void keyIsAskedForEvenIfTheSegmentsHeaderIsLost() throws Exception {
        try (var log = open(encrypted(7))) {
            append(log, 5);
        }
        try (var file =
                new RandomAccessFile(Fixture.segmentFiles(directory).getFirst().toFile(), "rw")) {
            file.write(new byte[64]);
            file.write(1);
            file.seek(0);
            file.write(1);
        }
        assertThatThrownBy(() -> open(encrypted(8))).isInstanceOf(LogKeyException.class);
        var other = new KeyRing(new TreeMap<>(Map.of(7, new byte[KeyRing.KEY_BYTES])));
        assertThatThrownBy(() -> open(Fixture.config(20).with(new Encryption(other, RANDOM))))
                .isInstanceOf(LogKeyException.class);
        try (var log = open(encrypted(7))) {
            assertThat(read(log)).hasSize(5);
        }
    }

    private List<ByteBuffer> content() throws Exception {
        var content = new ArrayList<ByteBuffer>();
        for (var file : Fixture.segmentFiles(directory)) {
            content.add(ByteBuffer.wrap(Files.readAllBytes(file)));
        }
        return content;
    }

    /// The same sequence written again at the same place, after its first frame was torn off.
    @Test
    void keystreamIsNeverUsedTwice() throws Exception {
        var seen = new HashSet<ByteBuffer>();
        for (int life = 0; life < 5; life++) {
            Path file;
            try (var log = open(encrypted(1))) {
                assertThat(log.nextSequence()).isZero();
                append(log, 1);
                file = Fixture.tail(log);
            }
            var stored = ByteBuffer.wrap(Files.readAllBytes(file))
                    .slice(Segment.FIRST_FRAME + Frame.HEADER_BYTES, TEXT.length() + 1 + FrameCipher.OVERHEAD);
            assertThat(stored.getInt(0)).isEqualTo(1);
            assertThat(seen.add(stored.slice(4, 16))).as("a salt of its own").isTrue();
            // The tail torn off.
            try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.seek(Segment.FIRST_FRAME);
                opened.write(new byte[8_000]);
            }
        }
        assertThat(seen).hasSize(5);
    }

    @Test
    void frameCannotBeRelabelled() {
        var encryption = new Encryption(keys(1), RANDOM);
        var frame = new Frame(0, 0, 5, 2, 1_790_000_000_000L, Frame.ENCRYPTED);
        try (var packer = new Packer(Compression.NONE)) {
            var append = Append.of(new ByteBuffer[] {ByteBuffer.wrap(new byte[100])}, 100, packer);
            var sealed = new FrameCipher.Sealer(encryption, 9).seal(append, frame, 4096);
            var opener = new FrameCipher.Opener(keys(1), 9);
            assertThat(opener.open(sealed, frame, 4096)).isNotNull();
            for (var other : List.of(
                    new Frame(0, 0, 6, 2, 1_790_000_000_000L, Frame.ENCRYPTED),
                    new Frame(0, 0, 5, 3, 1_790_000_000_000L, Frame.ENCRYPTED),
                    new Frame(0, 0, 5, 2, 1_790_000_000_001L, Frame.ENCRYPTED),
                    new Frame(0, 0, 5, 2, 1_790_000_000_000L, Frame.ENCRYPTED | 1))) {
                assertThat(opener.open(sealed, other, 4096)).as("%s", other).isNull();
            }
            assertThat(opener.open(sealed, frame, 4128)).isNull();
            assertThat(new FrameCipher.Opener(keys(1), 10).open(sealed, frame, 4096))
                    .isNull();
        }
    }

    @Test
    void keysAreNeverShown() {
        assertThat(encrypted(1, 2).toString()).contains("KeyRing[1, 2]").doesNotContain("1, 1");
        assertThatThrownBy(() -> new KeyRing(new TreeMap<>(Map.of(0, new byte[31]))))
                .hasMessageContainingAll("32 bytes", "id 0 and 31 bytes");
    }
}
