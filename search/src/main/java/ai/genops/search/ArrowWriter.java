package ai.genops.search;

import ai.genops.search.Result.Row;
import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/// Writes a result as a stream of Arrow's IPC format, for notebooks: a schema, batches of rows, the end. Columns are
/// typed as in [ParquetWriter], and any of them may be null.
///
/// The format: https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
public final class ArrowWriter {
    /// Of a batch; a batch is in memory twice while it is written.
    private static final int MOST_ROWS = 16_384;

    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int ALIGNMENT = 8;

    private ArrowWriter() {}

    /// A whole stream.
    public static byte[] bytes(Result result) throws IOException {
        var out = new ByteArrayOutputStream();
        write(result, out);
        return out.toByteArray();
    }

    /// Writes a whole stream; `out` stays open.
    public static void write(Result result, OutputStream out) throws IOException {
        List<TypedColumn> columns = TypedColumn.of(result);
        var schema = new FlatBufferBuilder();
        message(schema, MessageHeader.Schema, ArrowSchema.of(columns, schema), new byte[0], out);
        for (int from = 0; from < result.rows().size(); from += MOST_ROWS) {
            List<Row> rows = result.rows()
                    .subList(from, Math.min(from + MOST_ROWS, result.rows().size()));
            var batch = new FlatBufferBuilder();
            var body = new ArrowBatch(rows.size());
            columns.forEach(column -> body.add(column, rows));
            message(batch, MessageHeader.RecordBatch, body.header(batch), body.bytes(), out);
        }
        out.write(littleEndian(CONTINUATION, 0));
    }

    /// A message: how long its description is, the description, its body.
    private static void message(FlatBufferBuilder builder, byte kind, int header, byte[] body, OutputStream out)
            throws IOException {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, body.length, 0));
        byte[] described = builder.sizedByteArray();
        int padding = padding(described.length);
        out.write(littleEndian(CONTINUATION, described.length + padding));
        out.write(described);
        out.write(new byte[padding]);
        out.write(body);
    }

    /// Bytes that are missing to the next multiple of eight.
    static int padding(long length) {
        return (int) (-length & (ALIGNMENT - 1));
    }

    private static byte[] littleEndian(int first, int second) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first)
                .putInt(second)
                .array();
    }
}
