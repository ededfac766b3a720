package ai.genops.event;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// What was decided of an event as received, once for all pipelines, such as which routes it takes.
public final class Decisions {
    private static final byte[] NOTHING = {};

    private final BitSet bits = new BitSet();
    private boolean made;
    private int subject;

    void begin() {
        made = false;
    }

    /// Whether [#bits] are of the event they are asked of, and what they decide is the same.
    public boolean areOf(int subject) {
        return made && this.subject == subject;
    }

    /// Starts to decide something: the bits, all clear.
    ///
    /// @param subject says what the bits mean, also after a restart
    public BitSet make(int subject) {
        made = true;
        this.subject = subject;
        bits.clear();
        return bits;
    }

    /// To be read while they [#areOf] the subject.
    public BitSet bits() {
        return bits;
    }

    /// The subject and the bits; empty if nothing was decided.
    byte[] toBytes() {
        if (!made) {
            return NOTHING;
        }
        byte[] decided = bits.toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + decided.length)
                .putInt(subject)
                .put(decided)
                .array();
    }

    void read(byte[] before) {
        if (before.length > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(before);
            make(bytes.getInt()).or(BitSet.valueOf(bytes));
        }
    }
}
