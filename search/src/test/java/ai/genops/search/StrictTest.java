package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Each generous step of the language: what is said about it, and what becomes of it where queries are read strictly.
class StrictTest {
    private static final TestLake LAKE = new TestLake().add("genops_ai", """
            [{"_time": "2026-03-10T08:00:00", "fields": {"a.b": "whole", "a": "x", "b": "y", "n": 2, "word": "w",
              "cost.amount": 7}}]
            """);

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private record Answer(String rows, List<String> messages) {}

    private static Answer run(String spl, boolean strict) {
        Result result = LAKE.search().run(SearchRequest.of(spl).strictly(strict));
        List<String> messages = result.messages().stream().map(Message::text).toList();
        return new Answer(Texts.of(new JsonWriter(), result).strip(), messages);
    }

    private static SearchException refused(String spl) {
        SearchException error = catchThrowableOfType(SearchException.class, () -> run(spl, true));
        assertThat(error).as(spl).isNotNull();
        return error;
    }

    @Test
    void aDottedNameIsAFieldAndStrictlyItsPartsJoined() {
        String spl = "index=genops_ai | eval v=a.b | table v";
        assertThat(run(spl, false).rows()).isEqualTo("{\"v\":\"whole\"}");
        Answer strict = run(spl, true);
        assertThat(strict.rows()).isEqualTo("{\"v\":\"xy\"}");
        assertThat(strict.messages())
                .containsExactly(
                        "`a.b` joins values, as in Splunk; for the field of that name write 'a.b' in single quotes");
        assertThat(run("index=genops_ai | eval v='a.b' | table v", true))
                .isEqualTo(new Answer("{\"v\":\"whole\"}", List.of()));
    }

    @Test
    void aNumberPlusATextJoinsAndIsStrictlyRefused() {
        String spl = "index=genops_ai | eval v=round(n, 1) + \"%\" | table v";
        Answer friendly = run(spl, false);
        assertThat(friendly.rows()).isEqualTo("{\"v\":\"2%\"}");
        assertThat(friendly.messages()).singleElement().asString().startsWith("`+` joins a number and a text;");
        assertThat(refused(spl).report()).isEqualTo("""
                line 1, column 38: `+` joins a number and a text; Splunk does not
                  index=genops_ai | eval v=round(n, 1) + "%" | table v
                                                       ^
                Join with a dot: round(x, 1) . "%\"""");
    }

    @Test
    void whatPlusGetsDecidesStrictlyRowByRow() {
        assertThat(run("index=genops_ai | eval v=n + \"%\", w=word + \"%\" | table v w", true)
                        .rows())
                .isEqualTo("{\"w\":\"w%\"}");
        assertThat(run("index=genops_ai | eval v=n + word, w=word + a, x=n + n | table v w x", true)
                        .rows())
                .isEqualTo("{\"w\":\"wx\",\"x\":4}");
    }

    @Test
    void aConditionIsAssignedAsTextAndStrictlyRefused() {
        Answer friendly = run("index=genops_ai | eval v=(n>1) | table v", false);
        assertThat(friendly.rows()).isEqualTo("{\"v\":\"true\"}");
        assertThat(friendly.messages()).singleElement().asString().contains("Write if(");
        assertThat(refused("index=genops_ai | eval v=(n>1)")).hasMessageContaining("`v` becomes the text");
    }

    @Test
    void aTermThatNamesAFieldFindsItAndStrictlyOnlyItsText() {
        String spl =
                "| makeresults | eval _raw=\"none\", genops.policy.name=\"p\" | search genops.policy.* | stats count";
        String events = "index=genops_ai cost.amount* | stats count";
        Answer friendly = run(events, false);
        assertThat(friendly.rows()).isEqualTo("{\"count\":1}");
        assertThat(friendly.messages()).singleElement().asString().contains("also finds events with a field");
        assertThat(run(events, true).messages()).isEmpty();
        assertThat(run(spl, true).rows()).isEqualTo("{\"count\":0}");
    }

    @Test
    void eventcountGivesStrictlyWhatItGivesInSplunk() {
        assertThat(run("| eventcount summarize=false index=*", false).rows()).contains("size_bytes", "latest_time");
        assertThat(run("| eventcount summarize=false index=*", true).rows())
                .isEqualTo("{\"index\":\"genops_ai\",\"count\":1}");
        assertThat(run("| eventcount summarize=false report_size=true index=*", true)
                        .rows())
                .contains("size_bytes")
                .doesNotContain("_time");
    }

    @Test
    void aDataModelThatIsNotThereIsStrictlyAnError() {
        assertThat(refused("| tstats count from datamodel=Nothing")).hasMessage("there is no data model `Nothing`");
    }

    @Test
    void otherNamesOfAnAttributeAreKnowledgeAndNoStep() {
        String spl = "index=genops_ai | stats sum(genops.cost.total) as v";
        assertThat(run(spl, true)).isEqualTo(new Answer("{\"v\":7}", List.of())).isEqualTo(run(spl, false));
    }

    @Test
    void aRequestThatDoesNotSayIsReadAsTheServerSays() {
        var strict = new Knowledge(Map.of(), Map.of(), Map.of(), Lookups.NONE, true);
        Search search = LAKE.search().with(() -> strict);
        String spl = "index=genops_ai | eval v=a.b | table v";
        assertThat(Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl))).strip())
                .isEqualTo("{\"v\":\"xy\"}");
        assertThat(Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl).strictly(false)))
                        .strip())
                .isEqualTo("{\"v\":\"whole\"}");
    }
}
