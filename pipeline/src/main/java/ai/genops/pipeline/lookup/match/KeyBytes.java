package ai.genops.pipeline.lookup.match;

import ai.genops.event.Numbers;
import ai.genops.event.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A key being written, as UTF-8 in an array that is used again and again: several values with a byte between them
/// that text does not have. One thread.
final class KeyBytes {
    private static final byte BETWEEN = (byte) 0xFF;

    byte[] bytes = new byte[64];
    int size;
    /// Where a longer key need not be written further, since no row's key is as long.
    private int most = Integer.MAX_VALUE;

    void clear(int most) {
        size = 0;
        this.most = most;
    }

    void value(@Nullable Object value, boolean caseSensitive) {
        switch (value) {
            case null -> {}
            case String text -> text(text, caseSensitive);
            case Long number -> whole(number);
            case Double number
            when number == number.longValue() && Math.abs(number) < 1L << 53 -> whole(number.longValue());
            case Double number -> text(Numbers.text(number), caseSensitive);
            default -> text(value.toString(), caseSensitive);
        }
    }

    void between() {
        put(BETWEEN);
    }

    void put(int b) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) b;
    }

    void text(Utf8 text, boolean caseSensitive) {
        int start = size;
        for (int i = 0; i < text.length() && size <= most; i++) {
            byte b = text.at(i);
            if (b < 0 && !caseSensitive) {
                size = start;
                text(text.toString(), false);
                return;
            }
            put(!caseSensitive && b >= 'A' && b <= 'Z' ? b + 32 : b);
        }
    }

    private void text(String text, boolean caseSensitive) {
        for (int i = 0; i < text.length() && size <= most; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                put(!caseSensitive && c >= 'A' && c <= 'Z' ? c + 32 : c);
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                point(caseSensitive ? point : Folding.fold(point));
            }
        }
    }

    /// Without its half of a pair, a surrogate is written as three bytes: no key of a file has it.
    private void point(int point) {
        if (point < 0x80) {
            put(point);
        } else if (point < 0x800) {
            put(0xC0 | (point >> 6));
            put(0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            put(0xE0 | (point >> 12));
            put(0x80 | ((point >> 6) & 0x3F));
            put(0x80 | (point & 0x3F));
        } else {
            put(0xF0 | (point >> 18));
            put(0x80 | ((point >> 12) & 0x3F));
            put(0x80 | ((point >> 6) & 0x3F));
            put(0x80 | (point & 0x3F));
        }
    }

    private void whole(long number) {
        if (number == Long.MIN_VALUE) {
            text(Long.toString(number), true);
            return;
        }
        long rest = Math.abs(number);
        if (number < 0) {
            put('-');
        }
        int start = size;
        do {
            put((int) ('0' + rest % 10));
            rest /= 10;
        } while (rest > 0);
        for (int i = start, j = size - 1; i < j; i++, j--) {
            byte swap = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swap;
        }
    }
}
