package ai.genops.lake;

import ai.genops.lake.Yielding.Pace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// Moves the rows of a dataset that arrived before a time from its young table into that of VARIANTs, in one
/// transaction: for those that stay, since taking a VARIANT apart pays only there.
final class Settling {
    private final Connection connection;
    private final String dataset;
    private final Witness witness;

    /// @param connection without auto-commit
    Settling(Connection connection, String dataset, Witness witness) {
        this.connection = connection;
        this.dataset = dataset;
        this.witness = witness;
    }

    /// How many rows it moved.
    long run(Instant before) throws SQLException {
        try {
            Chosen chosen = Chosen.of(connection, Layout.young(dataset), before, Roll.MOST_ROWS);
            long rows;
            try (var statement = connection.createStatement()) {
                rows = statement.executeLargeUpdate("insert into " + Layout.quote(dataset)
                        + " by name select * replace (fields::json::variant as fields,"
                        + " events::json::variant as events) from "
                        + Pace.YIELDING.of("(from " + chosen.table() + " where " + chosen.where() + ")"));
            }
            chosen.delete(rows);
            witness.at(Witness.Step.DELETED);
            connection.commit();
            witness.at(Witness.Step.COMMITTED);
            return rows;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }
}
