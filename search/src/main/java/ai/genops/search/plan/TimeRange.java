package ai.genops.search.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// From `earliest`, inclusive, to `latest`, exclusive; null is unbounded.
public record TimeRange(
        @Nullable Instant earliest, @Nullable Instant latest) {
    public static final TimeRange ALL = new TimeRange(null, null);

    /// Bounds in microseconds, as events' times are.
    public TimeRange {
        earliest = rounded(earliest);
        latest = rounded(latest);
    }

    private static @Nullable Instant rounded(@Nullable Instant time) {
        return time == null ? null : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }

    /// Whether all times from the first to the last, both inclusive, are within.
    public boolean covers(Instant first, Instant last) {
        return (earliest == null || !first.isBefore(earliest)) && (latest == null || last.isBefore(latest));
    }
}
