package ai.genops.lake;

import ai.genops.lake.Yielding.Pace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the rows of a relation, which stand in the order they are to have, into data files, and enters those in the
/// manifest; in the connection's transaction. A file is on disk before it is entered: what a crash leaves that is not
/// entered is an orphan, to be removed at the next start.
final class FileWriter {
    /// The relation that rows are taken from.
    static final String RELATION = "lake_rolling";

    private static final int ROW_GROUP = 122_880;
    private static final int LEAST_ROW_GROUP = 2_048;
    /// Bytes of text that a row group may have in a column.
    private static final long TEXT = 25_000_000;

    private final Connection connection;
    private final Path folder;
    private final Witness witness;
    private final Pace pace;
    private final List<Path> written = new ArrayList<>();
    private long rows;
    private long bytes;

    FileWriter(Connection connection, Path folder, Witness witness, Pace pace) {
        this.connection = connection;
        this.folder = folder;
        this.witness = witness;
        this.pace = pace;
    }

    /// What all files of one writing have in common.
    record Kind(Storage storage, Map<String, FileColumn> columns, String origin, Instant now) {}

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    int files() {
        return written.size();
    }

    /// @param path of the file's folder, below the lake's
    /// @param where which rows of the relation, as SQL
    void write(Kind kind, String path, String where) throws SQLException {
        long id = Manifest.nextId(connection);
        String suffix = DataKeys.suffix(kind.storage.keys().writing());
        String name = path + "/" + String.format("%010d", id) + suffix;
        Path file = folder.resolve(name);
        Manifest.Contents contents = contents(where);
        try {
            Files.createDirectories(file.getParent());
            written.add(file);
            if (kind.storage.keys().writing() == 0) {
                copy(kind, where, file);
            } else {
                encrypt(kind, where, file);
            }
            witness.at(Witness.Step.WRITTEN);
            sync(file);
            Manifest.enter(
                    connection,
                    new Manifest.Entry(
                            id,
                            kind.storage.name(),
                            name,
                            contents,
                            Files.size(file),
                            kind.columns,
                            Chain.of(file),
                            kind.now,
                            kind.origin,
                            keepUntil(kind.storage.dataset(), contents)));
            bytes += Files.size(file);
        } catch (IOException e) {
            throw new SQLException("IO Error: `" + file + "`: " + e.getMessage(), e);
        }
        rows += contents.rows();
        witness.at(Witness.Step.ENTERED);
    }

    /// Deletes what was written, after the transaction did not come through. It may have after all, when the error was
    /// in telling; what then is entered stays. What cannot be deleted is an orphan, which the next start removes.
    void discard() {
        try {
            Set<String> entered = new HashSet<>();
            Manifest.files(connection).forEach(file -> entered.add(file.path()));
            connection.rollback();
            for (Path file : written) {
                if (!entered.contains(file.toString())) {
                    Orphans.delete(file, folder);
                }
            }
        } catch (SQLException | IOException e) {
            // The next start knows.
        }
    }

    private Manifest.Contents contents(String where) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), min(_time), max(_time), max(_indextime),"
                        + " min(_offset), max(_offset) from " + RELATION + " where " + where)) {
            row.next();
            return new Manifest.Contents(
                    row.getLong(1),
                    Manifest.instant(row, 2),
                    Manifest.instant(row, 3),
                    Manifest.instant(row, 4),
                    row.getLong(5),
                    row.getLong(6));
        }
    }

    private void encrypt(Kind kind, String where, Path file) throws SQLException, IOException {
        Path plain = file.resolveSibling(file.getFileName() + Orphans.PLAIN);
        written.add(plain);
        copy(kind, where, plain);
        witness.at(Witness.Step.PLAIN);
        kind.storage.keys().encrypt(plain, file);
        Files.delete(plain);
    }

    /// DuckDB writes the text of a row group's column as one page up to 100 MB, and holds several pages for each thread
    /// that reads one: what is bounded here is the memory of searches. A file that it reads encrypted may have no
    /// second page in a row group's column.
    private int rowGroup(String where) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), greatest(coalesce(sum(strlen(fields)), 0),"
                        + " coalesce(sum(strlen(events)), 0), 1)::bigint from " + RELATION + " where " + where)) {
            row.next();
            long most = Math.max(1, TEXT * row.getLong(1) / row.getLong(2));
            return Math.clamp(most, LEAST_ROW_GROUP, ROW_GROUP);
        }
    }

    private void copy(Kind kind, String where, Path file) throws SQLException {
        var columns = new ArrayList<String>(List.of(Columns.FIXED, "fields", "events", "_offset", "_ordinal"));
        kind.columns.forEach((name, of) -> {
            if (of.kind() != ColumnKind.NONE) {
                columns.add(Layout.quote(name));
            }
        });
        try (var statement = connection.createStatement()) {
            statement.execute("copy (select " + String.join(", ", columns) + " from "
                    + pace.of("(from " + RELATION + " where " + where + ")") + ") to " + Layout.literal(file.toString())
                    + " (format parquet, compression "
                    + compression(kind.storage) + ", row_group_size " + rowGroup(where) + ", use_tmp_file false)");
        }
    }

    /// Zstandard's level 3, which is usual, takes half as much time again for one byte of a hundred.
    private static String compression(Storage storage) {
        return storage.compression().equals("zstd") ? "zstd, compression_level 1" : storage.compression();
    }

    /// Of write-once datasets: fixed now, whatever the configuration says later. Counted from the later of event and
    /// arrival, since a client chooses the event's time.
    private static @Nullable Instant keepUntil(DatasetConfig dataset, Manifest.Contents contents) {
        if (!dataset.keeping().writeOnce()) {
            return null;
        }
        Instant newest = contents.last().isAfter(contents.lastIndex()) ? contents.last() : contents.lastIndex();
        return dataset.age() == null ? Manifest.FOR_EVER : newest.plus(dataset.age());
    }

    /// The file's bytes and the folders that lead to it.
    private void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        for (Path above = file.getParent(); above != null && above.startsWith(folder); above = above.getParent()) {
            try (FileChannel channel = FileChannel.open(above, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
