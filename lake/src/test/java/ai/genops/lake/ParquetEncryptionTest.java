package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that DuckDB wrote, encrypted here, read by DuckDB again.
class ParquetEncryptionTest {
    private static final String MIXED = """
            select range as i, case when range % 3 = 0 then null else 'text ' || range end as t, 'd' || (range % 7) as d,
                range / 8.0 as x, range % 2 = 0 as flag, make_timestamp(1763600000000000 + range) as _time,
                null::bigint as none
            from range(300000)""";

    @TempDir
    Path folder;

    private final byte[] key = new byte[32];

    ParquetEncryptionTest() {
        new SecureRandom().nextBytes(key);
    }

    private Path plain() {
        return folder.resolve("plain.parquet");
    }

    private Path encrypted() {
        return folder.resolve("encrypted.parquet");
    }

    private Connection write(String rows, String options) throws SQLException, IOException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        execute(
                connection,
                "copy (" + rows + ") to " + Layout.literal(plain().toString()) + " (format parquet" + options + ")");
        ParquetEncryption.write(plain(), encrypted(), "it", new ParquetCipher(key, new SecureRandom()));
        addKey(connection, "it", key);
        return connection;
    }

    private static void addKey(Connection connection, String name, byte[] key) throws SQLException {
        String text = Base64.getEncoder().encodeToString(key);
        execute(connection, "pragma add_parquet_key('" + name + "', '" + text + "')");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String reading(String key) {
        return "(select * from " + pushing(key) + " offset 0)";
    }

    private String pushing(String key) {
        return "read_parquet(" + Layout.literal(encrypted().toString()) + ", encryption_config = {footer_key: '" + key
                + "'})";
    }

    private void assertSame(Connection connection) throws SQLException {
        String was = "from " + Layout.literal(plain().toString());
        assertThat(value(
                        connection,
                        "select count(*) from (select * " + was + " except all from " + reading("it") + ")"))
                .isEqualTo("0");
        assertThat(value(connection, "select count(*) from " + reading("it")))
                .isEqualTo(value(connection, "select count(*) " + was));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ", compression zstd", ", compression uncompressed", ", row_group_size 2048, compression zstd"
            })
    void rowsAreTheSame(String options) throws Exception {
        try (Connection connection = write(MIXED, options)) {
            assertSame(connection);
            assertThat(value(
                            connection,
                            "select max(t) from " + reading("it") + " where i between 299990 and 299996 and d = 'd1'"))
                    .isEqualTo("text 299993");
            assertThat(Files.readString(encrypted(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("PARE")
                    .endsWith("PARE")
                    .doesNotContain("text ", "_time", "duckdb", "DuckDB");
        }
    }

    /// 2,048 rows with more than 100 MB, which DuckDB puts on several pages.
    @Test
    void aColumnOfSeveralPagesIsTheSame() throws Exception {
        String rows = "select range as i, range || repeat(chr(97 + (range % 26)::int), 60000) as t from range(2048)";
        try (Connection connection = write(rows, ", compression zstd")) {
            assertThat(value(
                            connection,
                            "select count(*) from parquet_metadata(" + Layout.literal(plain().toString())
                                    + ") where total_uncompressed_size > 100000000"))
                    .isEqualTo("1");
            assertSame(connection);
        }
    }

    @Test
    void withoutTheKeyOrWithAnotherItIsNotRead() throws Exception {
        try (Connection connection = write(MIXED, "")) {
            addKey(connection, "other", new byte[32]);
            assertThatThrownBy(() -> value(connection, "select sum(i) from " + reading("other")))
                    .hasMessageContaining("are you using the right key");
            assertThatThrownBy(() -> value(
                            connection,
                            "select sum(i) from " + Layout.literal(encrypted().toString())))
                    .hasMessageContaining("is encrypted");
        }
    }

    @Test
    void aChangedByteIsAnErrorAndNotAnotherValue() throws Exception {
        try (Connection connection = write(MIXED, ", compression uncompressed")) {
            byte[] bytes = Files.readAllBytes(encrypted());
            bytes[bytes.length / 2] ^= 1;
            Files.write(encrypted(), bytes);
            assertThatThrownBy(() -> value(connection, "select max(columns(*)) from " + reading("it")))
                    .hasMessageContaining("AES tag");
        }
    }

    /// If this fails, DuckDB has learned it, and [Layout#parquet] need not hold filters back.
    @Test
    void aFilterCannotBePushedIntoAnEncryptedFile() throws Exception {
        try (Connection connection = write(MIXED, "")) {
            assertThatThrownBy(() -> value(connection, "select max(i) from " + pushing("it") + " where d = 'd1'"))
                    .hasMessageContaining("AES tag");
        }
    }

    @Test
    void whatIsNoParquetFileIsRefused() throws IOException {
        Files.writeString(plain(), "this is no Parquet file, whatever its name says");
        assertThatThrownBy(() ->
                        ParquetEncryption.write(plain(), encrypted(), "it", new ParquetCipher(key, new SecureRandom())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Parquet file");
    }
}
