package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.knowledge.Asker;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.RestRoutes;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.WrittenCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Splunk's Search Reference says of `rest`, on two routes.
class RestTest {
    private static final TestLake LAKE = new TestLake();

    private static final Map<String, List<Map<String, List<String>>>> ROUTES = Map.of(
            "saved/searches",
            List.of(
                    Map.of("title", List.of("Daily spend"), "search", List.of("index=a")),
                    Map.of("title", List.of("Errors"), "roles", List.of("x", "y"))),
            "authentication/users",
            List.of(Map.of("title", List.of("ada")), Map.of("title", List.of("bob"))));

    private static final class Routes implements RestRoutes {
        @Override
        public Set<String> names() {
            return ROUTES.keySet();
        }

        @Override
        public List<SequencedMap<String, List<String>>> read(String route, Asker who) {
            return ROUTES.getOrDefault(route, List.of()).stream()
                    .filter(thing -> !route.endsWith("users")
                            || who.administers()
                            || List.of(who.user()).equals(thing.get("title")))
                    .map(thing -> (SequencedMap<String, List<String>>) new LinkedHashMap<>(thing))
                    .toList();
        }
    }

    private final Search search = LAKE.search().with(() -> Knowledge.NONE.with(new Routes()));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private static String json(Search search, String spl) {
        return Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl))).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            | rest /services/saved/searches | table title;                              Daily spend,Errors
            | rest /servicesNS/-/-/saved/searches/ splunk_server=local | table title;   Daily spend,Errors
            | rest /services/saved/searches count=1 | table title;                      Daily spend
            | rest /services/saved/searches count=-1 | table title;                     Daily spend,Errors
            | rest /services/saved/searches/Daily%20spend | table title;                Daily spend
            | rest /services/saved/searches search="name=Err*" | table title;           Errors
            | rest /services/saved/searches search="INDEX" | table title;               Daily spend
            | rest /services/saved/searches | where mvcount(roles)=2 | table title;     Errors
            """)
    void aRouteIsRead(String spl, String titles) {
        String expected = List.of(titles.split(",")).stream()
                .map("{\"title\":\"%s\"}"::formatted)
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
        assertThat(json(search, spl)).isEqualTo(expected);
    }

    @Test
    void eachSeesWhatIsTheirs() {
        String users = "| rest /services/authentication/users | table title";
        var bob = new Rights(
                _ -> true, true, "", false, _ -> true, new Rights.Searcher("bob", List.of("analyst"), false));
        assertThat(json(search.as(bob), users)).isEqualTo("{\"title\":\"bob\"}");
        assertThat(json(search, users)).isEqualTo("{\"title\":\"ada\"}\n{\"title\":\"bob\"}");
        assertThat(json(search.as(bob), "| makeresults | append [%s] | stats count".formatted(users)))
                .isEqualTo("{\"count\":2}");
    }

    @Test
    void anUnknownRouteNamesThoseThereAre() {
        SearchException error = catchThrowableOfType(
                SearchException.class, () -> search.run(SearchRequest.of("| rest /services/saved/serches")));
        assertThat(error).hasMessage("there is no route `/services/saved/serches` here");
        assertThat(error.hint())
                .isEqualTo("Did you mean `/services/saved/searches`? There are: authentication/users, saved/searches");
    }

    @Test
    void argumentsWithoutEffectAreTold() {
        Result result = search.run(SearchRequest.of("| rest /services/saved/searches add_orphan_field=yes"));
        assertThat(result.messages().toString()).contains("`rest` passes over `add_orphan_field=`");
        assertThat(search.run(SearchRequest.of("| rest /services/saved/searches/none"))
                        .messages()
                        .toString())
                .contains("there is no `none` at `saved/searches`");
    }

    @Test
    void withoutAServerItIsRefused() {
        SearchException error =
                catchThrowableOfType(SearchException.class, () -> LAKE.run("| rest /services/saved/searches"));
        assertThat(error).hasMessage("no server answers here");
    }

    @Test
    void theCommandsOfAQueryAreTold() {
        assertThat(search.commands("index=a \"x | y\" | stats count by b | append [search c | head 1]"))
                .containsExactly(
                        new WrittenCommand("search", "index=a \"x | y\""),
                        new WrittenCommand("stats", "count by b"),
                        new WrittenCommand("append", "[search c | head 1]"));
        assertThat(search.commands("| makeresults count=2"))
                .containsExactly(new WrittenCommand("makeresults", "count=2"));
        assertThat(search.commands("search a=1")).containsExactly(new WrittenCommand("search", "a=1"));
    }
}
