package ai.genops.server.health;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the server is, at one look at its counters.
///
/// @param millis when that was, in milliseconds since 1970
/// @param obstacle why new data is not taken; null if it is
/// @param waiting notices on their way
/// @param lost notices given up because nobody took them
public record HealthReport(
        long millis, @Nullable String obstacle, List<Alert> alerts, List<Value> values, int waiting, long lost) {
    /// A rule about one subject.
    ///
    /// @param subject a source's or destination's id; empty for the server
    /// @param state `ok`, `pending`, `firing`, or `unknown`: one of its metrics has no value yet
    /// @param sinceMillis when the state began; 0: at the start
    public record Alert(
            String rule,
            String description,
            String subject,
            String severity,
            String state,
            long sinceMillis,
            String condition,
            String value,
            Duration holdFor,
            List<Recipient> notifies,
            String at) {
        public boolean firing() {
            return state.equals("firing");
        }
    }

    /// Whom a rule tells.
    ///
    /// @param named the word in the rule
    /// @param destination empty if the word means none
    /// @param state `ready`, or why it is told nothing
    public record Recipient(String named, String destination, String state) {}

    /// A metric.
    ///
    /// @param value Double, String, or null if it is not known
    /// @param remark what the configuration says of it: `target: < 70%`
    /// @param met whether it meets its target; null if it has none, or that is not known
    public record Value(
            Metric metric,
            String subject,
            @Nullable Object value,
            String remark,
            @Nullable Boolean met) {}

    /// Takes data, and nothing fires.
    public boolean isWell() {
        return obstacle == null && alerts.stream().noneMatch(Alert::firing);
    }
}
