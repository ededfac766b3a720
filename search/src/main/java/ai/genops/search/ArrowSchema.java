package ai.genops.search;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/// Describes columns in Arrow's words.
final class ArrowSchema {
    /// What lists call what they hold.
    private static final String ITEM = "item";

    private ArrowSchema() {}

    /// Where the schema stands in the builder.
    static int of(List<TypedColumn> columns, FlatBufferBuilder builder) {
        int[] fields =
                columns.stream().mapToInt(column -> field(column, builder)).toArray();
        return Schema.createSchema(builder, Endianness.Little, Schema.createFieldsVector(builder, fields), 0, 0);
    }

    private static int field(TypedColumn column, FlatBufferBuilder builder) {
        int[] children = switch (column.kind()) {
            case LIST -> new int[] {field(ITEM, Type.Utf8, utf8(builder), new int[0], builder)};
            case TIME, WHOLE, DOUBLE, DECIMAL, TEXT -> new int[0];
        };
        return switch (column.kind()) {
            case TIME -> {
                int zone = builder.createString("UTC");
                int type = Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, zone);
                yield field(column.name(), Type.Timestamp, type, children, builder);
            }
            case WHOLE -> field(column.name(), Type.Int, Int.createInt(builder, Long.SIZE, true), children, builder);
            case DOUBLE -> {
                int type = FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
                yield field(column.name(), Type.FloatingPoint, type, children, builder);
            }
            case DECIMAL -> {
                int type = Decimal.createDecimal(
                        builder, TypedColumn.MOST_DIGITS, column.digits(), ArrowBatch.DECIMAL_BYTES * Byte.SIZE);
                yield field(column.name(), Type.Decimal, type, children, builder);
            }
            case LIST -> {
                org.apache.arrow.flatbuf.List.startList(builder);
                int type = org.apache.arrow.flatbuf.List.endList(builder);
                yield field(column.name(), Type.List, type, children, builder);
            }
            case TEXT -> field(column.name(), Type.Utf8, utf8(builder), children, builder);
        };
    }

    private static int utf8(FlatBufferBuilder builder) {
        Utf8.startUtf8(builder);
        return Utf8.endUtf8(builder);
    }

    private static int field(String name, byte kind, int type, int[] children, FlatBufferBuilder builder) {
        int text = builder.createString(name);
        int below = Field.createChildrenVector(builder, children);
        return Field.createField(builder, text, true, kind, type, 0, below, 0);
    }
}
