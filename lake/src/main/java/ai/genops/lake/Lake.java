package ai.genops.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The lake's database: one DuckDB instance on one file, which one process holds. Opening takes a second (71 MB of
/// native code), so it happens in the background; whoever needs the database waits for it. The database reads and
/// writes no file outside its folder, and its settings cannot be changed by a query. Rows that were rolled are in data
/// files beside it, which [Manifest] lists. Safe for concurrent use; the connections it gives are not.
public final class Lake implements AutoCloseable {
    /// The file is attached to a database in memory, since how large row groups are can be said only so.
    private static final String NAME = "lake";

    private static final String USE = "use " + NAME;
    /// How often what makes way for searches looks whether they are over.
    private static final long LOOK_NANOS = 1_000_000;

    private final Path folder;
    private final DatabaseFile file;
    private final Settings settings;
    private final boolean readOnly;
    private final RowSource rows = new RowSource();
    private final CompletableFuture<DuckDBConnection> opening = new CompletableFuture<>();
    /// The connection that keeps the instance alive; after a fatal error a new one.
    private volatile CompletableFuture<DuckDBConnection> instance = opening;
    private volatile int openings = 1;
    private volatile Functions functions = _ -> {};
    /// Null: nobody has said.
    private volatile @Nullable DataKeys keys;

    private final Pressure pressure = new Pressure();
    private boolean closed;
    private final Map<String, Storage> storages = new ConcurrentHashMap<>();
    private final Readers readers = new Readers();
    private final Yielding yielding = new Yielding(readers, System::nanoTime, () -> LockSupport.parkNanos(LOOK_NANOS));

    /// What the database may use: bytes of memory (beyond which it spills to its folder) and threads.
    public record Settings(long memoryBytes, int threads) {
        /// A quarter of a small machine.
        public static final Settings DEFAULT = new Settings(1L << 30, 2);

        public Settings {
            if (memoryBytes < 64L << 20 || threads < 1) {
                throw new IllegalArgumentException("the lake needs 64 MiB and a thread, got " + memoryBytes
                        + " bytes and " + threads + " threads");
            }
        }
    }

    private Lake(Path folder, Settings settings, boolean readOnly) {
        this.folder = folder;
        this.file = new DatabaseFile(folder.resolve(Layout.FILE));
        this.settings = settings;
        this.readOnly = readOnly;
    }

    /// The lake in `folder`, for writing and searching. Nothing is touched before [#open].
    public static Lake in(Path folder, Settings settings) {
        return new Lake(folder, settings, false);
    }

    /// A lake for searching while no server runs.
    public static Lake readOnly(Path folder, Settings settings) {
        return new Lake(folder, settings, true);
    }

    /// Adds to a database that was opened what searches call and it does not have.
    @FunctionalInterface
    public interface Functions {
        void register(DuckDBConnection connection) throws SQLException;
    }

    /// Says what the database is to have beyond its own; before [#open].
    public Lake with(Functions added) {
        functions = added;
        return this;
    }

    /// Says with which keys data files are encrypted and read; before [#open]. A lake that is opened for writing is
    /// then opened only if it has the keys of all its files.
    public Lake with(DataKeys given) {
        keys = given;
        return this;
    }

    /// Whether files in the folder are under keys.
    ///
    /// @throws LakeException if the folder cannot be read
    public boolean needsKeys() {
        try {
            return Files.isDirectory(folder)
                    && Orphans.ours(folder).stream().anyMatch(file -> DataKeys.of(file.toString()) != 0);
        } catch (IOException | UncheckedIOException e) {
            throw new LakeException("The lake's folder `" + folder + "` cannot be read: " + e.getMessage(), e);
        }
    }

    /// Opens the lake, making it if it is not there; once. Returns at once; a failure is told by [#await].
    public Lake open() {
        Thread.ofPlatform().name("lake-open").daemon().start(() -> {
            try {
                opening.complete(connect());
            } catch (SQLException e) {
                opening.completeExceptionally(Errors.opening(file.path().toString(), e));
            } catch (IOException e) {
                opening.completeExceptionally(
                        new LakeException("The lake's folder `" + folder + "` cannot be made: " + e.getMessage(), e));
            } catch (RuntimeException | Error e) {
                opening.completeExceptionally(e);
            }
        });
        return this;
    }

