package ai.genops.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which data files there are: the table `meta.files`, of which an entry is never taken out again. The transaction
/// that puts rows into files deletes them from their table and enters the files here, so a reader sees each row in one
/// of the two places, and a file that is not entered is nobody's.
public final class Manifest {
    private static final String PRESENT = "select id, dataset, path, rows, bytes, first_time, last_time, columns"
            + " from meta.files where gone is null order by id";

    /// A lake that was only ever opened by an older version, for reading, has no such table.
    private static final String WITH_FILES = "exists (select 1 from duckdb_tables() where database_name ="
            + " current_database() and schema_name = 'meta' and table_name = 'files')";

    /// Of a write-once dataset without a retention.
    static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private Manifest() {}

    /// The files that a transaction sees; none if the lake is in memory, or older than its files.
    public static List<DataFile> files(Connection connection) throws SQLException {
        Path folder = folder(connection, WITH_FILES);
        List<DataFile> files = new ArrayList<>();
        if (folder == null) {
            return files;
        }
        Map<String, Map<String, FileColumn>> parsed = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PRESENT)) {
            while (rows.next()) {
                files.add(new DataFile(
                        rows.getLong(1),
                        rows.getString(2),
                        folder.resolve(rows.getString(3)).toString(),
                        RowIds.NONE,
                        rows.getLong(4),
                        rows.getLong(5),
                        instant(rows, 6),
                        instant(rows, 7),
                        parsed.computeIfAbsent(rows.getString(8), Columns::read),
                        Set.of()));
            }
        }
        return files;
    }

    /// The folder of the database's file, null if it has none.
    static @Nullable Path folder(Connection connection) throws SQLException {
        return folder(connection, "true");
    }

    private static @Nullable Path folder(Connection connection, String condition) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select path from duckdb_databases() where database_name = current_database() and "
                                + condition)) {
            String path = row.next() ? row.getString(1) : null;
            return path == null
                    ? null
                    : Path.of(path).toAbsolutePath().normalize().getParent();
        }
    }

    /// An entry that is to be made.
    record Entry(
            long id,
            String dataset,
            String path,
            Contents contents,
            long bytes,
            Map<String, FileColumn> columns,
            String sha256,
            Instant written,
            String origin,
            @Nullable Instant keepUntil) {

        /// What the hash chain binds: all of the file's facts, and its contents by their sum.
        String text() {
            return String.join(
                    "|",
                    Long.toString(id),
                    dataset,
                    path,
                    contents.text(),
                    Long.toString(bytes),
                    Columns.write(columns),
                    sha256,
                    written.truncatedTo(ChronoUnit.MICROS).toString(),
                    origin,
                    keepUntil == null
                            ? ""
                            : keepUntil.truncatedTo(ChronoUnit.MICROS).toString());
        }

        static Entry read(ResultSet row) throws SQLException {
            var contents = new Contents(
                    row.getLong("rows"),
                    instant(row, row.findColumn("first_time")),
                    instant(row, row.findColumn("last_time")),
                    instant(row, row.findColumn("last_index_time")),
                    row.getLong("first_offset"),
                    row.getLong("last_offset"));
            return new Entry(
                    row.getLong("id"),
                    row.getString("dataset"),
                    row.getString("path"),
                    contents,
                    row.getLong("bytes"),
                    Columns.read(row.getString("columns")),
                    row.getString("sha256"),
                    instant(row, row.findColumn("written")),
                    row.getString("origin"),
                    instantOrNull(row, row.findColumn("keep_until")));
        }
    }

    /// What a file's rows span.
    record Contents(long rows, Instant first, Instant last, Instant lastIndex, long firstOffset, long lastOffset) {
        String text() {
            return rows + "|" + first + "|" + last + "|" + lastIndex + "|" + firstOffset + "|" + lastOffset;
        }
    }

    static long nextId(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(id), 0) + 1 from meta.files")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Enters a file behind the dataset's last one.
    static void enter(Connection connection, Entry entry) throws SQLException {
        String chain = Chain.link(lastChain(connection, entry.dataset), entry.text());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into meta.files values" + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null)")) {
            insert.setLong(1, entry.id);
            insert.setString(2, entry.dataset);
            insert.setString(3, entry.path);
            insert.setLong(4, entry.contents.rows);
            insert.setLong(5, entry.bytes);
            insert.setObject(6, local(entry.contents.first));
            insert.setObject(7, local(entry.contents.last));
            insert.setObject(8, local(entry.contents.lastIndex));
            insert.setLong(9, entry.contents.firstOffset);
            insert.setLong(10, entry.contents.lastOffset);
            insert.setString(11, Columns.write(entry.columns));
            insert.setString(12, entry.sha256);
            insert.setString(13, chain);
            insert.setObject(14, local(entry.written));
            insert.setString(15, entry.origin);
            insert.setObject(16, entry.keepUntil == null ? null : local(entry.keepUntil));
            insert.execute();
        }
    }

    /// Notes that files are no longer the lake's; who looked before still reads them.
    static void takeOut(Connection connection, List<Long> ids, Instant when, String why) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update meta.files set gone = ?, gone_why = ? where id = ?")) {
            for (long id : ids) {
                update.setObject(1, local(when));
                update.setString(2, why);
                update.setLong(3, id);
                update.execute();
            }
        }
    }

    private static String lastChain(Connection connection, String dataset) throws SQLException {
        try (var query = connection.prepareStatement(
                "select chain from meta.files where dataset = ? order by id desc limit 1")) {
            query.setString(1, dataset);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
