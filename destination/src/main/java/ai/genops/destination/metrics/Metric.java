package ai.genops.destination.metrics;

/// A metric as it is sent.
///
/// @param name as its destination writes it
/// @param unit empty: none
public record Metric(String name, Kind kind, String unit) {
    /// What becomes of several values of one series in a batch.
    public enum Kind {
        /// They add up.
        COUNT,
        /// They add up, and are shown per second.
        RATE,
        /// The latest stands.
        GAUGE;

        public boolean addsUp() {
            return this != GAUGE;
        }
    }
}
