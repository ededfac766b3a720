package ai.genops.destination.s3;

import ai.genops.destination.lane.Lane;
import ai.genops.log.DurableFolders;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// Writes events as Parquet, by a DuckDB that lives as long as one file takes: typed columns for what every event has
/// (null where it has none), and `event`, the complete event as JSON, exact to the last digit. The time comes from the
/// text: as a JSON number it would lose its last digits.
final class ParquetFile {
    /// What an event is read as; a value of another type than its column is null there and stands in `event`.
    private static final String COPY = """
            COPY (
              SELECT
                TRY_CAST(regexp_extract(event, '^\\{"_time":(-?[0-9.]+)', 1) AS DECIMAL(19, 9)) AS _time,
                event->>'$.kind' AS kind,
                event->>'$.name' AS name,
                event->>'$.trace_id' AS trace_id,
                event->>'$.span_id' AS span_id,
                event->>'$.parent_span_id' AS parent_span_id,
                TRY_CAST(event->>'$.duration_ms' AS DOUBLE) AS duration_ms,
                event->>'$.status' AS status,
                event->>'$.pipeline' AS pipeline,
                TRY_CAST(event->>'$.sample_rate' AS DOUBLE) AS sample_rate,
                event::VARCHAR AS event
              FROM read_csv('$lines', columns = {'event': 'VARCHAR'}, header = false, auto_detect = false,
                delim = '\\x01', quote = '', escape = '', new_line = '\\n', max_line_size = 268435456)
            ) TO '$parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)
            """;

    private ParquetFile() {}

    /// @param folder for temporary files, which are gone when it returns
    static byte[] of(Lane<Form> lane, Path folder) throws IOException {
        DurableFolders.createOne(folder);
        Path lines = Files.createTempFile(folder, "events", ".ndjson");
        Path parquet = lines.resolveSibling(lines.getFileName() + ".parquet");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines), 64 * 1024)) {
                Packing.write(lane, out);
            }
            copy(lines, parquet, folder);
            return Files.readAllBytes(parquet);
        } catch (SQLException e) {
            throw new IOException("the Parquet file could not be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(lines);
            Files.deleteIfExists(parquet);
        }
    }

    private static void copy(Path lines, Path parquet, Path folder) throws SQLException {
        var settings = new Properties();
        settings.setProperty("memory_limit", "256MB");
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", folder.toString());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = duckdb.createStatement()) {
            statement.execute(COPY.replace("$lines", quoted(lines)).replace("$parquet", quoted(parquet)));
        }
    }

    private static String quoted(Path file) {
        return file.toString().replace("'", "''");
    }
}
