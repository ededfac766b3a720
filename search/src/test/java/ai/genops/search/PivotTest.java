package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns by series say the same as a search for each of them.
class PivotTest {
    private static final List<String> TEAMS = List.of("a", "b", "c", "d", "NULL", "");
    private static final String NAMED = "index=genops_ai | eval t=coalesce(team, \"NULL\")";

    private final long seed = Long.getLong("pivot.seed", new Random().nextLong());

    /// A team that is called NULL is the same as none.
    private TestLake lake() {
        var random = new Random(seed);
        String events = IntStream.range(0, 200)
                .mapToObj(_ -> {
                    String team = TEAMS.get(random.nextInt(TEAMS.size()));
                    return "{\"_time\": \"2026-03-10T%02d:%02d:00\", \"fields\": {%s\"n\": %s}}"
                            .formatted(
                                    random.nextInt(4),
                                    random.nextInt(60),
                                    team.isEmpty() ? "" : "\"team\": \"" + team + "\", ",
                                    List.of("0.1", "2", "0.0000000003", "\"word\"")
                                            .get(random.nextInt(4)));
                })
                .collect(Collectors.joining(",", "[", "]"));
        return new TestLake().add("genops_ai", events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(n)", "count", "count(n)", "avg(n)", "min(n)", "max(n)", "dc(n)", "p50(n)"})
    void aColumnIsWhatASearchForItsSeriesFinds(String aggregate) {
        try (var lake = lake()) {
            Result chart = lake.run("index=genops_ai | timechart span=1h limit=2 " + aggregate + " by team");
            List<String> columns =
                    chart.fields().stream().map(Result.Field::name).toList();
            assertThat(columns).as("seed %d", seed).hasSize(5).endsWith("OTHER", "NULL");
            List<String> own = columns.subList(1, 3);
            for (int i = 1; i < columns.size(); i++) {
                String condition = columns.get(i).equals("OTHER")
                        ? "NOT t IN (\"NULL\", " + String.join(", ", own) + ")"
                        : "t=\"" + columns.get(i) + "\"";
                Result alone =
                        lake.run(NAMED + " | search " + condition + " | timechart span=1h " + aggregate + " as x");
                assertThat(byTime(chart, i))
                        .as("seed %d, %s of %s", seed, aggregate, columns.get(i))
                        .containsAllEntriesOf(byTime(alone, 1));
            }
        }
    }

    /// Counts beside means: where a series has no row, it counts none of another's.
    @ParameterizedTest
    @ValueSource(strings = {"avg(n),count", "count,max(n),avg(n)", "avg(n),sum(n),count(n)", "dc(n),count"})
    void eachOfSeveralAggregatesIsWhatASearchForItFinds(String aggregates) {
        try (var lake = lake()) {
            String spl = "index=genops_ai | timechart span=20m " + aggregates.replace(',', ' ') + " by team";
            Result chart = lake.run(spl);
            List<String> columns =
                    chart.fields().stream().map(Result.Field::name).toList();
            for (String aggregate : aggregates.split(",", -1)) {
                for (String team : List.of("a", "b", "c", "d", "NULL")) {
                    Result alone = lake.run(
                            NAMED + " | search t=\"" + team + "\" | timechart span=20m " + aggregate + " as x");
                    assertThat(byTime(chart, columns.indexOf(aggregate + ": " + team)))
                            .as("seed %d, %s of %s", seed, aggregate, team)
                            .containsAllEntriesOf(byTime(alone, 1));
                }
            }
        }
    }

    private static Map<String, String> byTime(Result result, int column) {
        var values = new TreeMap<String, String>();
        for (Result.Row row : result.rows()) {
            Value value = row.values().get(column);
            values.put(String.valueOf(row.values().getFirst()), value == null ? "none" : value.display());
        }
        return values;
    }

    @Test
    void eventsAreReadOnce() {
        try (var lake = lake()) {
            var read = new ArrayList<String>();
            var search = Search.of(
                    () -> told(lake.open(), Connection.class, read), InstantSource.fixed(TestLake.NOW), ZoneOffset.UTC);
            search.run(SearchRequest.of("index=genops_ai | timechart span=1h limit=2 sum(n) by team"));
            assertThat(read)
                    .filteredOn(sql -> sql.contains("from \"genops_ai\""))
                    .hasSize(1);
        }
    }

    /// Notes what is executed.
    private static <T> T told(T what, Class<T> as, List<String> executed) {
        return as.cast(Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, (_, method, arguments) -> {
            if (method.getName().startsWith("execute") && arguments != null) {
                executed.add(String.valueOf(arguments[0]));
            }
            try {
                Object result = method.invoke(what, arguments);
                return result instanceof Statement statement && method.getName().equals("createStatement")
                        ? told(statement, Statement.class, executed)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
