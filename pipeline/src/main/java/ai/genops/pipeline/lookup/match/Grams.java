package ai.genops.pipeline.lookup.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which rows could match a value, by three characters in a row that each of them requires: a value that does not have
/// them need not be tried. So a thousand patterns cost hardly more than the few that come into question. A row that
/// requires no three characters is always tried.
final class Grams {
    private static final int LENGTH = 3;

    /// A hash table by open addressing: three characters, and the first row that requires them; -1: free.
    private final long[] grams;
    private final int[] heads;
    private final int[] next;
    private final long[] always;

    Grams(List<String> required) {
        int size = Integer.highestOneBit(Math.max(1, required.size())) * 4;
        grams = new long[size];
        heads = new int[size];
        next = new int[required.size()];
        always = new long[(required.size() + 63) / 64];
        Arrays.fill(heads, -1);
        Map<Long, Integer> counts = counts(required);
        for (int row = 0; row < next.length; row++) {
            long gram = rarest(required.get(row), counts);
            if (gram < 0) {
                always[row / 64] |= 1L << row;
            } else {
                int slot = slot(gram);
                grams[slot] = gram;
                next[row] = heads[slot];
                heads[slot] = row;
            }
        }
    }

    /// Marks the rows to try for a text, which is folded if case does not count.
    void mark(String text, long[] marks) {
        System.arraycopy(always, 0, marks, 0, always.length);
        for (int i = 0; i + LENGTH <= text.length(); i++) {
            for (int row = heads[slot(gram(text, i))]; row >= 0; row = next[row]) {
                marks[row / 64] |= 1L << row;
            }
        }
    }

    int words() {
        return always.length;
    }

    long bytes() {
        return 8L * grams.length + 4L * heads.length + 4L * next.length + 8L * always.length;
    }

    private static Map<Long, Integer> counts(List<String> required) {
        Map<Long, Integer> counts = new HashMap<>();
        for (String text : required) {
            for (int i = 0; i + LENGTH <= text.length(); i++) {
                counts.merge(gram(text, i), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static long rarest(String text, Map<Long, Integer> counts) {
        long rarest = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + LENGTH <= text.length(); i++) {
            int count = counts.getOrDefault(gram(text, i), 0);
            if (count < least) {
                least = count;
                rarest = gram(text, i);
            }
        }
        return rarest;
    }

    private int slot(long gram) {
        long mixed = gram * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (grams.length - 1);
        while (heads[slot] >= 0 && grams[slot] != gram) {
            slot = (slot + 1) & (grams.length - 1);
        }
        return slot;
    }

    private static long gram(String text, int at) {
        return ((long) text.charAt(at) << 32) | ((long) text.charAt(at + 1) << 16) | text.charAt(at + 2);
    }
}
