package ai.genops.search;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Stops a search from another thread; a search not yet begun does not begin.
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

    /// Why it was stopped, null if it was not.
    synchronized @Nullable String reason() {
        return reason;
    }

    synchronized void running(@Nullable Statement statement) {
        running = statement;
    }
}
