package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final Frame FRAME = new Frame(77, 0xCAFEBABE, 4711, 3, 1_790_000_000_000L, Frame.ENCRYPTED | 1);

    private final Frame.Codec codec = new Frame.Codec(5);

    private ByteBuffer encoded() {
        return ByteBuffer.allocate(Frame.HEADER_BYTES).put(codec.encode(FRAME, 4096));
    }

    @Test
    void headerIsReadAsWritten() {
        assertThat(codec.decode(encoded(), 0, 4096)).isEqualTo(FRAME);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (int bit = 0; bit < Frame.HEADER_BYTES * Byte.SIZE; bit++) {
            var flipped = encoded();
            flipped.put(bit / Byte.SIZE, (byte) (flipped.get(bit / Byte.SIZE) ^ (1 << (bit % Byte.SIZE))));
            assertThat(codec.decode(flipped, 0, 4096)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void headerOfAnotherSegmentOrPlaceIsNoHeader() {
        assertThat(new Frame.Codec(6).decode(encoded(), 0, 4096)).isNull();
        assertThat(codec.decode(encoded(), 0, 4128)).isNull();
    }

    @Test
    void framesAreMultiplesOf32() {
        assertThat(Frame.bytes(0)).isEqualTo(32);
        assertThat(Frame.bytes(1)).isEqualTo(64);
        assertThat(Frame.bytes(32)).isEqualTo(64);
        assertThat(Frame.bytes(33)).isEqualTo(96);
    }
}
