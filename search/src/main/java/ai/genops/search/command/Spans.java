package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Span.Unit;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.spl.TimeModifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Spans chosen for a range of time, and the buckets they cut it into.
final class Spans {
    /// No chart has more points of time.
    static final int MAX_BUCKETS = 50_000;

    /// Points a chart has at most if nothing else is said: Splunk's default for `timechart`.
    static final int DEFAULT_BINS = 100;

    /// What is chosen from, narrowest first.
    private static final List<String> CHOICES =
            List.of("1s", "5s", "10s", "30s", "1m", "5m", "10m", "30m", "1h", "1d", "1mon");

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

    /// The span, beginning with a time that is named as `aligntime` names one: `earliest`, `latest` or a time modifier.
    /// Spans of days and longer begin at midnight all the same.
    static Span aligned(Span span, @Nullable String time, int at, Planning planning) {
        if (time == null) {
            return span;
        }
        TimeRange range = planning.range();
        Instant start = switch (time.toLowerCase(java.util.Locale.ROOT)) {
            case "earliest" -> range.earliest();
            case "latest" -> range.latest();
            default -> modified(time, at, planning);
        };
        return start == null ? span : span.from(start);
    }

    private static Instant modified(String time, int at, Planning planning) {
        Instant found = TimeModifier.apply(time, planning.now(), planning.zone());
        if (found == null) {
            throw planning.error(at, "`aligntime=%s` is not a time".formatted(time), TimeModifier.EXAMPLES);
        }
        return found;
    }

    static Span automatic(TimeRange range) {
        return automatic(range, DEFAULT_BINS, null);
    }

    /// The narrowest usual span that cuts a time into no more bins than this, and is no narrower than another.
    static Span automatic(TimeRange range, long bins, @Nullable Span least) {
        if (range.earliest() == null || range.latest() == null) {
            return new Span(1, Unit.DAYS);
        }
        double seconds = Duration.between(range.earliest(), range.latest()).toNanos() / 1e9;
        for (String choice : CHOICES) {
            Span span = Objects.requireNonNull(Span.parse(choice));
            boolean wide = least == null || span.seconds() < 0 || span.seconds() >= least.seconds();
            if (wide && seconds <= span.seconds() * bins) {
                return span;
            }
        }
        return new Span(1, Unit.MONTHS);
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
