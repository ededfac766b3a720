package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long searches take: of rows that are in files, and of all there are, the newest included.
final class LakeSearches {
    private static final List<String> QUERIES = List.of(
            "index=genops_ai | stats count",
            "index=genops_ai | stats sum(genops.cost.total) as cost by genops.team",
            "index=genops_ai genops.policy.result=some-1 | timechart span=1m sum(genops.tokens.total)");

    private final Search search;
    private final String before;

    /// @param before the rows that came earlier are in files
    LakeSearches(Lake lake, Instant before) {
        search = Search.of(lake::reader, InstantSource.system(), ZoneOffset.UTC);
        this.before = Long.toString(before.getEpochSecond());
    }

    /// The three of either kind, one after the other, with a pause after each, until `untilNanos`; once at least.
    ///
    /// @param what is going on meanwhile
    void measure(String what, long pauseMillis, long untilNanos) throws InterruptedException {
        List<Long> settled = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        do {
            for (String query : QUERIES) {
                settled.add(millis(SearchRequest.of(query).between(null, before)));
                Thread.sleep(pauseMillis);
                all.add(millis(SearchRequest.of(query)));
                Thread.sleep(pauseMillis);
            }
        } while (System.nanoTime() < untilNanos);
        tell(what + ", of files", settled);
        tell(what + ", of all", all);
    }

    private long millis(SearchRequest request) {
        long start = System.nanoTime();
        search.run(request);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void tell(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "search %-24s %4d of them: mean %,5.0f ms, median %,5d ms, longest %,5d ms%n",
                what,
                sorted.size(),
                sorted.stream().mapToLong(Long::longValue).average().orElse(0),
                sorted.get(sorted.size() / 2),
                sorted.getLast());
    }
}
