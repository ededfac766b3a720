package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Span.Unit;
import ai.genops.search.plan.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Spans chosen for a range of time, and the buckets they cut it into.
final class Spans {
    /// No chart has more points of time.
    static final int MAX_BUCKETS = 50_000;

    private static final long MINUTE = 60_000_000L;

    /// Longest range, and the span used up to it: Splunk's defaults for `timechart`.
    private static final NavigableMap<Duration, Span> AUTOMATIC = new TreeMap<>(Map.of(
            Duration.ofMinutes(15), new Span(10_000_000L, Unit.MICROS),
            Duration.ofHours(1), new Span(MINUTE, Unit.MICROS),
            Duration.ofHours(4), new Span(5 * MINUTE, Unit.MICROS),
            Duration.ofHours(24), new Span(30 * MINUTE, Unit.MICROS),
            Duration.ofDays(3), new Span(1, Unit.HOURS),
            Duration.ofDays(100), new Span(1, Unit.DAYS)));

    private Spans() {}

    /// The span written, or one for the time searched.
    static Span parse(@Nullable String text, int at, Planning planning) {
        if (text == null) {
            return automatic(planning.range());
        }
        Span parsed = Span.parse(text);
        if (parsed == null) {
            throw planning.error(at, "`span=%s` is not a span of time".formatted(text), "Examples: 5m, 1h, 1d, 1mon.");
        }
        return parsed;
    }

    static Span automatic(TimeRange range) {
        if (range.earliest() == null || range.latest() == null) {
            return new Span(1, Unit.DAYS);
        }
        Duration length = Duration.between(range.earliest(), range.latest());
        var entry = AUTOMATIC.ceilingEntry(length);
        return entry == null ? new Span(1, Unit.MONTHS) : entry.getValue();
    }

    /// The starts of the spans from the first time to the last, both included.
    static List<Instant> buckets(Span span, Instant first, Instant last, java.time.ZoneId zone) {
        var starts = new ArrayList<Instant>();
        for (Instant start = span.floor(first, zone);
                !start.isAfter(last) && starts.size() <= MAX_BUCKETS;
                start = span.next(start, zone)) {
            starts.add(start);
        }
        return starts;
    }
}
