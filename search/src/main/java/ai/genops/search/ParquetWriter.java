package ai.genops.search;

import ai.genops.search.Result.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes a result as a Parquet file, for notebooks. A column is as narrow as its values let it be: a time is a
/// `TIMESTAMP` in UTC; whole numbers are `INT64`; numbers are `DOUBLE` where that is the same number, else `DECIMAL`;
/// several values are a list of texts; all else is text. Names that differ in case alone get a number.
public final class ParquetWriter {
    private ParquetWriter() {}

    /// A file's content.
    ///
    /// @throws IllegalArgumentException if the result has no fields, which Parquet does not know
    public static byte[] bytes(Result result) throws IOException {
        Path folder = Files.createTempDirectory("genops-result");
        Path file = folder.resolve("result.parquet");
        try {
            write(result, file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /// @param file written over; beside it there may be temporary files meanwhile
    static void write(Result result, Path file) throws IOException {
        if (result.fields().isEmpty()) {
            throw new IllegalArgumentException("the result has no fields, and a Parquet file has at least one");
        }
        List<TypedColumn> columns = TypedColumn.of(result);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("set temp_directory = " + literal(file + ".tmp"));
            statement.execute("create table result ("
                    + columns.stream().map(ParquetWriter::definition).collect(Collectors.joining(", ")) + ")");
            append(result, columns, connection.unwrap(DuckDBConnection.class));
            String written = columns.stream().map(ParquetWriter::written).collect(Collectors.joining(", "));
            statement.execute("copy (select " + written + " from result) to " + literal(file.toString())
                    + " (format parquet, compression zstd)");
        } catch (SQLException e) {
            throw new IOException("the result cannot be written as Parquet: " + e.getMessage(), e);
        }
    }

    private static String definition(TypedColumn column) {
        String type = switch (column.kind()) {
            case TIME, DOUBLE -> "DOUBLE";
            case WHOLE -> "BIGINT";
            case DECIMAL, TEXT -> "VARCHAR";
            case LIST -> "VARCHAR[]";
        };
        return quoted(column.name()) + " " + type;
    }

    private static String written(TypedColumn column) {
        String name = quoted(column.name());
        return switch (column.kind()) {
            case TIME -> "to_timestamp(" + name + ") as " + name;
            case DECIMAL ->
                "cast(%1$s as DECIMAL(%2$d,%3$d)) as %1$s".formatted(name, TypedColumn.MOST_DIGITS, column.digits());
            case WHOLE, DOUBLE, LIST, TEXT -> name;
        };
    }

    private static void append(Result result, List<TypedColumn> columns, DuckDBConnection connection)
            throws SQLException {
        try (DuckDBAppender out = connection.createAppender("result")) {
            for (Row row : result.rows()) {
                out.beginRow();
                for (TypedColumn column : columns) {
                    append(column, row, out);
                }
                out.endRow();
            }
        }
    }

    private static void append(TypedColumn column, Row row, DuckDBAppender out) throws SQLException {
        if (row.values().get(column.place()) == null) {
            out.appendNull();
            return;
        }
        switch (column.kind()) {
            case TIME, DOUBLE -> out.append(number(column, row).doubleValue());
            case WHOLE -> out.append(number(column, row).longValueExact());
            case DECIMAL, TEXT -> out.append(column.text(row));
            case LIST -> out.append(column.texts(row));
        }
    }

    private static BigDecimal number(TypedColumn column, Row row) {
        return Objects.requireNonNull(column.number(row));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
