package ai.genops.lake;

import ai.genops.lake.Rows.Text;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// Shows [Rows] to DuckDB as a table function, `lake_rows(number)`, so that one `insert ... select` moves them into
/// their young table, a column of up to 2,048 values at a time. Safe for concurrent use.
final class RowSource implements DuckDBTableFunction<RowSource.Slice, RowSource.Cursor, Void> {
    private static final String NAME = "lake_rows";

    /// The table's columns from what `lake_rows` gives, in the order of both. Text becomes JSON only to be refused if
    /// it
    /// is none.
    private static final String SELECT = """
            (_time, _indextime, duration_ns, sample_rate, _offset, _ordinal, kind, name, trace_id, span_id, \
            parent_span_id, status, host, source, sourcetype, pipeline, fields, events) \
            select make_timestamp(_time), make_timestamp(_indextime), duration_ns, sample_rate, _offset, _ordinal, \
            kind, name, trace_id, span_id, parent_span_id, status, host, source, sourcetype, pipeline, \
            fields::json::varchar, events::json::varchar from lake_rows(\
            """;

    /// Rows `from` to `to` that are not refused.
    record Slice(Rows rows, int from, int to) {}

    /// How far a query has read a slice. One thread at a time.
    static final class Cursor {
        private int row = -1;
    }

    private final Map<Long, Slice> slices = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    void register(DuckDBConnection connection) throws SQLException {
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName(NAME).withParameter(Long.class).withFunction(this).register(connection);
        }
    }

    /// Inserts rows `from` to `to` into the dataset's young table, in the connection's transaction.
    void insert(DuckDBConnection connection, String dataset, Rows rows, int from, int to) throws SQLException {
        long number = numbers.incrementAndGet();
        slices.put(number, new Slice(rows, from, to));
        try (var statement = connection.createStatement()) {
            statement.execute("insert into " + Layout.young(dataset) + SELECT + number + "::bigint)");
        } finally {
            slices.remove(number);
        }
    }

    @Override
    public Slice bind(DuckDBTableFunctionBindInfo info) throws Exception {
        for (String column : new String[] {"_time", "_indextime", "duration_ns"}) {
            info.addResultColumn(column, DuckDBColumnType.BIGINT);
        }
        info.addResultColumn("sample_rate", DuckDBColumnType.DOUBLE);
        info.addResultColumn("_offset", DuckDBColumnType.BIGINT);
        info.addResultColumn("_ordinal", DuckDBColumnType.INTEGER);
        for (Text text : Rows.TEXTS) {
            info.addResultColumn(text.name().toLowerCase(java.util.Locale.ROOT), DuckDBColumnType.VARCHAR);
        }
        try (var number = info.getParameter(0)) {
            Slice slice = slices.get(number.getLong());
            if (slice == null) {
                throw new IllegalArgumentException(NAME + " is the lake's own and has nothing to show");
            }
            return slice;
        }
    }

    @Override
    public Cursor init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return new Cursor();
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk) {
        Slice slice = call.getBindData();
        Cursor cursor = call.getInitData();
        int[] places = new int[(int) chunk.capacity()];
        int count = 0;
        int row = slice.rows.nextKept(cursor.row < 0 ? slice.from : cursor.row);
        while (count < places.length && row < slice.to) {
            places[count++] = row;
            row = slice.rows.nextKept(row + 1);
        }
        cursor.row = row;
        if (count > 0) {
            numbers(slice.rows, places, count, chunk);
            texts(slice.rows, places, count, chunk);
        }
        return count;
    }

    private static void numbers(Rows rows, int[] places, int count, DuckDBDataChunkWriter chunk) {
        DuckDBWritableVector time = chunk.vector(0);
        DuckDBWritableVector indexTime = chunk.vector(1);
        DuckDBWritableVector duration = chunk.vector(2);
        DuckDBWritableVector sampleRate = chunk.vector(3);
        DuckDBWritableVector offset = chunk.vector(4);
        DuckDBWritableVector ordinal = chunk.vector(5);
        for (int i = 0; i < count; i++) {
            int row = places[i];
            time.setLong(i, rows.timeMicros(row));
            indexTime.setLong(i, rows.indexMicros(row));
            if (rows.durationNanos(row) < 0) {
                duration.setNull(i);
            } else {
                duration.setLong(i, rows.durationNanos(row));
            }
            sampleRate.setDouble(i, rows.sampleRate(row));
            offset.setLong(i, rows.offset(row));
            ordinal.setInt(i, rows.ordinal(row));
        }
    }

    private static void texts(Rows rows, int[] places, int count, DuckDBDataChunkWriter chunk) {
        for (Text text : Rows.TEXTS) {
            byte[] @Nullable [] values = new byte[count][];
            for (int i = 0; i < count; i++) {
                values[i] = rows.text(text, places[i]);
            }
            chunk.vector(6 + text.place).setStringUtf8Batch(0, values);
        }
    }
}
