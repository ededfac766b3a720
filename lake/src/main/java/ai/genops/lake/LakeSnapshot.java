package ai.genops.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/// The lake as one transaction sees it, while it goes on being written: a copy of its database, and the data files
/// that belong to it, which are not deleted before this is closed. For one thread; one at a time for each lake.
///
/// The copy is made by the database itself, row by row, beside it in its folder.
public final class LakeSnapshot implements AutoCloseable {
    private static final String NAME = "snapshot";

    private final Path folder;
    private final DuckDBConnection connection;
    private final List<DataFile> files;

    /// A data file of the lake.
    ///
    /// @param path below the lake's folder
    /// @param sha256 what its contents must have, in hex
    public record DataFile(String path, long bytes, String sha256) {}

    private LakeSnapshot(Path folder, DuckDBConnection connection, List<DataFile> files) {
        this.folder = folder;
        this.connection = connection;
        this.files = files;
    }

    /// Takes one now.
    ///
    /// @throws LakeException if it cannot be taken, for example because the disk is full
    public static LakeSnapshot take(Lake lake) {
        Path folder = lake.folder().toAbsolutePath().normalize();
        try {
            DuckDBConnection connection = lake.reader();
            try {
                discard(folder);
                return new LakeSnapshot(folder, connection, copy(connection, folder));
            } catch (SQLException | IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeException("The lake cannot be copied: " + Errors.text(e), e);
        } catch (IOException e) {
            throw new LakeException("The lake cannot be copied: " + e.getMessage(), e);
        }
    }

    /// The copy of the database.
    public Path database() {
        return folder.resolve(NAME + ".duckdb");
    }

    /// The data files that its manifest has.
    public List<DataFile> files() {
        return files;
    }

    /// Deletes the copy and lets data files go.
    @Override
    public void close() {
        try {
            connection.close();
            discard(folder);
        } catch (SQLException | IOException e) {
            throw new LakeException("The copy of the lake cannot be deleted: " + e.getMessage(), e);
        }
    }

    /// Removes what a crash left of one.
    static void discard(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME + ".duckdb"));
        Files.deleteIfExists(folder.resolve(NAME + ".duckdb.wal"));
    }

    private static List<DataFile> copy(DuckDBConnection connection, Path folder) throws SQLException {
        try (var statement = connection.createStatement()) {
            String lake;
            try (ResultSet name = statement.executeQuery("select current_database()")) {
                name.next();
                lake = Objects.requireNonNull(name.getString(1));
            }
            statement.execute(
                    "attach " + Layout.literal(folder.resolve(NAME + ".duckdb").toString()) + " as " + NAME);
            try {
                connection.setAutoCommit(false);
                List<DataFile> files = new ArrayList<>();
                try (ResultSet row = statement.executeQuery(
                        "select path, bytes, sha256 from meta.files where gone is null order by id")) {
                    while (row.next()) {
                        files.add(new DataFile(row.getString(1), row.getLong(2), row.getString(3)));
                    }
                }
                statement.execute("copy from database " + Layout.quote(lake) + " to " + NAME);
                connection.commit();
                return files;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                statement.execute("detach " + NAME);
            }
        }
    }
}
