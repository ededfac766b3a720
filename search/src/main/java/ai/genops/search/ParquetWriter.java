package ai.genops.search;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Writes a result as a Parquet file, for notebooks. A column is as narrow as its values let it be: a time is a
/// `TIMESTAMP` in UTC; whole numbers are `INT64`; numbers are `DOUBLE` where that is the same number, else `DECIMAL`;
/// several values are a list of texts; all else is text. Names that differ in case alone get a number.
public final class ParquetWriter {
    /// Digits that a decimal has at most.
    private static final int MOST_DIGITS = 38;

    private ParquetWriter() {}

    private enum Kind {
        TIME("DOUBLE", "to_timestamp(%s)"),
        WHOLE("BIGINT", "%s"),
        DOUBLE("DOUBLE", "%s"),
        DECIMAL("VARCHAR", "%s"),
        LIST("VARCHAR[]", "%s"),
        TEXT("VARCHAR", "%s");

        private final String type;
        private final String written;

        Kind(String type, String written) {
            this.type = type;
            this.written = written;
        }
    }

    /// @param digits behind the point, of a decimal
    private record Column(String name, Kind kind, int digits) {
        String definition() {
            return quoted(name) + " " + kind.type;
        }

        String written() {
            String value = kind == Kind.DECIMAL
                    ? "cast(%s as DECIMAL(%d,%d))".formatted(quoted(name), MOST_DIGITS, digits)
                    : kind.written.formatted(quoted(name));
            return value + " as " + quoted(name);
        }
    }

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
        List<Column> columns = columns(result);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("set temp_directory = " + literal(file + ".tmp"));
            statement.execute("create table result ("
                    + String.join(", ", columns.stream().map(Column::definition).toList()) + ")");
            append(result, columns, connection.unwrap(DuckDBConnection.class));
            String written =
                    String.join(", ", columns.stream().map(Column::written).toList());
            statement.execute("copy (select " + written + " from result) to " + literal(file.toString())
                    + " (format parquet, compression zstd)");
        } catch (SQLException e) {
            throw new IOException("the result cannot be written as Parquet: " + e.getMessage(), e);
        }
    }

    private static void append(Result result, List<Column> columns, DuckDBConnection connection) throws SQLException {
        try (DuckDBAppender out = connection.createAppender("result")) {
            for (Row row : result.rows()) {
                out.beginRow();
                for (int i = 0; i < columns.size(); i++) {
                    append(row.values().get(i), columns.get(i).kind, out);
                }
                out.endRow();
            }
        }
    }

    private static void append(@Nullable Value value, Kind kind, DuckDBAppender out) throws SQLException {
        if (value == null) {
            out.appendNull();
            return;
        }
        switch (kind) {
            case TIME, DOUBLE -> out.append(number(value).doubleValue());
            case WHOLE -> out.append(number(value).longValueExact());
            case DECIMAL, TEXT -> out.append(value.display());
            case LIST ->
                out.append(
                        value instanceof Value.Many(var several)
                                ? several.stream().map(Value::display).toList()
                                : List.of(value.display()));
        }
    }

    private static BigDecimal number(Value value) {
        return ((Value.Num) value).number();
    }

    private static List<Column> columns(Result result) {
        var columns = new ArrayList<Column>();
        var taken = new HashSet<String>();
        for (int i = 0; i < result.fields().size(); i++) {
            Field field = result.fields().get(i);
            String name = field.name();
            for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
                name = field.name() + "_" + number;
            }
            columns.add(column(name, field.time(), values(result, i)));
        }
        return columns;
    }

    private static List<Value> values(Result result, int column) {
        var values = new ArrayList<Value>();
        for (Row row : result.rows()) {
            @Nullable Value value = row.values().get(column);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Column column(String name, boolean time, List<Value> values) {
        if (values.stream().anyMatch(Value.Many.class::isInstance)) {
            return new Column(name, Kind.LIST, 0);
        }
        if (values.isEmpty() ? !time : !values.stream().allMatch(Value.Num.class::isInstance)) {
            return new Column(name, Kind.TEXT, 0);
        }
        List<BigDecimal> numbers = values.stream().map(ParquetWriter::number).toList();
        if (time) {
            return new Column(name, Kind.TIME, 0);
        }
        if (numbers.stream().allMatch(ParquetWriter::isWhole)) {
            return new Column(name, Kind.WHOLE, 0);
        }
        int digits = 0;
        int before = 0;
        boolean asDouble = true;
        for (BigDecimal number : numbers) {
            BigDecimal plain = number.stripTrailingZeros();
            digits = Math.max(digits, plain.scale());
            before = Math.max(before, plain.precision() - plain.scale());
            asDouble &= BigDecimal.valueOf(number.doubleValue()).compareTo(number) == 0;
        }
        Kind kind = asDouble ? Kind.DOUBLE : digits + before <= MOST_DIGITS ? Kind.DECIMAL : Kind.TEXT;
        return new Column(name, kind, digits);
    }

    private static boolean isWhole(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
