package ai.genops.search.partial;

import java.sql.SQLException;
import java.util.List;

/// Runs statements of one search, to be stopped with it.
@FunctionalInterface
public interface Statements {
    /// The rows that a statement gives, if it gives any.
    List<List<Object>> run(String sql) throws SQLException;
}
