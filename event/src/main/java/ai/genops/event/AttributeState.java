package ai.genops.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A copy of what [Attributes] hold. Its arrays are used again, so that keeping what was received costs no memory per
/// event.
final class AttributeState {
    private int size;
    private Key[] keys = new Key[0];
    private byte[] types = new byte[0];
    private long[] bits = new long[0];
    private @Nullable Object[] objects = new Object[0];

    void save(int count, Key[] keys, byte[] types, long[] bits, @Nullable Object[] objects) {
        if (this.keys.length < count) {
            int length = Math.max(16, Integer.highestOneBit(count) * 2);
            this.keys = new Key[length];
            this.types = new byte[length];
            this.bits = new long[length];
            this.objects = new Object[length];
        }
        System.arraycopy(keys, 0, this.keys, 0, count);
        System.arraycopy(types, 0, this.types, 0, count);
        System.arraycopy(bits, 0, this.bits, 0, count);
        System.arraycopy(objects, 0, this.objects, 0, count);
        if (size > count) {
            Arrays.fill(this.objects, count, size, null);
        }
        size = count;
    }

    /// Copies it back and gives the number of attributes. The arrays have not become shorter since.
    int load(Key[] keys, byte[] types, long[] bits, @Nullable Object[] objects) {
        System.arraycopy(this.keys, 0, keys, 0, size);
        System.arraycopy(this.types, 0, types, 0, size);
        System.arraycopy(this.bits, 0, bits, 0, size);
        System.arraycopy(this.objects, 0, objects, 0, size);
        return size;
    }
}
