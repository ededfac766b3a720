package ai.genops.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A search to run.
///
/// @param spl the query
/// @param earliest start of the time searched, as a time modifier such as `-1h@h`; null: everything. The
///     query's own `earliest=` and `latest=` come first
/// @param latest end, exclusive; null: everything
/// @param maxRows rows returned at most; more make the result truncated
/// @param timeout after which the search is stopped
/// @param strict whether it is read as Splunk reads it, without the generous steps that this language takes; null: as
///     the server says
public record SearchRequest(
        String spl,
        @Nullable String earliest,
        @Nullable String latest,
        int maxRows,
        Duration timeout,
        @Nullable Boolean strict) {
    public static final int DEFAULT_MAX_ROWS = 50_000;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public SearchRequest {
        if (maxRows < 1 || maxRows > 10_000_000) {
            throw new IllegalArgumentException("maxRows must be from 1 to 10,000,000, is " + maxRows);
        }
    }

    public SearchRequest(
            String spl, @Nullable String earliest, @Nullable String latest, int maxRows, Duration timeout) {
        this(spl, earliest, latest, maxRows, timeout, null);
    }

    /// Everything, with the default limits.
    public static SearchRequest of(String spl) {
        return new SearchRequest(spl, null, null, DEFAULT_MAX_ROWS, DEFAULT_TIMEOUT);
    }

    public SearchRequest between(@Nullable String from, @Nullable String to) {
        return new SearchRequest(spl, from, to, maxRows, timeout, strict);
    }

    public SearchRequest atMost(int rows) {
        return new SearchRequest(spl, earliest, latest, rows, timeout, strict);
    }

    /// Read as Splunk reads it, or not; null: as the server says.
    public SearchRequest strictly(@Nullable Boolean whether) {
        return new SearchRequest(spl, earliest, latest, maxRows, timeout, whether);
    }
}
