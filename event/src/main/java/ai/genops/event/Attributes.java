package ai.genops.event;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A set of named values, each name once. Text stays where it was received, as UTF-8 in [#begin]'s buffer, until
/// somebody asks for it; what only passes through is copied as bytes.
///
/// Values are String, Long, Double, Boolean, `byte[]`, and List and Map of these. Reused from event to event; one
/// thread at a time.
public final class Attributes {
    static final byte TEXT = 0;
    static final byte LONG = 1;
    static final byte DOUBLE = 2;
    static final byte BOOLEAN = 3;
    static final byte OBJECT = 4;

    private byte[] buffer = new byte[0];
    private int size;
    private Key[] keys = new Key[32];
    private byte[] types = new byte[32];
    /// The number, or offset << 32 | length of a text.
    private long[] bits = new long[32];
    private @Nullable Object[] objects = new Object[32];

    /// Where each key was last put, by [Key#id]: right if that key stands there now, so nothing needs clearing.
    private int[] places = new int[256];

    /// How often the members of this set were written, and what was: a resource is written with every event of its
    /// request, most other sets once.
    private int writings;
    private byte[] members = new byte[0];
    private int membersSize;
    /// Where each value stands behind the first byte of the members, offset << 32 | length, and where these were last
    /// written to.
    private long[] written = new long[32];
    private int writtenTo;

    /// What was received, kept while a pipeline shows something else.
    private final AttributeState received = new AttributeState();
    private boolean edited;

    /// Empties the set; texts added from here on stand in `buffer`, which must not change while the set is used.
    public void begin(byte[] buffer) {
        restore();
        this.buffer = buffer;
        Arrays.fill(objects, 0, size, null);
        size = 0;
        writings = 0;
    }

    public int size() {
        return size;
    }

    public Key key(int position) {
        return keys[position];
    }

    /// The position of a key, or -1.
    public int find(Key key) {
        int id = key.id();
        if (id < 0) {
            return scan(key);
        }
        if (id >= places.length) {
            return -1;
        }
        int place = places[id];
        return place < size && keys[place] == key ? place : -1;
    }

    public @Nullable Object get(Key key) {
        int position = find(key);
        return position < 0 ? null : value(position);
    }

    /// Whether the value may be a list or an object: what is not costs nothing to know.
    public boolean isObject(int position) {
        return types[position] == OBJECT;
    }

    public @Nullable Object value(int position) {
        Object known = objects[position];
        if (known == null) {
            known = value(types[position], bits[position]);
            objects[position] = known;
        }
        return known;
    }

    public boolean isNumber(int position) {
        return isNumber(types[position]);
    }

    /// The value of what [#isNumber].
    public double number(int position) {
        return number(types[position], bits[position]);
    }

    static boolean isNumber(byte type) {
        return type == LONG || type == DOUBLE;
    }

    static double number(byte type, long bits) {
        return type == LONG ? bits : Double.longBitsToDouble(bits);
    }

    byte type(int position) {
        return types[position];
    }

    /// The number, or where a text stands in the buffer: offset << 32 | length.
    long bits(int position) {
        return bits[position];
    }

    /// Says where the text stands whose bits these are.
    void text(long bits, Utf8 text) {
        text.at(buffer, (int) (bits >> 32), (int) bits);
    }

    public void addText(Key key, int offset, int length) {
        put(key, TEXT, (long) offset << 32 | length, null);
    }

    public void addLong(Key key, long value) {
        put(key, LONG, value, null);
    }

    public void addDouble(Key key, double value) {
        put(key, DOUBLE, Double.doubleToRawLongBits(value), null);
    }

    public void addBoolean(Key key, boolean value) {
        put(key, BOOLEAN, value ? 1 : 0, null);
    }

    public void add(Key key, Object value) {
        put(key, OBJECT, 0, value);
    }

    /// Shows `value` at a position until [#restore]: what a pipeline does to an attribute is its own affair.
    public void replace(int position, Object value) {
        edit();
        types[position] = OBJECT;
        objects[position] = value;
    }

    /// Shows `value` under a name, new or known, until [#restore].
    public void set(Key key, Object value) {
        edit();
        put(key, OBJECT, 0, value);
    }

    /// Shows the value at a position under another name until [#restore]; what had that name is not shown. Says at
    /// which position it is then.
    public int rename(int position, Key key) {
        if (keys[position] == key) {
            return position;
        }
        edit();
        int other = find(key);
        keys[position] = key;
        remember(key.id(), position);
        if (other >= 0) {
            compact(other);
        }
        return other >= 0 && other < position ? position - 1 : position;
    }

    /// Shows only the names that `kept` holds for, in their order, until [#restore]; says how many are not shown any
    /// more.
    public int retain(Predicate<Key> kept) {
        int removed = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (!kept.test(keys[i])) {
                edit();
                compact(i);
                removed++;
            }
        }
        return removed;
    }

    /// Takes back everything that was changed since it was received.
    public void restore() {
        if (edited) {
            edited = false;
            load(received);
        }
    }

    /// Takes what is shown for what was received: [#restore] comes back to it from now on.
    public void settle() {
        if (edited) {
            edited = false;
            writings = 0;
        }
    }

    /// What is shown now, to [#show] it again.
    AttributeState save() {
        var state = new AttributeState();
        state.save(size, keys, types, bits, objects);
        return state;
    }

    void show(AttributeState state) {
        edit();
        load(state);
    }

    private void edit() {
        if (!edited) {
            received.save(size, keys, types, bits, objects);
            edited = true;
        }
    }

    private void load(AttributeState state) {
        int before = size;
        size = state.load(keys, types, bits, objects);
        for (int i = size; i < before; i++) {
            objects[i] = null;
        }
        for (int i = 0; i < size; i++) {
            remember(keys[i].id(), i);
        }
    }

    private void compact(int position) {
        int moved = --size - position;
        System.arraycopy(keys, position + 1, keys, position, moved);
        System.arraycopy(types, position + 1, types, position, moved);
        System.arraycopy(bits, position + 1, bits, position, moved);
        System.arraycopy(objects, position + 1, objects, position, moved);
        objects[size] = null;
        for (int i = position; i < size; i++) {
            remember(keys[i].id(), i);
        }
    }

    /// Writes the members of a JSON object, without the braces, each preceded by a comma unless it is the first.
    public void writeMembers(JsonBuffer out, boolean first) {
        int from = out.size() + (first ? 0 : 1);
        if (edited || size == 0) {
            writeEach(out, first, from);
            writings = 0;
        } else if (writings > 1) {
            (first ? out : out.raw(',')).raw(members, 0, membersSize);
            writtenTo = from;
        } else {
            writeEach(out, first, from);
            if (++writings > 1) {
                membersSize = out.size() - from;
                members = out.copy(from, members);
            }
        }
    }

    private void writeEach(JsonBuffer out, boolean first, int from) {
        writtenTo = from;
        for (int i = 0; i < size; i++) {
            ReadyJson name = keys[i].member();
            if (first && i == 0) {
                out.first(name);
            } else {
                out.next(name);
            }
            int start = out.size();
            writeValue(out, i);
            written[i] = (long) (start - from) << 32 | (out.size() - start);
        }
    }

    /// Writes one value as JSON.
    public void writeValue(JsonBuffer out, int position) {
        if (types[position] == OBJECT) {
            out.value(objects[position]);
        } else {
            write(types[position], bits[position], out);
        }
    }

    /// Writes a value that no object stands for.
    void write(byte type, long bits, JsonBuffer out) {
        switch (type) {
            case TEXT -> out.text(buffer, (int) (bits >> 32), (int) bits);
            case LONG -> out.number(bits);
            case DOUBLE -> out.number(Double.longBitsToDouble(bits));
            default -> out.bool(bits != 0);
        }
    }

    /// Writes a value again that stands at this position, if it still does: as it was just written to `out` by
    /// [#writeMembers]. Says whether it did.
    boolean writeAgain(int position, byte type, long bits, JsonBuffer out) {
        if (position < 0 || position >= size || types[position] != type || this.bits[position] != bits) {
            return false;
        }
        long place = written[position];
        out.again(writtenTo + (int) (place >> 32), (int) place);
        return true;
    }

    /// Writes all, texts as the bytes they are.
    void write(DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            byte[] name = keys[i].utf8();
            out.writeInt(name.length);
            out.write(name);
            out.writeByte(types[i]);
            if (types[i] == TEXT) {
                int length = (int) bits[i];
                out.writeInt(length);
                out.write(buffer, (int) (bits[i] >> 32), length);
            } else if (types[i] == OBJECT) {
                ValueBytes.write(objects[i], out);
            } else {
                out.writeLong(bits[i]);
            }
        }
    }

    /// Adds what was written. `in` stands over the buffer that was given to [#begin].
    void read(ByteBuffer in) {
        for (int left = in.getInt(); left > 0; left--) {
            Key key = Key.of(buffer, in.position() + Integer.BYTES, skip(in));
            byte type = in.get();
            if (type == TEXT) {
                addText(key, in.position() + Integer.BYTES, skip(in));
            } else if (type == OBJECT) {
                put(key, type, 0, ValueBytes.read(in));
            } else {
                put(key, type, in.getLong(), null);
            }
        }
    }

    /// Passes by a text, and says how long it is.
    private static int skip(ByteBuffer in) {
        int length = in.getInt();
        in.position(in.position() + length);
        return length;
    }

    private void put(Key key, byte type, long value, @Nullable Object object) {
        writings = 0;
        int position = find(key);
        if (position < 0) {
            position = size++;
            if (position == keys.length) {
                grow();
            }
            keys[position] = key;
            remember(key.id(), position);
        }
        types[position] = type;
        bits[position] = value;
        objects[position] = object;
    }

    private void remember(int id, int position) {
        if (id < 0) {
            return;
        }
        if (id >= places.length) {
            places = Arrays.copyOf(places, Integer.highestOneBit(id) * 2);
        }
        places[id] = position;
    }

    private int scan(Key key) {
        for (int i = 0; i < size; i++) {
            if (keys[i].is(key)) {
                return i;
            }
        }
        return -1;
    }

    /// The object for a value that none stands for.
    Object value(byte type, long bits) {
        return switch (type) {
            case TEXT -> new String(buffer, (int) (bits >> 32), (int) bits, StandardCharsets.UTF_8);
            case LONG -> bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
            default -> bits != 0;
        };
    }

    private void grow() {
        int length = size * 2;
        keys = Arrays.copyOf(keys, length);
        types = Arrays.copyOf(types, length);
        bits = Arrays.copyOf(bits, length);
        objects = Arrays.copyOf(objects, length);
        written = Arrays.copyOf(written, length);
    }
}
