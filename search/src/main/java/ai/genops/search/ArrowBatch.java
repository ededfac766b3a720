package ai.genops.search;

import ai.genops.search.Result.Row;
import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/// Some rows, column by column, as Arrow lays them out: for each column a bit for each row that tells whether it is
/// there, then its values, for texts where each ends and then all of them. Columns are added in the schema's order.
///
/// The layout: https://arrow.apache.org/docs/format/Columnar.html#physical-memory-layout
final class ArrowBatch {
    static final int DECIMAL_BYTES = 16;
    private static final int MICROS = 6;

    private final int rows;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private record Node(long length, long nulls) {}

    private record Part(long offset, long length) {}

    ArrowBatch(int rows) {
        this.rows = rows;
    }

    void add(TypedColumn column, List<Row> of) {
        nodes.add(new Node(rows, validity(column, of)));
        switch (column.kind()) {
            case TIME -> numbers(column, of, Long.BYTES, (out, number) -> out.putLong(micros(number)));
            case WHOLE -> numbers(column, of, Long.BYTES, (out, number) -> out.putLong(number.longValueExact()));
            case DOUBLE -> numbers(column, of, Double.BYTES, (out, number) -> out.putDouble(number.doubleValue()));
            case DECIMAL ->
                numbers(column, of, DECIMAL_BYTES, (out, number) -> decimal(number.setScale(column.digits()), out));
            case TEXT -> texts(column, of);
            case LIST -> lists(column, of);
        }
    }

    /// Where the batch's description stands in the builder.
    int header(FlatBufferBuilder builder) {
        RecordBatch.startNodesVector(builder, nodes.size());
        nodes.reversed().forEach(node -> FieldNode.createFieldNode(builder, node.length, node.nulls));
        int described = builder.endVector();
        RecordBatch.startBuffersVector(builder, parts.size());
        parts.reversed().forEach(part -> Buffer.createBuffer(builder, part.offset, part.length));
        return RecordBatch.createRecordBatch(builder, rows, described, builder.endVector(), 0, 0);
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    /// How many rows have no value.
    private int validity(TypedColumn column, List<Row> of) {
        var bits = new byte[(rows + Byte.SIZE - 1) / Byte.SIZE];
        int nulls = 0;
        for (int i = 0; i < rows; i++) {
            if (of.get(i).values().get(column.place()) == null) {
                nulls++;
            } else {
                bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
            }
        }
        part(bits, bits.length);
        return nulls;
    }

    private interface Put {
        void accept(ByteBuffer out, BigDecimal number);
    }

    private void numbers(TypedColumn column, List<Row> of, int width, Put put) {
        ByteBuffer out = buffer(rows * width);
        for (int i = 0; i < rows; i++) {
            @Nullable BigDecimal number = column.number(of.get(i));
            if (number != null) {
                put.accept(out.position(i * width), number);
            }
        }
        part(out);
    }

    private static long micros(BigDecimal seconds) {
        return seconds.movePointRight(MICROS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /// Two's complement, the least byte first.
    private static void decimal(BigDecimal number, ByteBuffer out) {
        byte[] big = number.unscaledValue().toByteArray();
        for (int i = 0; i < DECIMAL_BYTES; i++) {
            out.put(i < big.length ? big[big.length - 1 - i] : (byte) (number.signum() < 0 ? -1 : 0));
        }
    }

    private void texts(TypedColumn column, List<Row> of) {
        List<@Nullable String> texts = new ArrayList<>();
        of.forEach(row -> texts.add(column.text(row)));
        texts(texts);
    }

    private void texts(List<@Nullable String> texts) {
        ByteBuffer ends = buffer((texts.size() + 1) * Integer.BYTES).putInt(0);
        var all = new ByteArrayOutputStream();
        for (@Nullable String text : texts) {
            if (text != null) {
                all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
            ends.putInt(all.size());
        }
        part(ends);
        part(all.toByteArray(), all.size());
    }

    private void lists(TypedColumn column, List<Row> of) {
        ByteBuffer ends = buffer((of.size() + 1) * Integer.BYTES).putInt(0);
        List<@Nullable String> items = new ArrayList<>();
        for (Row row : of) {
            @Nullable List<String> list = column.texts(row);
            if (list != null) {
                items.addAll(list);
            }
            ends.putInt(items.size());
        }
        part(ends);
        nodes.add(new Node(items.size(), 0));
        part(new byte[0], 0);
        texts(items);
    }

    private void part(ByteBuffer buffer) {
        var bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        part(bytes, bytes.length);
    }

    private void part(byte[] bytes, int length) {
        parts.add(new Part(body.size(), length));
        body.write(bytes, 0, length);
        body.writeBytes(new byte[ArrowWriter.padding(length)]);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
