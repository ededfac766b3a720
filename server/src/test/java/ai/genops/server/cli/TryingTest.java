package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `genops try` and `genops pipeline test`, without a server.
class TryingTest {
    private static final String SHIPPED = Path.of("../config").toString();
    private static final String SPAN =
            Path.of("../examples/otlp-test-span.json").toString();
    private static final String EXPENSIVE = """
            {"_time":1763600000.25,"kind":"span","name":"chat","attributes":{"genops.cost.total":12.5}}
            """;

    @TempDir
    Path folder;

    @Test
    void showsEachStepOfAnOtlpRequest() {
        Cli tried = Cli.run("try", "genops-cost-governance", "--config", SHIPPED, "--events", SPAN);
        assertThat(tried.code()).isZero();
        assertThat(tried.out())
                .contains("+ cost_total                 0.05")
                .contains("~ sample_rate                1 → 0.1")
                .contains("the route's filter is false\n        cost_total > 5 || is_high_cost == true\n")
                .contains("cost_total   = 0.05")
                .contains("\"metric\": \"genops.cost.total\", \"value\": 0.05")
                .doesNotContain("\u001b");
    }

    @Test
    void saysWhyAnEventIsNotLetIn() {
        Cli tried = Cli.run("try", "genops-budget-alerting", "--config", SHIPPED, "--events", SPAN);
        assertThat(tried.out())
                .contains("not let in by the filter has_budget_tracking")
                .contains("__inputId                        = \"genops_otlp_source\"")
                .contains("attributes['genops.budget.name'] = absent");
    }

