package ai.genops.lake;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Kind;
import ai.genops.expression.Scope;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A lake in a folder with one destination on it, fed as the engine feeds it.
final class Feed implements AutoCloseable {
    static final long TIME_MILLIS = 1_763_600_000_000L;

    final Lake lake;
    final Problems problems = new Problems();
    final LakeDestination destination;
    private final Event event = new Event();

    Feed(Path folder, String yaml) {
        this(folder, yaml, DataKeys.NONE);
    }

    Feed(Path folder, String yaml, DataKeys keys) {
        lake = Lake.in(folder, Lake.Settings.DEFAULT).with(keys).open();
        destination = destination(lake, yaml, problems);
    }

    static LakeDestination destination(Lake lake, String yaml, Problems problems) {
        DestinationType type =
                LakeType.of(lake, Path.of(System.getProperty("java.io.tmpdir"))).getFirst();
        Section block = section(yaml, problems);
        block.text("id", "");
        block.text("type", "");
        block.text("description", "");
        return (LakeDestination) type.create("cribl_lake", block);
    }

    static Section section(String yaml, Problems problems) {
        var value = YamlReader.parse(yaml, "lake.yaml", problems);
        return value == null
                ? Section.of(
                        YamlReader.parse("{}", "lake.yaml", problems), "it", at(), problems, new Secrets(_ -> null))
                : Section.of(value, "it", at(), problems, new Secrets(_ -> null));
    }

    private static Location at() {
        return Location.of("lake.yaml");
    }

    /// Fast commits, small batches.
    static Feed start(Path folder) {
        return start(folder, "flush_interval: 1ms\n");
    }

    static Feed start(Path folder, String yaml) {
        Feed feed = new Feed(folder, yaml);
        feed.start();
        return feed;
    }

    /// With fast commits, and keys for the data files.
    static Feed start(Path folder, DataKeys keys) {
        Feed feed = new Feed(folder, "flush_interval: 1ms\n", keys);
        feed.start();
        return feed;
    }

    void start() {
        destination.start(new DestinationRuntime(new FirstRecord(), InstantSource.system(), Path.of(".")));
    }

    Destination.Edge edge(String pipeline, String dataset) {
        return destination.bind(
                new Route(pipeline, "route", section("dataset: " + dataset, problems), Scope.of(new Fields())));
    }

    /// A span received in the record at `offset`, its attributes filled by `fill`.
    Event span(long offset, int ordinal, long traceId, long spanId, Consumer<Event> fill) {
        event.receive(Kind.SPAN, "genops_otlp_source", new byte[0], offset, ordinal, TIME_MILLIS);
        event.time(TIME_MILLIS * 1_000_000 + ordinal, 5_000_000);
        event.ids(traceId == 0 ? 0 : 0xabL, traceId, spanId, 0);
        event.resource(new Attributes());
        fill.accept(event);
        return event;
    }

    Event enter(Event event, String pipeline, Fields fields) {
        event.enter(pipeline, fields);
        return event;
    }

    /// Offers one record with `count` spans of ids of their own and lets it pass.
    void record(Destination.Edge edge, long offset, int count) throws InterruptedException {
        awaitReady();
        for (int i = 0; i < count; i++) {
            edge.write(span(offset, i, offset + 1, i + 1, _ -> {}));
        }
        destination.passed(offset + 1);
    }

    void awaitReady() throws InterruptedException {
        for (int i = 0; i < 10_000 && !destination.ready(); i++) {
            Thread.sleep(1);
        }
    }

    void awaitCommitted(long offset) throws InterruptedException {
        for (int i = 0; i < 5_000 && destination.committed() < offset; i++) {
            Thread.sleep(1);
        }
        if (destination.committed() < offset) {
            throw new AssertionError(
                    "committed " + destination.committed() + ", not " + offset + ": " + destination.stats());
        }
    }

    /// The rows of a query, each as its columns' texts joined by `|`. A dataset's name means its rows in both tables.
    List<String> query(String sql) throws Exception {
        return query(lake, sql);
    }

    static List<String> query(Lake lake, String sql) throws Exception {
        try (var connection = reader(lake);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    /// A connection for which a dataset's name means its rows in both tables.
    static Connection reader(Lake lake) throws SQLException {
        Connection connection = lake.reader();
        for (String dataset : datasets(connection)) {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create temp view %1$s as select * from lake.main.%1$s union all by name select * replace"
                                        .formatted(Layout.quote(dataset))
                                + " (fields::json::variant as fields, events::json::variant as events) from "
                                + Layout.young(dataset));
            }
        }
        return connection;
    }

    /// Moves the rows of a dataset that arrived out of its young table.
    long settle(String dataset) throws SQLException {
        return settle(dataset, Witness.NONE);
    }

    long settle(String dataset, Witness witness) throws SQLException {
        try (Connection connection = lake.connection()) {
            connection.setAutoCommit(false);
            return new Settling(connection, dataset, witness).run(Instant.ofEpochMilli(TIME_MILLIS + 1));
        }
    }

    private static List<String> datasets(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select table_name from duckdb_tables()"
                        + " where database_name = current_database() and schema_name = 'young'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        destination.close();
        lake.close();
    }

    private static final class FirstRecord implements DestinationRuntime.Checkpoint {
        @Override
        public long load() {
            return 0;
        }

        @Override
        public void save(long nextOffset) {
            throw new AssertionError("the lake keeps its own checkpoint");
        }
    }
}
