package ai.genops.server.alert;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The alerts of a server. Safe for concurrent use.
public interface Alerts {
    /// How they were at the last look.
    AlertReport report();

    /// Lets an alert tell nobody for a while; what begins meanwhile is told afterwards, if it still holds.
    ///
    /// @param time zero ends it
    /// @return when it ends; null if there is no such alert
    @Nullable
    Instant silence(String id, Duration time, String who);

    /// What an alert's search finds now, over its whole window; tells nobody. Null if there is no such alert.
    ///
    /// @throws ai.genops.search.report.SearchException if the search is wrong, fails or takes too long
    AlertReport.@Nullable Trial trial(String id);
}
