package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What Splunk's documentation says commands and functions do, on small tables whose answers were worked out by hand.
/// Each case in `golden/` names the page it follows, then the query, then the rows expected, as JSON.
class DocumentationTest {
    /// Points of metrics are in `_metrics`, which `index=*` leaves out.
    private static final TestLake LAKE = new TestLake().add("_metrics", Texts.resource("/golden/metrics.json"));

    record Case(String page, String query, String rows) {
        @Override
        public String toString() {
            return page;
        }
    }

    @AfterAll
    static void close() {
        LAKE.close();
    }

    static List<Case> cases() {
        return Stream.of("functions", "commands", "times", "statistics", "texts", "metrics", "charts", "series")
                .flatMap(file -> read("/golden/" + file + ".txt").stream())
                .toList();
    }

    private static List<Case> read(String file) {
        var cases = new ArrayList<Case>();
        for (String block : Texts.resource(file).split("(?m)^== ", -1)) {
            if (!block.isBlank()) {
                String[] parts = block.split("\n--\n", 2);
                int line = parts[0].indexOf('\n');
                String query = parts[0].substring(line + 1).replace("\\n", "\n");
                cases.add(new Case(parts[0].substring(0, line), query, parts[1].strip()));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsDocumented(Case golden) {
        try {
            assertThat(LAKE.json(golden.query()).strip()).isEqualTo(golden.rows());
        } catch (SearchException e) {
            throw new AssertionError(e.report(), e);
        }
    }

    @Test
    void everyCaseHasAnotherName() {
        assertThat(cases()).extracting(Case::page).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(150);
    }
}
