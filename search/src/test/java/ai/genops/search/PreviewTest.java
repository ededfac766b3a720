package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A preview is the answer over the newest part of the time, and says which.
class PreviewTest {
    /// An event a second, for 60 s from 08:00 on.
    private static final TestLake LAKE = new TestLake()
            .add(
                    "genops_ai",
                    IntStream.range(0, 61)
                            .mapToObj("{\"_time\": \"2026-03-10T08:%1$02d:00\", \"fields\": {\"n\": %1$d}}"::formatted)
                            .map(text -> text.replace("T08:60:", "T09:00:"))
                            .collect(Collectors.joining(",", "[", "]")));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private static Preview quarter(SearchRequest request) {
        return LAKE.search().newest(request, 0.25, new Cancellation());
    }

    private static String only(Preview preview) {
        return Texts.of(new JsonWriter(), preview.result()).strip();
    }

    @Test
    void itCoversTheNewestPartOfWhatThereIs() {
        Preview preview = quarter(SearchRequest.of("index=genops_ai | stats count min(n) as n"));
        assertThat(preview.since()).isEqualTo(Instant.parse("2026-03-10T08:45:00Z"));
        assertThat(only(preview)).isEqualTo("{\"count\":16,\"n\":45}");
    }

    @Test
    void itIsTheSameAsAQueryThatBeginsThere() {
        String since =
                String.valueOf(quarter(SearchRequest.of("index=genops_ai")).since());
        String spl = "index=genops_ai | timechart span=5m sum(n)";
        assertThat(only(quarter(SearchRequest.of(spl))))
                .isEqualTo(Texts.of(
                                new JsonWriter(),
                                LAKE.search().run(SearchRequest.of(spl).between(since, null)))
                        .strip());
    }

    @Test
    void itStaysWithinTheTimeThatIsAskedFor() {
        var request = SearchRequest.of("index=genops_ai | stats max(n) as n")
                .between("2026-03-10T08:00:00", "2026-03-10T08:20:00");
        Preview preview = quarter(request);
        assertThat(preview.since()).isEqualTo(Instant.parse("2026-03-10T08:15:00Z"));
        assertThat(only(preview)).isEqualTo("{\"n\":19}");
        String own =
                "index=genops_ai earliest=\"03/10/2026:08:00:00\" latest=\"03/10/2026:08:20:00\" | stats max(n) as n";
        assertThat(quarter(SearchRequest.of(own)).since()).isEqualTo(preview.since());
    }

    @Test
    void subsearchesLookAtAllOfTheirTime() {
        String spl = "index=genops_ai [search index=genops_ai n=50 OR n=3 | fields n] | stats values(n) as n";
        assertThat(only(quarter(SearchRequest.of(spl)))).isEqualTo("{\"n\":[\"50\"]}");
        String joined =
                "index=genops_ai | eval k=1 | stats count by k | join k [search index=genops_ai | eval k=1 | stats count as all by k]";
        assertThat(only(quarter(SearchRequest.of(joined)))).contains("\"count\":16", "\"all\":61");
    }

    @Test
    void whatReadsNoEventsHasNone() {
        assertThat(quarter(SearchRequest.of("| makeresults")).since()).isNull();
        assertThat(quarter(SearchRequest.of("index=nothing")).since()).isNull();
    }
}
