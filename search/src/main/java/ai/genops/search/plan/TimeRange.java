package ai.genops.search.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// From `earliest`, inclusive, to `latest`, exclusive; null is unbounded.
public record TimeRange(
        @Nullable Instant earliest, @Nullable Instant latest) {
    public static final TimeRange ALL = new TimeRange(null, null);
}
