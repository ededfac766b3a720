package ai.genops.search.partial;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.sql.DuckDb;
import ai.genops.search.sql.SqlWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of [PartialAggregates] in the engine's database in memory, which nothing else uses: as one transaction
/// has them, and how they come and go. A table that cannot be made or dropped spares nothing and costs memory, and no
/// search fails for it once it has its answer.
final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
    private static final int MOST_ROWS = 1_000_000;

    private static final String ALL = "select database_name || '.' || schema_name || '.' || table_name"
            + " from duckdb_tables() where database_name = 'memory'";

    private final Connection connection;
    private final Statements statements;
    private @Nullable Set<String> seen;

    Tables(Connection connection, Statements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /// Whether the transaction sees a table: it may have come later, or gone with an engine that was opened anew.
    boolean sees(String name) throws SQLException {
        Set<String> names = seen;
        if (names == null) {
            names = statements.run(ALL).stream()
                    .map(row -> String.valueOf(row.getFirst()))
                    .collect(Collectors.toCollection(HashSet::new));
            seen = names;
        }
        return names.contains(name);
    }

    void create(String name, Plan rows, List<Column> columns) throws SQLException {
        statements.run(SqlWriter.share(DuckDb.of(rows, List.copyOf(columns), Order.NONE), rows, name, columns));
    }

    List<List<Object>> rows(Plan plan, List<? extends Expr> values) throws SQLException {
        List<Expr> all = List.copyOf(values);
        return statements.run(SqlWriter.write(DuckDb.of(plan, all, Order.NONE), plan, all, Order.NONE, MOST_ROWS));
    }

    /// Ends the transaction; from then on each statement is one.
    void end(boolean keep) throws SQLException {
        if (keep) {
            try {
                connection.commit();
            } catch (SQLException e) {
                LOG.debug("what a search has added up is not kept: {}", e.getMessage());
                connection.rollback();
            }
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        seen = null;
    }

    /// Takes back what the transaction may have made.
    void discard(String name) throws SQLException {
        statements.run("drop table if exists " + name);
    }

    /// Whether there is such a table now, after [#end].
    boolean has(String name) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(ALL + " and table_name = '" + own(name) + "'")) {
            return row.next();
        } catch (SQLException e) {
            return false;
        }
    }

    /// Copies what of a table is of the files of another one; after [#end].
    boolean copy(Kept from, Kept to) {
        String files = to.files().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return run("create table " + to.name() + " as select * from " + from.name() + " where c"
                + from.file().id() + " in (" + files + ")");
    }

    /// After [#end].
    void drop(String name) {
        run("drop table if exists " + name);
    }

    private static String own(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private boolean run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            LOG.debug("a table of what was added up could not be replaced: {}", e.getMessage());
            return false;
        }
    }
}
