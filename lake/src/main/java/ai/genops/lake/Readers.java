package ai.genops.lake;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Who may still read data files that were taken out: connections that were given before. Safe for concurrent use.
final class Readers {
    private final List<WeakReference<DuckDBConnection>> open = new ArrayList<>();

    synchronized DuckDBConnection add(DuckDBConnection reader) {
        open.removeIf(Readers::isClosed);
        open.add(new WeakReference<>(reader));
        return reader;
    }

    /// Whether any is open.
    synchronized boolean areOpen() {
        open.removeIf(Readers::isClosed);
        return !open.isEmpty();
    }

    /// Those that are open now.
    synchronized Earlier earlier() {
        open.removeIf(Readers::isClosed);
        return new Earlier(new ArrayDeque<>(open));
    }

    /// Connections that were open at one time.
    record Earlier(Deque<WeakReference<DuckDBConnection>> connections) {
        /// Whether all of them are closed by now.
        boolean areGone() {
            connections.removeIf(Readers::isClosed);
            return connections.isEmpty();
        }
    }

    private static boolean isClosed(WeakReference<DuckDBConnection> reference) {
        DuckDBConnection reader = reference.get();
        try {
            return reader == null || reader.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
