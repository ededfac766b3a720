package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows on their way out of the table that they arrive in.
class YoungTest {
    private static final Instant TAKEN = Instant.ofEpochMilli(Feed.TIME_MILLIS);
    private static final int RECORDS = 300;
    private static final int PER_RECORD = 20;

    @TempDir
    Path folder;

    @Test
    void everyRowIsFoundOnceWhileRowsMove() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("young.seed=" + seed);
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            var reads = new AtomicInteger();
            Executor threads = run -> Thread.ofPlatform().daemon().start(run);
            var moved = CompletableFuture.runAsync(() -> move(feed, new Random(seed)), threads);
            var read = CompletableFuture.runAsync(() -> readAll(feed, new Holdings(), reads), threads);
            for (int record = 0; record < RECORDS; record++) {
                feed.record(edge, record, PER_RECORD);
                for (int i = 0; i < 100 && !read.isDone() && reads.get() < record / 10; i++) {
                    Thread.sleep(10);
                }
            }
            moved.get();
            read.get();
            assertThat(reads.get()).isGreaterThanOrEqualTo(RECORDS / 10 - 1);
        }
    }

    /// Rolls young rows, settles them, and rolls settled ones, until there is nothing more to come.
    private static void move(Feed feed, Random random) {
        Storage storage = storage(feed);
        Instant before = TAKEN.plusMillis(1);
        try {
            while (feed.destination.committed() < RECORDS) {
                try (Connection connection = feed.lake.connection()) {
                    connection.setAutoCommit(false);
                    int most = 1 + random.nextInt(500);
                    switch (random.nextInt(3)) {
                        case 0 -> roll(connection, storage, Table.YOUNG, before, most);
                        case 1 -> new Settling(connection, "genops_ai", Witness.NONE).run(before);
                        default -> roll(connection, storage, Table.SETTLED, before, most);
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Storage storage(Feed feed) {
        return Objects.requireNonNull(feed.lake.storages().get("genops_ai"));
    }

    private static void roll(Connection connection, Storage storage, Table from, Instant before, int most)
            throws SQLException {
        new Roll(connection, storage, TAKEN, Witness.NONE, Yielding.Pace.YIELDING).run(from, before, most);
    }

    /// As a search: in one transaction, first where rows are, then the rows.
    private static void readAll(Feed feed, Holdings holdings, AtomicInteger times) {
        try {
            for (long least = 0; least < RECORDS; times.incrementAndGet()) {
                least = feed.destination.committed();
                try (Connection connection = feed.lake.reader()) {
                    connection.setAutoCommit(false);
                    long records = records(holdings, connection);
                    assertThat(records).isGreaterThanOrEqualTo(least);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// How many records have their rows, each of these once.
    private static long records(Holdings holdings, Connection connection) throws SQLException {
        Holdings.Held held = holdings.see(connection);
        var all = new StringBuilder("select _offset, _ordinal from genops_ai");
        if (!held.settled().contains("genops_ai")) {
            all.append(" where false");
        }
        for (DataFile text : held.texts()) {
            all.append(" union all select _offset, _ordinal from ")
                    .append(text.isYoung() ? YoungParts.sql(List.of(text)) : Layout.parquet(List.of(text.path())));
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(*), count(distinct (_offset, _ordinal)), coalesce(max(_offset) + 1, 0) from ("
                                + all + ")")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(row.getLong(2)).isEqualTo(row.getLong(3) * PER_RECORD);
            return row.getLong(3);
        }
    }

    @Test
    void theKeeperSettlesWhatIsYoungForAMinute() throws Exception {
        var now = new AtomicReference<>(TAKEN);
        try (Feed feed = Feed.start(folder);
                var keeper = LakeKeeper.of(feed.lake, now::get).start()) {
            feed.record(feed.edge("", "genops_ai"), 0, 10);
            feed.awaitCommitted(1);
            Thread.sleep(1_500);
            assertThat(places(feed)).isEqualTo("10|0");
            now.set(TAKEN.plusSeconds(61));
            for (int i = 0; i < 500 && !places(feed).equals("0|10"); i++) {
                Thread.sleep(10);
            }
            assertThat(places(feed)).isEqualTo("0|10");
            assertThat(keeper.stats().rolledRows()).isZero();
        }
    }

    @Test
    void theKeeperRollsAFullYoungTableAtOnce() throws Exception {
        try (Feed feed = Feed.start(folder);
                var keeper = LakeKeeper.of(feed.lake, InstantSource.fixed(TAKEN))) {
            var edge = feed.edge("", "genops_ai");
            for (int record = 0; record < 5; record++) {
                feed.record(edge, record, Roll.MOST_ROWS / 4);
            }
            feed.awaitCommitted(5);
            keeper.start();
            for (int i = 0; i < 3_000 && keeper.stats().rolledRows() == 0; i++) {
                Thread.sleep(10);
            }
            // Whole records, so that those are in files that the bound is in.
            assertThat(feed.query("select sum(rows) from meta.files")).containsExactly(Roll.MOST_ROWS / 4 * 5 + "");
            assertThat(places(feed)).isEqualTo("0|0");
        }
    }

    @Test
    void aKeeperThatIsClosedEndsThePieceThatIsUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            for (int record = 0; record < 5; record++) {
                feed.record(edge, record, Roll.MOST_ROWS / 4);
            }
            feed.awaitCommitted(5);
            var keeper = new LakeKeeper(feed.lake, InstantSource.fixed(TAKEN), step -> {
                if (step == Witness.Step.WRITTEN) {
                    begun.countDown();
                    LockSupport.parkNanos(200_000_000);
                }
            });
            try (var _ = keeper.start()) {
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(keeper.stats().datasets().values())
                    .extracting(KeeperStats.OfDataset::error)
                    .containsOnly("");
            assertThat(places(feed)).isEqualTo("0|0");
        }
    }

    /// Rows in the young table and in the settled one.
    private static String places(Feed feed) throws Exception {
        return feed.query("select (select count(*) from young.genops_ai), (select count(*) from lake.main.genops_ai)")
                .getFirst();
    }

    @Test
    void aFailureWhileRowsAreSettledLosesAndDoublesNothing() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 10);
            feed.awaitCommitted(1);
            assertThatThrownBy(() -> feed.settle("genops_ai", _ -> {
                        throw new SQLException("no further");
                    }))
                    .hasMessage("no further");
            assertThat(places(feed)).isEqualTo("10|0");
            assertThat(feed.settle("genops_ai")).isEqualTo(10);
            assertThat(places(feed)).isEqualTo("0|10");
        }
    }

    @Test
    void spansOfTheNewestRecordsAreKnownAfterARestartWhereverTheyAre() throws Exception {
        String yaml = "flush_interval: 1ms\nspan_window: 20\n";
        try (Feed feed = Feed.start(folder, yaml)) {
            var edge = feed.edge("", "genops_ai");
            feed.record(edge, 0, 10);
            feed.awaitCommitted(1);
            feed.settle("genops_ai");
            feed.record(edge, 1, 10);
            feed.awaitCommitted(2);
            try (Connection connection = feed.lake.connection()) {
                connection.setAutoCommit(false);
                Storage storage = storage(feed);
                roll(connection, storage, Table.YOUNG, TAKEN.plusMillis(1), 100);
            }
            feed.record(edge, 2, 10);
            feed.awaitCommitted(3);
        }
        try (Feed feed = Feed.start(folder, yaml)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            // The second span of each record once more: of the oldest record it is forgotten.
            for (int record = 0; record < 3; record++) {
                edge.write(feed.span(3, record, record + 1, 2, _ -> {}));
            }
            feed.destination.passed(4);
            feed.awaitCommitted(4);
            assertThat(feed.query("select trace_id from genops_ai where _offset = 3"))
                    .containsExactly("00000000000000ab0000000000000001");
            assertThat(feed.destination.lakeStats().datasets().getFirst().rows())
                    .isEqualTo(31);
        }
    }
}
