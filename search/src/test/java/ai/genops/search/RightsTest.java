package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing leads around what somebody may see.
class RightsTest {
    private static final TestLake LAKE = new TestLake()
            .add("genops_ai", """
            [{"_time": "2026-03-10T08:00:00", "host": "open", "fields": {"n": 1, "team": "a"}}]
            """)
            .add("secret", """
            [{"_time": "2026-03-10T08:00:01", "host": "hidden", "fields": {"n": 2, "team": "classified"}}]
            """)
            .add("talk", """
            [{"_time": "2026-03-10T08:00:02", "fields": {"n": 3, "gen_ai.prompt": "classified words",
              "gen_ai.input.messages": "classified words", "body": "classified", "_raw": "classified raw"}}]
            """)
            .add("secret_metrics", """
            [{"_time": "2026-03-10T08:00:01", "kind": "metric", "name": "classified", "host": "hidden",
              "fields": {"value": 2, "team": "classified"}}]
            """);

    private static final Knowledge KNOWN = new Knowledge(
            Map.of("all", new Macro(List.of(), "index=secret OR index=genops_ai")),
            Map.of("Saved", SavedSearch.of("search index=secret")),
            Map.of("Model", "search index=secret"),
            Lookups.NONE);

    private final Search search = LAKE.search().with(() -> KNOWN);
    private final Search restricted = search.as(new Rights(name -> !name.startsWith("secret"), false));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    /// What finds the secret with all rights; the tests below would show nothing otherwise.
    private void findsItWithRights(String spl) {
        assertThat(Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl))))
                .as(spl)
                .containsAnyOf("classified", "hidden", "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index=secret",
                "index=*",
                "index=sec*",
                "index!=genops_ai",
                "NOT index=genops_ai index=*",
                "`all`",
                "index=* classified",
                "| tstats values(team) as t where index=secret by index",
                "| tstats values(team) as t where index=* by index",
                "| tstats values(team) as t from datamodel=Model",
                "| mstats count(_value) where index=secret_metrics metric_name=* by host",
                "| mstats count(_value) where index=* metric_name=* by team",
                "| mstats max(class*) where index=*",
                "| mstats prestats=t max(classified) where index=* by host | stats max(classified) by host",
                "| makeresults | mstats append=t max(classified) where index=* by host",
                "| mcatalog values(metric_name) where index=*",
                "| mcatalog values(metric_name) where index=secret_metrics by host",
                "| from savedsearch:Saved",
                "| savedsearch Saved",
                "| datamodel Model search",
                "| metadata type=hosts index=secret",
                "| metadata type=hosts index=*",
                "| eventcount summarize=false index=*",
                "| eventcount summarize=false index=secret",
                "| union [search index=genops_ai] [search index=secret]",
                "| multisearch [search index=genops_ai] [search index=secret]",
                "| makeresults | append [search index=secret]",
                "| makeresults | appendcols [search index=secret | fields team]",
                "| makeresults | eval x=1 | join x [search index=secret | eval x=1]",
                "| makeresults | eval i=\"secret\" | map search=\"search index=$i$\"",
                "| makeresults | eval t=[search index=secret | eval search=\"\\\"\".team.\"\\\"\" | fields search]",
                "index=* | fieldsummary",
                "| makeresults | appendpipe [append [search index=secret]]",
            })
    void anIndexThatMayNotBeReadIsNotThere(String spl) {
        findsItWithRights(spl);
        try {
            assertThat(Texts.of(new JsonWriter(), restricted.run(SearchRequest.of(spl))))
                    .as(spl)
                    .doesNotContain("classified", "hidden", "secret");
        } catch (SearchException e) {
            assertThat(e.report().replace(spl, "")).doesNotContain("classified", "hidden");
        }
    }

    @Test
    void whatIsToldOfAHiddenIndexIsWhatIsToldOfNone() {
        assertThat(messages("index=secret")).isEqualTo(messages("index=secreu").replace("secreu", "secret"));
        assertThat(messages("index=secret")).doesNotContain("did you mean");
    }

    private String messages(String spl) {
        return restricted.run(SearchRequest.of(spl)).messages().stream()
                .map(Message::text)
                .reduce("", (a, b) -> a + b + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index=talk",
                "index=talk | table gen_ai.prompt _raw body gen_ai.input.messages",
                "index=talk | eval x='gen_ai.prompt' | fields x",
                "index=talk | rename gen_ai.prompt as x | table x",
                "index=talk | stats values(gen_ai.prompt) as x",
                "index=talk | stats values(gen_ai.*)",
                "index=talk | fieldsummary",
                "index=talk | spath | table *",
                "index=talk | rex \"(?<x>classified)\" | table x",
                "index=talk | eval x=_raw | table x",
                "index=talk | tojson",
                "index=talk | transaction n",
                "| union [search index=talk] [search index=genops_ai]",
                "index=talk | foreach gen_ai.* [eval x='<<FIELD>>']",
            })
    void contentThatMayNotBeSeenIsMissing(String spl) {
        findsItWithRights(spl);
        assertThat(Texts.of(new JsonWriter(), restricted.run(SearchRequest.of(spl))))
                .as(spl)
                .doesNotContain("classified");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index=talk classified",
                "index=talk gen_ai.prompt=class*",
                "index=talk | where like('gen_ai.prompt', \"class%\")",
                "index=talk | search body=classified",
                "index=talk | regex _raw=\"classified\"",
            })
    void contentThatMayNotBeSeenCannotBeFoundByEither(String spl) {
        assertThat(search.run(SearchRequest.of(spl)).rows()).as(spl).hasSize(1);
        assertThat(restricted.run(SearchRequest.of(spl)).rows()).as(spl).isEmpty();
    }

    @Test
    void aSubsearchCannotTellWhetherThereIsSomething() {
        var request = SearchRequest.of("index=genops_ai [search index=secret | eval team=\"a\" | fields team]");
        assertThat(search.run(request).rows()).hasSize(1);
        assertThat(restricted.run(request).rows()).isEmpty();
    }

    @Test
    void whatMayBeSeenIsTheSameAsWithAllRights() {
        var request = SearchRequest.of("index=genops_ai | stats sum(n) by team host");
        assertThat(restricted.run(request).rows())
                .isEqualTo(search.run(request).rows())
                .hasSize(1);
    }

    @Test
    void aShareOutsideItsBoundsIsRefused() {
        assertThatThrownBy(() -> search.newest(SearchRequest.of("index=*"), 1, new Cancellation()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