    @Test
    void readsEventsAsTheFileDestinationWritesThemFromStandardInput() {
        Cli tried = Cli.fed(
                EXPENSIVE + EXPENSIVE,
                "try",
                "genops-cost-governance",
                "--config",
                SHIPPED,
                "--events",
                "-",
                "--destination",
                "s3_cost_bucket",
                "--json");
        assertThat(tried.code()).isZero();
        assertThat(tried.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"outcome\":\"sent\"")
                        .contains("\"sends\":{\"_time\":1763600000.25")
                        .contains("\"cost_total\":12.5")
                        .doesNotContain("cribl_lake"));
    }

    @Test
    void namesTheLineThatIsWrong() {
        Cli tried = Cli.fed(EXPENSIVE + "{\"name\":7}", "try", "--config", SHIPPED, "--events", "-");
        assertThat(tried.code()).isEqualTo(2);
        assertThat(tried.err()).contains("standard input:2: `name` must be a text, is 7");
        assertThat(Cli.fed("{\"name\":", "try", "--config", SHIPPED, "--events", "-")
                        .err())
                .contains("is not JSON");
        assertThat(Cli.run("try", "genops-cost", "--config", SHIPPED, "--events", SPAN)
                        .err())
                .contains("no pipeline that is enabled has the id `genops-cost`");
    }

    @Test
    void anExpressionThatFailsIsShownWithItsPlace() throws IOException {
        configure();
        Cli tried = Cli.fed(
                "{\"name\":\"e\",\"attributes\":{\"text\":5}}", "try", "p", "--config", config(), "--events", "-");
        assertThat(tried.code()).isEqualTo(1);
        assertThat(tried.out())
                .contains("! upper failed: ")
                .contains("pipelines/p.yaml:5:")
                .contains("^");
    }

    @Test
    void whatIsSetOfTheEventsOwnIsShown() throws IOException {
        configure();
        write("pipelines/own.yaml", """
                id: own
                processors:
                  - type: eval
                    expressions: [{name: "'other'"}, {status: "'error'"}, {_time: _time - 60}, {host: "'h2'"}]
                """);
        String event = "{\"_time\":1763600000.25,\"name\":\"chat\",\"host\":\"h1\"}";
        Cli tried = Cli.fed(event, "try", "own", "--config", config(), "--events", "-");
        assertThat(tried.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "~ _time 1763600000.25 → 1763599940.25",
                        "~ name \"chat\" → \"other\"",
                        "+ status \"error\"",
                        "~ host \"h1\" → \"h2\"");
    }

    @Test
    void rowsOfATableAreShownWithTheirOwnExpressions() throws IOException {
        configure();
        write("pipelines/all.yaml", "id: all\nprocessors: [{type: eval, expressions: [{x: '1'}]}]\n");
        write("routes/table.yaml", """
                routes:
                  - {id: dear, filter: "attributes['cost'] > 5", pipeline: all, output: out, final: false}
                  - {id: mine, filter: "attributes['team'] == 'a'", pipeline: all, output: out}
                  - {id: rest, pipeline: all, output: out}
                """);
        String event = "{\"name\":\"e\",\"attributes\":{\"cost\":2,\"team\":\"a\"}}";
        Cli tried = Cli.fed(event, "try", "all", "--config", config(), "--events", "-");
        assertThat(tried.out())
                .contains("dear → out  the route's filter is false\n        attributes['cost'] > 5\n")
                .contains("attributes['cost'] = 2")
                .contains("rest → out  the row `mine` comes before it, takes the event and is final\n")
                .contains("attributes['team'] = \"a\"");
        Cli json = Cli.fed(event, "try", "all", "--config", config(), "--events", "-", "--json");
        assertThat(json.out()).contains("\"note\":\"the row `mine` comes", "\"expression\":\"attributes['cost'] > 5\"");
    }

    @Test
    void whatIsHeldBackIsShownWhereItGoesOn() throws IOException {
        configure();
        write("pipelines/tail.yaml", """
                id: tail
                processors:
                  - {name: whole, type: tail_sampling, policies: [{type: status_code}]}
                  - {type: eval, expressions: [{behind: "'yes'"}]}
                routes: [{name: to_out, destination: out, takes: sampled}]
                """);
        String events = span(1, "error") + span(2, "ok");
        Cli tried = Cli.fed(events, "try", "tail", "--config", config(), "--events", "-");
        assertThat(tried.out())
                .contains("absorbed here: what comes of it is shown where it goes on")
                .contains("goes on, held back until now by whole  call  span 0000000000000001")
                .contains("+ behind                     \"yes\"")
                .contains("→ to_out → out")
                .contains("· to_out → out  left out by sampling");
        Cli json = Cli.fed(events, "try", "tail", "--config", config(), "--events", "-", "--json");
        assertThat(json.out()).contains("\"held_by\":\"whole\"", "\"absorbed\":true");
    }

    private static String span(int trace, String status) {
        return "{\"_time\":1763600000,\"name\":\"call\",\"trace_id\":\"%032x\",\"span_id\":\"%016x\",\"status\":\"%s\"}%n"
                .formatted(trace, trace, status);
    }

    @Test
    void theShippedPipelinesPassTheirTests() {
        Cli tested = Cli.run("pipeline", "test", "--config", SHIPPED);
        assertThat(tested.out()).contains(" passed").doesNotContain("✗");
        assertThat(tested.code()).isZero();
    }

    @Test
    void aTestThatFailsSaysWhereAndHow() throws Exception {
        configure();
        test("expect: {out: [{upper: Y}]}");
        Path junit = folder.resolve("results.xml");
        Cli tested = Cli.run("pipeline", "test", "p", "--config", config(), "--junit", junit.toString());
        assertThat(tested.code()).isEqualTo(1);
        assertThat(tested.out())
                .contains("✗ one")
                .contains("pipelines/tests/p.yaml:5:28: out, event 1: upper\n        - \"Y\"\n        + \"X\"");
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .contains("pipelines/tests/p.yaml:5:28");
    }

    @Test
    void updateWritesWhatCameAndKeepsTheRest() throws IOException {
        configure();
        Path file = test("expect: {out: [{upper: Y, price: 1.50}]} ");
        assertThat(Cli.run("pipeline", "test", "--config", config(), "--update").out())
                .contains("- \"Y\"")
                .contains("rewritten");
        assertThat(file).hasContent("""
                pipeline: p
                tests:
                  - name: one # a remark
                    given: [{name: e, attributes: {text: x}}]
                    expect:
                      out:
                        - upper: "X"
                          price: 1.5
                """);
        assertThat(Cli.run("pipeline", "test", "--config", config()).code()).isZero();
    }

    @Test
    void numbersAreEqualIfTheirDecimalsAre() throws IOException {
        configure();
        test("expect: {out: [{price: 1.500}]}");
        assertThat(Cli.run("pipeline", "test", "--config", config()).code()).isZero();
        test("expect: {out: [{price: \"1.5\"}]}");
        assertThat(Cli.run("pipeline", "test", "--config", config()).code()).isEqualTo(1);
    }

    @Test
    void anExactMatchWantsEveryFieldButThoseIgnored() throws IOException {
        configure();
        test("match: exact\n    expect: {out: [{price: 1.5}]}");
        assertThat(Cli.run("pipeline", "test", "--config", config()).out())
                .contains("out, event 1: upper\n        - nothing\n        + \"X\"");
        test("match: exact\n    ignore: [upper]\n    expect: {out: [{price: 1.5}]}");
        assertThat(Cli.run("pipeline", "test", "--config", config()).code()).isZero();
        test("match: exact");
        assertThat(Cli.run("pipeline", "test", "--config", config()).out()).contains("+ 1 event");
    }

    @Test
    void anEventThatIsToBeDroppedMustNotArrive() throws IOException {
        configure();
        test("dropped: true");
        assertThat(Cli.run("pipeline", "test", "--config", config()).out())
                .contains("+ \"came to the routes\"".replace("\"", ""));
        assertThat(Cli.run("pipeline", "test", "--config", config()).code()).isEqualTo(1);
    }

    @Test
    void everyProblemOfEveryFileIsToldAtOnce() throws IOException {
        configure();
        test("expekt: {}");
        write("pipelines/other.test.yaml", "pipeline: q\ntests: [{name: a, given: [{nam: x}], expect: {ouch: []}}]\n");
        write("tests/p.yaml", "pipeline: p\ntests: [{name: a, given: [{kind: spam}], expect: {ouch: []}}]\n");
        Cli tested = Cli.run("pipeline", "test", "--config", config());
        assertThat(tested.code()).isEqualTo(2);
        assertThat(tested.out())
                .contains("pipelines/tests/p.yaml:5:5: error: `expekt` is not known here")
                .contains("pipelines/other.test.yaml:1:11: error: no enabled pipeline has the id `q`")
                .contains("`nam` is nothing that events have")
                .contains("`kind` is `spam`; it is span, log or metric")
                .contains("no route of the pipeline leads to `ouch`")
                .contains("Nothing was tested: 5 errors");
    }

    private void configure() throws IOException {
        write("destinations/out.yaml", "{id: out, type: file, path: out.ndjson}");
        write("server.yaml", "{}");
        write("pipelines/p.yaml", """
                id: p
                processors:
                  - type: eval
                    expressions:
                      - upper: "attributes['text'].toUpperCase()"
                      - price: "1.5"
                routes: [{name: r, destination: out}]
                """);
    }

    private Path test(String expectation) throws IOException {
        return write(
                "pipelines/tests/p.yaml",
                "pipeline: p\ntests:\n  - name: one # a remark\n    given: [{name: e, attributes: {text: x}}]\n    "
                        + expectation + "\n");
    }

    private String config() {
        return folder.resolve("config").toString();
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve("config").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, List.of(text.stripTrailing()));
    }
}
