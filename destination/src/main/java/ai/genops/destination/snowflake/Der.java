package ai.genops.destination.snowflake;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A value in ASN.1's DER (X.690), as far as private keys need it.
final class Der {
    static final int INTEGER = 2;
    static final int SEQUENCE = 0x30;

    private final int tag;
    private final byte[] content;

    private Der(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
    }

    int tag() {
        return tag;
    }

    byte[] content() {
        return content;
    }

    /// @throws IllegalArgumentException if it is not one value
    static Der of(byte[] bytes) {
        List<Der> values = all(bytes);
        if (values.size() != 1) {
            throw new IllegalArgumentException("not one value");
        }
        return values.getFirst();
    }

    /// The values in a sequence.
    List<Der> values() {
        if (tag != SEQUENCE) {
            throw new IllegalArgumentException("not a sequence");
        }
        return all(content);
    }

    /// The value at an index of a sequence.
    Der at(int index) {
        List<Der> values = values();
        if (index >= values.size()) {
            throw new IllegalArgumentException("too short");
        }
        return values.get(index);
    }

    /// A number of at most 31 bits.
    int number() {
        if (tag != INTEGER || content.length > 4) {
            throw new IllegalArgumentException("not a small number");
        }
        return Integer.parseUnsignedInt(hex(), 16);
    }

    String hex() {
        return HexFormat.of().formatHex(content);
    }

    private static List<Der> all(byte[] bytes) {
        List<Der> values = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int tag = in.get() & 0xff;
            int length = length(in);
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("cut off");
            }
            byte[] content = new byte[length];
            in.get(content);
            values.add(new Der(tag, content));
        }
        return values;
    }

    private static int length(ByteBuffer in) {
        int first = in.hasRemaining() ? in.get() & 0xff : 0xff;
        int more = first & 0x7f;
        if (first < 0x80) {
            return first;
        }
        if (more > 3 || more > in.remaining()) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < more; i++) {
            length = (length << 8) | (in.get() & 0xff);
        }
        return length;
    }
}
