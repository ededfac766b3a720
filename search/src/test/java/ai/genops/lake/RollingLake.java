package ai.genops.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// A lake in a folder whose rows a test puts in, and has rolled and compacted.
public final class RollingLake implements AutoCloseable {
    private final Lake lake;
    private final Storage storage;
    private final Instant now;

    public RollingLake(Path folder, String dataset, Instant now) {
        this.now = now;
        lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
        storage = new Storage(
                new DatasetConfig(dataset, "", "", List.of("genops.team"), DatasetConfig.Keeping.ALL),
                "zstd",
                List.of(),
                new LakeConfig.Rolling(Duration.ofHours(1), 1_000_000));
        lake.store(List.of(storage));
    }

    public DuckDBConnection reader() throws SQLException {
        return lake.reader();
    }

    /// Rolls the oldest rows, at least so many.
    public long roll(long most) throws SQLException {
        try (Connection connection = lake.connection()) {
            connection.setAutoCommit(false);
            return new Roll(connection, storage, now, Witness.NONE)
                    .run(now.plusSeconds(1), most)
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
