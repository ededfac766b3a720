package ai.genops.lake;

import ai.genops.search.function.EngineFunctions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/// A lake in a folder whose rows a test puts in, and has rolled and compacted.
public final class RollingLake implements AutoCloseable {
    private final Lake lake;
    private Storage storage;
    private final Instant now;

    /// @param keys how many there are for data files
    public RollingLake(Path folder, String dataset, Instant now, int keys) {
        this.now = now;
        lake = Lake.in(folder, Lake.Settings.DEFAULT)
                .with(ring(keys))
                .with(EngineFunctions::register)
                .open();
        storage = new Storage(
                new DatasetConfig(
                        dataset, "", "", List.of("genops.team", "genops.eval.safety"), DatasetConfig.Keeping.ALL),
                "zstd",
                List.of(),
                new LakeConfig.Rolling(Duration.ofHours(1), 1_000_000),
                DataKeys.NONE);
        lake.store(List.of(storage));
    }

    /// Makes the dataset, which has no rows then.
    public void create() throws SQLException {
        execute(Layout.tableDdl(storage.name()));
        execute("insert into meta.datasets values ('" + storage.name() + "', '', '', '')");
    }

    public void execute(String sql) throws SQLException {
        try (var connection = reader();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What is rolled from now on is encrypted with a key; 0: with none.
    public void encrypt(int key) {
        storage = storage.with(ring(key));
    }

    private static DataKeys ring(int keys) {
        var ring = new TreeMap<Integer, byte[]>();
        for (int id = 1; id <= keys; id++) {
            var key = new byte[32];
            Arrays.fill(key, (byte) id);
            ring.put(id, key);
        }
        return new DataKeys(ring, new SecureRandom());
    }

    public DuckDBConnection reader() throws SQLException {
        return lake.reader();
    }

    /// Rolls the oldest rows that are settled, at least so many.
    public long roll(long most) throws SQLException {
        return roll(Table.SETTLED, most);
    }

    /// Rolls the oldest rows of the young table, at least so many.
    public long rollYoung(long most) throws SQLException {
        return roll(Table.YOUNG, most);
    }

    /// Settles the young rows that came before a time.
    public long settle(Instant before) throws SQLException {
        try (Connection connection = lake.connection()) {
            connection.setAutoCommit(false);
            return new Settling(connection, storage.name(), Witness.NONE).run(before);
        }
    }

    private long roll(Table from, long most) throws SQLException {
        try (Connection connection = lake.connection()) {
            connection.setAutoCommit(false);
            return new Roll(connection, storage, now, Witness.NONE, Yielding.Pace.YIELDING)
                    .run(from, now.plusSeconds(1), most)
                    .rows();
        }
    }

    public void compact() {
        LakeKeeper.of(lake, InstantSource.fixed(now)).compact();
    }

    @Override
    public void close() {
        lake.close();
    }
}
