package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import ai.genops.lake.Yielding.Pace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who moves rows waits for who reads them, within bounds.
class YieldingTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong clock = new AtomicLong();
    private final Readers readers = new Readers();

    @Test
    void nobodyIsWaitedForWhereNobodyReads() {
        Yielding yielding = yielding(() -> {});
        yielding.makeWay();
        assertThat(yielding.waitedNanos()).isZero();
    }

    @Test
    void aSearchIsWaitedForUntilItIsOver() throws SQLException {
        try (var search = search()) {
            Yielding yielding = yielding(() -> {
                if (clock.get() == 30 * MILLI) {
                    close(search);
                }
            });
            yielding.makeWay();
            assertThat(yielding.waitedNanos()).isEqualTo(30 * MILLI);
            assertThat(search.isClosed()).isTrue();
        }
    }

    @Test
    void searchesThatNeverEndHalveThePaceAtMost() throws SQLException {
        try (var _ = search()) {
            Yielding yielding = yielding(() -> {});
            for (int chunk = 0; chunk < 60; chunk++) {
                yielding.makeWay();
                clock.addAndGet(20 * MILLI);
            }
            assertThat(yielding.waitedNanos()).isBetween(1_100 * MILLI, 1_300 * MILLI);
            yielding.begin();
            yielding.makeWay();
            assertThat(yielding.waitedNanos()).isEqualTo(500 * MILLI);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD)
    void aQueryThatYieldsHasAllRowsInTheirOrder(@TempDir Path folder) throws SQLException {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
                DuckDBConnection own = lake.connection()) {
            try (var _ = lake.reader()) {
                lake.yielding().begin();
                execute(own, "create temp table moved as from " + Pace.YIELDING.of("range(300000)"));
                assertThat(lake.yielding().waitedNanos()).isPositive();
            }
            assertThat(number(own, "select count(*) from moved where range = rowid"))
                    .isEqualTo(300_000);
            lake.yielding().begin();
            assertThat(number(own, "select count(*) from " + Pace.YIELDING.of("moved")))
                    .isEqualTo(300_000);
            assertThat(lake.yielding().waitedNanos()).isLessThan(MILLI);
        }
    }

    private Yielding yielding(Runnable meanwhile) {
        return new Yielding(readers, clock::get, () -> {
            assertThat(clock.addAndGet(MILLI)).as("waits without an end").isLessThan(10_000 * MILLI);
            meanwhile.run();
        });
    }

    private DuckDBConnection search() throws SQLException {
        return readers.add(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
