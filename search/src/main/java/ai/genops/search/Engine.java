package ai.genops.search;

import ai.genops.lake.DataFile;
import ai.genops.lake.DataKeys;
import ai.genops.lake.Holdings;
import ai.genops.search.function.Regex;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.search.partial.PartialReads;
import ai.genops.search.plan.Catalog;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Datasets;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Folded;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.NewestFirst;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Probe;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import ai.genops.search.sql.DuckDb;
import ai.genops.search.sql.SqlWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// One search's connection: a read transaction around everything it runs, stopped in time.
final class Engine implements Probe, AutoCloseable {
    private static final List<Expr> ASKED = List.of(NewestFirst.COUNT, Coerce.number(NewestFirst.SINCE));

    private final Connection connection;
    private final SearchRequest request;
    private final Cancellation cancellation;
    private final Rights rights;
    private final Holdings known;
    private final PartialReads partials;
    private final CompletableFuture<Void> timer;
    private final CompletableFuture<Void> stop;
    private int kept;

    /// @param asks whether somebody waits for the whole answer: aggregations that are asked again are kept
    Engine(
            Connection connection,
            SearchRequest request,
            Cancellation cancellation,
            Rights rights,
            Holdings known,
            PartialAggregates kept,
            boolean asks)
            throws SQLException {
        this.connection = connection;
        this.request = request;
        this.cancellation = cancellation;
        this.rights = rights;
        this.known = known;
        this.partials = new PartialReads(kept, asks, connection, this::rows);
        connection.setAutoCommit(false);
        String late = "the search took longer than " + request.timeout().toSeconds() + " s";
        timer = new CompletableFuture<Void>()
                .completeOnTimeout(null, request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        stop = timer.thenRun(() -> cancellation.cancel(late));
    }

    Catalog catalog() {
        try {
            Holdings.Held held = known.see(connection);
            partials.held(held.texts().stream().map(DataFile::id).collect(Collectors.toUnmodifiableSet()));
            return Catalog.of(held, rights);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public List<List<Object>> rows(Plan plan, List<Expr> values, Order order, int limit) {
        Plan run = readable(plan);
        try {
            return rows(sql(run, values, order, limit));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private List<List<Object>> rows(String sql) throws SQLException {
        var found = new ArrayList<List<Object>>();
        run(sql, (statement, text) -> {
            if (statement.execute(text)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(row(rows));
                    }
                }
            }
        });
        return found;
    }

    private static List<Object> row(ResultSet rows) throws SQLException {
        var row = new ArrayList<Object>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.add(rows.getObject(i));
        }
        return row;
    }

    @Override
    public Grid grid(Relation relation, int limit) {
        RowReader reader = read(relation, limit);
        return Grids.of(reader.fields(), reader.rows());
    }

    @Override
    public Relation keep(Relation relation) {
        Plan plan = Folded.of(readable(relation.plan()));
        List<Column> columns = relation.schema().columns().values().stream()
                .map(Column.class::cast)
                .toList();
        var table = new Plan.Kept("kept" + ++kept, columns);
        try {
            run(SqlWriter.keep(DuckDb.of(plan, List.copyOf(columns), Order.NONE), plan, table), Statement::execute);
        } catch (SQLException e) {
            throw failed(e);
        }
        return new Relation(table, relation.schema(), Order.NONE);
    }

    private RowReader read(Relation relation, long limit) {
        return NewestFirst.of(relation, limit)
                .map(newest -> newest(newest, limit))
                .orElseGet(() -> readAll(relation, limit));
    }

    private RowReader newest(NewestFirst newest, long limit) {
        List<Plan> times = newest.times();
        for (int i = 0; i < times.size(); i++) {
            boolean all = i == times.size() - 1;
            List<Object> found = rows(times.get(i), ASKED, Order.NONE, 1).getFirst();
            double count = (Double) found.getFirst();
            if (found.getLast() instanceof Double seconds && (count >= newest.enough() || all)) {
                Instant since = Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
                return readAll(newest.since(since), limit);
            }
            if (i == times.size() - 2 && newest.mayBeFew(count)) {
                RowReader any = readAll(newest.any(), limit);
                if (any.rows().size() < newest.enough()) {
                    return any;
                }
            }
        }
        return readAll(newest.relation(), limit);
    }

    private RowReader readAll(Relation relation, long limit) {
        Plan plan = readable(relation.plan());
        var reader = new RowReader(relation.schema());
        try {
            query(sql(plan, reader.values(), relation.order(), limit), reader::read);
        } catch (SQLException e) {
            throw failed(e);
        }
        return reader;
    }

    private static String sql(Plan written, List<Expr> values, Order order, long limit) {
        Plan plan = Folded.of(written);
        return SqlWriter.write(DuckDb.of(plan, values, order), plan, values, order, limit);
    }

    Result result(Relation relation, Planning planning, Duration planned) {
        long start = System.nanoTime();
        RowReader reader = read(relation, request.maxRows() + 1L);
        boolean truncated = reader.cut(request.maxRows());
        if (truncated) {
            planning.warn("only the first %,d rows".formatted(request.maxRows()));
        }
        if (!partials.told().isEmpty()) {
            planning.info(partials.told());
        }
        Duration took = planned.plusNanos(System.nanoTime() - start);
        return new Result(reader.fields(), reader.rows(), truncated, planning.messages(), took);
    }

    /// As it is run. The catalog has shown only what may be read; this is the same check once more, where it counts.
    private Plan readable(Plan plan) {
        for (String dataset : Datasets.of(plan)) {
            if (!rights.datasets().test(dataset)) {
                throw new SearchException("there is no index `" + dataset + "`", request.spl(), 0, null);
            }
        }
        try {
            return partials.with(plan);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private interface RowConsumer {
        void accept(ResultSet rows) throws SQLException;
    }

    private void query(String sql, RowConsumer consumer) throws SQLException {
        run(sql, (statement, text) -> {
            try (ResultSet rows = statement.executeQuery(text)) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        });
    }

    private interface Run {
        void accept(Statement statement, String sql) throws SQLException;
    }

    private void run(String sql, Run run) throws SQLException {
        if (cancellation.reason() != null) {
            throw new SQLException("cancelled");
        }
        try (Statement statement = connection.createStatement()) {
            cancellation.running(statement);
            run.accept(statement, sql);
        } finally {
            cancellation.running(null);
        }
    }

    private SearchException failed(SQLException e) {
        String stopped = cancellation.reason();
        if (stopped != null) {
            return new SearchException(stopped, request.spl(), 0, "Search a shorter time, or fewer events.");
        }
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (first.contains(DuckDb.MIXED)) {
            throw new MixedValuesException();
        }
        String expression = Regex.problemOf(first);
        if (expression != null) {
            return new SearchException(expression, request.spl(), 0, Regex.HINT);
        }
        String missing = DataKeys.missing(first);
        return missing == null
                ? new SearchException("the search failed: " + first, request.spl(), 0, null)
                : new SearchException(missing, request.spl(), 0, "Add it to `lake.encryption_keys` in server.yaml.");
    }

    @Override
    public void close() throws SQLException {
        stop.cancel(false);
        timer.cancel(false);
        try (connection) {
            partials.end();
        }
    }
}
