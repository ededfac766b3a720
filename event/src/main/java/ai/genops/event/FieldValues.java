package ai.genops.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of what a pipeline sets, by slot. What is only passed on from an attribute stays where it was received,
/// and a number that was computed stays a number, until somebody asks for an object.
final class FieldValues {
    /// Stands for a value that nobody has asked for as an object.
    private static final class Bits {}

    private static final Bits BITS = new Bits();

    private @Nullable Object[] values = new Object[0];
    /// What stands for itself, as [Attributes] have it.
    private byte[] types = new byte[0];
    private long[] bits = new long[0];
    /// At which attribute it stood when it was passed on; -1: at none.
    private int[] places = new int[0];

    /// Makes room for so many, none of them set.
    void begin(int size) {
        if (values.length < size) {
            values = new Object[size];
            types = new byte[size];
            bits = new long[size];
            places = new int[size];
        } else {
            Arrays.fill(values, null);
        }
    }

    /// @param received what values are passed on from
    @Nullable
    Object get(int slot, Attributes received) {
        Object value = values[slot];
        if (value instanceof ReadyText ready) {
            return ready.text();
        }
        if (value instanceof Bits) {
            value = received.value(types[slot], bits[slot]);
            values[slot] = value;
        }
        return value;
    }

    boolean isNumber(int slot) {
        return values[slot] instanceof Bits && Attributes.isNumber(types[slot]);
    }

    /// The value of what [#isNumber].
    double number(int slot) {
        return Attributes.number(types[slot], bits[slot]);
    }

    void set(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    void set(int slot, double number) {
        values[slot] = BITS;
        types[slot] = Attributes.DOUBLE;
        bits[slot] = Double.doubleToRawLongBits(number);
        places[slot] = -1;
    }

    /// Sets it to the value of an attribute if that is one of `which`; says whether it did.
    boolean passOn(int slot, Attributes from, int place, Scalars which) {
        byte type = from.type(place);
        long value = from.bits(place);
        if (!which.has(type, value)) {
            return false;
        }
        values[slot] = BITS;
        types[slot] = type;
        bits[slot] = value;
        places[slot] = place;
        return true;
    }

    /// Says where the text of a field stands that was passed on, if it is that.
    boolean isText(int slot, Attributes received, Utf8 text) {
        if (values[slot] instanceof Bits && types[slot] == Attributes.TEXT) {
            received.text(bits[slot], text);
            return true;
        }
        return false;
    }

    /// Writes those that are set as members of a JSON object, each preceded by a comma.
    ///
    /// @param again whether `received` was just written to `out`: what an attribute still has is copied from there
    void write(ReadyJson[] names, Attributes received, JsonBuffer out, boolean again) {
        for (int i = 0; i < names.length; i++) {
            Object value = values[i];
            if (value instanceof Bits) {
                out.next(names[i]);
                if (!again || !received.writeAgain(places[i], types[i], bits[i], out)) {
                    received.write(types[i], bits[i], out);
                }
            } else if (value instanceof ReadyText ready) {
                out.next(names[i]).ready(ready.json());
            } else if (value != null) {
                out.next(names[i]).value(value);
            }
        }
    }

    @Nullable
    Object[] copy(int size, Attributes received) {
        for (int i = 0; i < size; i++) {
            values[i] = get(i, received);
        }
        return Arrays.copyOf(values, size);
    }

    void show(@Nullable Object[] copy) {
        System.arraycopy(copy, 0, values, 0, copy.length);
    }
}
