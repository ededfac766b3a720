package ai.genops.search;

import ai.genops.lake.Layout;
import ai.genops.search.function.EngineFunctions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.duckdb.DuckDBConnection;

/// A real lake in memory, filled from JSON.
final class TestLake implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Connection connection;

    TestLake() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            EngineFunctions.register(connection.unwrap(DuckDBConnection.class));
            execute(Layout.metaDdl());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Adds events, a JSON list of `{"_time": "...", "name": ..., "fields": {...}}`, to a dataset.
    TestLake add(String dataset, String json) {
        try {
            execute(Layout.tableDdl(dataset));
            String insert = """
                    insert into %s by name
                    select (e->>'_time')::timestamp as _time, (e->>'_time')::timestamp as _indextime,
                        coalesce(e->>'kind', 'span') as kind, e->>'name' as name, e->>'trace_id' as trace_id,
                        e->>'span_id' as span_id, (e->>'duration_ns')::bigint as duration_ns, e->>'status' as status,
                        e->>'host' as host, e->>'source' as source, e->>'sourcetype' as sourcetype, 1.0 as sample_rate,
                        coalesce(e->'fields', '{}'::json)::variant as fields, (e->'events')::variant as events,
                        n as _offset, 0 as _ordinal
                    from (select unnest(es) as e, unnest(range(len(es))) as n
                          from (select json_extract(?::json, '$[*]') as es))
                    """.formatted(Layout.quote(dataset));
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, json);
                statement.execute();
            }
            execute("insert or ignore into meta.fields select distinct '%s', unnest(variant_keys(fields)) from %s"
                    .formatted(dataset.replace("'", "''"), Layout.quote(dataset)));
            return this;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Search search() {
        return search(ZoneOffset.UTC);
    }

    Search search(ZoneId zone) {
        return Search.of(this::open, InstantSource.fixed(NOW), zone);
    }

    Connection open() throws SQLException {
        return connection.unwrap(DuckDBConnection.class).duplicate();
    }

    Result run(String spl) {
        return search().run(SearchRequest.of(spl));
    }

    /// The rows as JSON, one per line.
    String json(String spl) {
        return Texts.of(new JsonWriter(), run(spl));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