    /// Waits until the lake is open.
    /// @throws LakeException if it cannot be opened
    public void await() {
        try {
            instance.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LakeException reason) {
                throw new LakeException(String.valueOf(reason.getMessage()), reason);
            }
            throw new LakeException("The lake `" + file.path() + "` cannot be opened: " + e.getCause(), e);
        }
    }

    /// Whether [#await] would return at once.
    public boolean isOpen() {
        return instance.isDone() && !instance.isCompletedExceptionally();
    }

    /// A connection of one's own for searching, to be closed by the caller. It sees every committed batch. A query on
    /// it runs on the calling thread and DuckDB's own; how long it may is the caller's affair.
    /// @throws LakeException if the lake cannot be opened
    public DuckDBConnection reader() throws SQLException {
        return readers.add(connection());
    }

    /// As [#reader], for the lake itself: no file is kept for it that was taken out.
    DuckDBConnection connection() throws SQLException {
        await();
        DuckDBConnection connection = instance.join().duplicate();
        try (var statement = connection.createStatement()) {
            statement.execute(USE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Readers readers() {
        return readers;
    }

    Yielding yielding() {
        return yielding;
    }

    Path folder() {
        return folder;
    }

    /// Says how datasets are stored from now on.
    void store(List<Storage> datasets) {
        DataKeys given = keys == null ? DataKeys.NONE : keys;
        datasets.forEach(storage -> storages.put(storage.name(), storage.with(given)));
    }

    /// By dataset.
    SortedMap<String, Storage> storages() {
        return new TreeMap<>(storages);
    }

    /// Bytes on disk: the database and its write-ahead log.
    public long bytes() {
        return file.bytes() + file.writeAheadBytes();
    }

    DatabaseFile file() {
        return file;
    }

    Pressure pressure() {
        return pressure;
    }

    RowSource rows() {
        return rows;
    }

    /// Opens the database again after an error that invalidated it, unless somebody has already: `failed` is the
    /// opening that the error came from.
    synchronized void reopen(int failed) throws SQLException {
        if (closed || openings != failed) {
            return;
        }
        try {
            file.require();
            instance.join().close();
            instance = CompletableFuture.completedFuture(connect());
            openings++;
        } catch (IOException e) {
            throw new SQLException("IO Error: " + e.getMessage(), e);
        }
    }

    /// How often the database was opened.
    int openings() {
        return openings;
    }

    /// Writes everything into the database file and releases it.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            instance.join().close();
        } catch (CompletionException | SQLException e) {
            // Never opened, or invalidated: what was committed is in the write-ahead log.
        }
    }

    private DuckDBConnection connect() throws SQLException, IOException {
        if (readOnly && !Files.exists(file.path())) {
            throw new LakeException("There is no lake in `" + folder
                    + "`: start the server once, or name its data folder" + " with `--data`.");
        }
        Files.createDirectories(folder);
        DuckDBConnection connection =
                DriverManager.getConnection("jdbc:duckdb:", properties()).unwrap(DuckDBConnection.class);
        try (var statement = connection.createStatement()) {
            statement.execute("attach " + Layout.literal(file.path().toString()) + " as " + NAME + " (row_group_size "
                    + Layout.ROW_GROUP + (readOnly ? ", read_only)" : ")"));
            statement.execute(USE);
            statement.execute("set allowed_directories = ["
                    + Layout.literal(folder.toAbsolutePath().normalize() + "/") + "]");
            statement.execute("set enable_external_access = false");
            // Data files never change. What is remembered of them counts as memory and goes when that is short.
            statement.execute("set global parquet_metadata_cache = true");
            functions.register(connection);
            if (!readOnly) {
                statement.execute(Layout.metaDdl());
                Checkpoints.migrate(connection);
                rows.register(connection);
                yielding.register(connection);
                Orphans.remove(connection, folder.toAbsolutePath().normalize());
                LakeSnapshot.discard(folder);
            }
            if (keys != null) {
                keys.open(connection, readOnly);
            }
            statement.execute("set lock_configuration = true");
            file.opened();
        } catch (SQLException | IOException | LakeException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", settings.memoryBytes + "B");
        properties.setProperty("threads", Integer.toString(settings.threads));
        properties.setProperty("checkpoint_threshold", WriteAhead.MOST);
        properties.setProperty(
                "temp_directory", folder.resolve(Layout.FILE + ".tmp").toString());
        return properties;
    }
}
