package ai.genops.pipeline.processor.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A growing list of SHA-256 hashes, 32 bytes each. One thread at a time.
final class Hashes {
    private static final int BYTES = 32;
    private static final int PER_BLOCK = 4096;

    private final List<byte[]> blocks = new ArrayList<>();
    private long size;

    void add(String hex) {
        int place = (int) (size % PER_BLOCK);
        if (place == 0) {
            blocks.add(new byte[PER_BLOCK * BYTES]);
        }
        System.arraycopy(HexFormat.of().parseHex(hex), 0, blocks.getLast(), place * BYTES, BYTES);
        size++;
    }

    boolean is(long place, String hex) {
        byte[] block = blocks.get((int) (place / PER_BLOCK));
        int at = (int) (place % PER_BLOCK) * BYTES;
        return Arrays.equals(block, at, at + BYTES, HexFormat.of().parseHex(hex), 0, BYTES);
    }

    boolean has(String hex) {
        for (long place = 0; place < size; place++) {
            if (is(place, hex)) {
                return true;
            }
        }
        return false;
    }
}
