package ai.genops.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of what a pipeline sets, by slot. A text that is only passed on from an attribute stays where it was
/// received, until somebody asks for it.
final class FieldValues {
    /// Stands for a text that nobody has asked for.
    private static final class PassedOn {}

    private static final PassedOn PASSED_ON = new PassedOn();

    private @Nullable Object[] values = new Object[0];
    /// Where the texts stand, as [Attributes#text] says.
    private long[] texts = new long[0];

    /// Makes room for so many, none of them set.
    void begin(int size) {
        if (values.length < size) {
            values = new Object[size];
            texts = new long[size];
        } else {
            Arrays.fill(values, null);
        }
    }

    /// @param received which texts are passed on from
    @Nullable
    Object get(int slot, Attributes received) {
        Object value = values[slot];
        if (value instanceof PassedOn) {
            value = received.text(texts[slot]);
            values[slot] = value;
        }
        return value;
    }

    void set(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    void passOn(int slot, long text) {
        values[slot] = PASSED_ON;
        texts[slot] = text;
    }

    /// Writes those that are set as members of a JSON object, each preceded by a comma.
    void write(MemberName[] names, Attributes received, JsonBuffer out) {
        for (int i = 0; i < names.length; i++) {
            Object value = values[i];
            if (value instanceof PassedOn) {
                received.writeText(out.next(names[i]), texts[i]);
            } else if (value != null) {
                out.next(names[i]).value(value);
            }
        }
    }

    @Nullable
    Object[] copy(int size, Attributes received) {
        for (int i = 0; i < size; i++) {
            get(i, received);
        }
        return Arrays.copyOf(values, size);
    }

    void show(@Nullable Object[] copy) {
        System.arraycopy(copy, 0, values, 0, copy.length);
    }
}
