package ai.genops.server.alert;

import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import java.time.Instant;

/// Searches the lake.
@FunctionalInterface
public interface Searcher {
    /// Makes a search.
    ///
    /// @param now what `now` and relative times are taken from
    /// @throws ai.genops.search.report.SearchException if the search is wrong, fails or takes too long
    Result run(SearchRequest request, Instant now);
}
