package ai.genops.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A structure of Thrift's compact protocol, of whatever kind, so that one that is changed in a few places keeps all
/// others. Fields are found by their ids.
///
/// The protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
final class ThriftStruct {
    /// Whether a flag is true is a matter of its type.
    static final int TRUE = 1;

    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int INT = 5;
    static final int LONG = 6;
    static final int DOUBLE = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int STRUCT = 12;

    /// @param value a Long for numbers, bytes for the rest, but for lists and structures
    record Field(int type, Object value) {}

    /// @param type of its elements, which are as the values of fields
    record Elements(int type, List<Object> values) {}

    private final SortedMap<Integer, Field> fields = new TreeMap<>();

    SortedMap<Integer, Field> fields() {
        return fields;
    }

    boolean has(int id) {
        return fields.containsKey(id);
    }

    long number(int id) {
        return (Long) value(id);
    }

    ThriftStruct struct(int id) {
        return (ThriftStruct) value(id);
    }

    List<ThriftStruct> structs(int id) {
        var structs = new ArrayList<ThriftStruct>();
        ((Elements) value(id)).values().forEach(value -> structs.add((ThriftStruct) value));
        return structs;
    }

    private Object value(int id) {
        Field field = fields.get(id);
        if (field == null) {
            throw new IllegalArgumentException("a structure of the file has no field " + id);
        }
        return field.value();
    }

    ThriftStruct put(int id, int type, Object value) {
        fields.put(id, new Field(type, value));
        return this;
    }

    void remove(int... ids) {
        for (int id : ids) {
            fields.remove(id);
        }
    }
}
