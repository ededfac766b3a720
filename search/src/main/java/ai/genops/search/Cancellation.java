package ai.genops.search;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// Stops a search from another thread, and tells how far it is; a search not yet begun does not begin.
public final class Cancellation {
    private @Nullable Statement running;
    private @Nullable String reason;

    public void cancel() {
        cancel("the search was cancelled");
    }

    synchronized void cancel(String why) {
        if (reason == null) {
            reason = why;
        }
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException _) {
                // It has ended by itself.
            }
        }
    }

    /// How much of what is running now is done, from 0 to 1, as the engine estimates it; 0 if nothing runs. A search
    /// may run several statements one after the other.
    public synchronized double progress() {
        try {
            return running instanceof DuckDBPreparedStatement statement
                    ? Math.clamp(statement.getQueryProgress().getPercentage() / 100, 0, 1)
                    : 0;
        } catch (SQLException _) {
            return 0;
        }
    }

    /// Why it was stopped, null if it was not.
    synchronized @Nullable String reason() {
        return reason;
    }

    synchronized void running(@Nullable Statement statement) {
        running = statement;
    }
}
