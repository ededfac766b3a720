package ai.genops.pipeline.lookup.match;

import java.io.IOException;
import java.util.Arrays;

/// Takes the keys of rows, in their order, and makes a [KeyMap]. Notes which rows repeat a key.
final class KeyMapBuilder {
    private final int[] ends;
    private byte[] keys;
    private int used;
    private int row;

    KeyMapBuilder(int rows) {
        ends = new int[rows];
        keys = new byte[Math.max(64, 16 * Math.min(rows, 1 << 24))];
    }

    void add(KeyBytes key) throws IOException {
        if (key.size > Integer.MAX_VALUE - 64 - used) {
            throw new IOException("its keys are more than 2 GB");
        }
        if (used + key.size > keys.length) {
            keys = Arrays.copyOf(
                    keys, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(2L * keys.length, used + key.size)));
        }
        System.arraycopy(key.bytes, 0, keys, used, key.size);
        used += key.size;
        ends[row++] = used;
    }

    KeyMap finish(Validity validity, Choice choice, Duplicates duplicates) {
        byte[] all = Arrays.copyOf(keys, used);
        keys = new byte[0];
        int[] slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ends.length - 1)) * 4)];
        int[] next = new int[0];
        int[] tails = new int[0];
        for (int i = 0; i < ends.length; i++) {
            int slot = slot(all, slots, i);
            int head = slots[slot] - 1;
            if (head < 0) {
                slots[slot] = i + 1;
                continue;
            }
            if (next.length == 0) {
                next = new int[ends.length];
                Arrays.fill(next, -1);
                tails = next.clone();
            }
            int tail = tails[head] < 0 ? head : tails[head];
            next[tail] = i;
            tails[head] = i;
            if (validity.since(tail) == validity.since(i)) {
                duplicates.add(tail, i);
            }
        }
        return new KeyMap(slots, all, ends, new Rows(next, validity, choice));
    }

    private int slot(byte[] all, int[] slots, int i) {
        int from = KeyMap.start(ends, i);
        int slot = KeyMap.slot(KeyMap.hash(all, from, ends[i]), slots.length);
        while (slots[slot] != 0) {
            int other = slots[slot] - 1;
            if (Arrays.equals(all, KeyMap.start(ends, other), ends[other], all, from, ends[i])) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
