package ai.genops.search.command;

/// When a transaction ends without its end having come.
///
/// @param maxSpan seconds from first to last event, negative = any
/// @param maxPause seconds between two events, negative = any
/// @param maxEvents 0 or less = any
record TransactionLimits(double maxSpan, double maxPause, long maxEvents) {
    static final TransactionLimits DEFAULT = new TransactionLimits(-1, -1, 1_000);

    boolean allow(double first, double last, int count, double next) {
        return (maxSpan < 0 || next - first <= maxSpan)
                && (maxPause < 0 || next - last <= maxPause)
                && (maxEvents <= 0 || count < maxEvents);
    }
}
