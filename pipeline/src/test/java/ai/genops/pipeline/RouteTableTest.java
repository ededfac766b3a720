package ai.genops.pipeline;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.engine.RouteEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTableTest {
    private static final String EVENTS = """
            - {name: e1, attributes: {team: a, cost: 5}}
            - {name: e2, attributes: {team: b, cost: 1}}
            - {name: e3, attributes: {cost: 1, list: [x, y]}}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anEventGoesToTheFirstRowThatTakesItAndFurtherAsACopyUntilOneIsFinal() throws IOException {
        assertThat(routed("""
                routes:
                  - {id: copy, filter: "attributes['cost'] > 2", output: one, final: false}
                  - {id: team, filter: "attributes['team'] != null", output: two}
                  - {id: rest, filter: 'true', output: one}
                """)).isEqualTo("one: copy e1, rest e3; two: team e1, team e2");
    }

    @Test
    void rowsAreInTheOrderOfTheirOrderThenOfTheFile() throws IOException {
        assertThat(routed("""
                routes:
                  - {id: last, output: one, order: 2}
                  - {id: first, filter: "name == 'e1'", output: two, order: 1}
                  - {id: zero, filter: "name == 'e2'", output: two}
                """)).isEqualTo("one: last e3; two: first e1, zero e2");
    }

    @Test
    void rowsThatAreDisabledAndRowsOfDisabledGroupsTakeNothing() throws IOException {
        assertThat(routed("""
                groups: {off: {name: Off, disabled: true}}
                routes:
                  - {id: a, output: one, disabled: true}
                  - {id: b, output: one, enabled: false}
                  - {id: c, output: one, groupId: off}
                  - {id: d, output: two}
                """)).isEqualTo("one: ; two: d e1, d e2, d e3");
    }

    @Test
    void whatGoesNowhereEndsThere() throws IOException {
        assertThat(routed("""
                routes:
                  - {id: noise, filter: "attributes['team'] == null", output: devnull}
                  - {id: rest, output: two}
                """)).isEqualTo("one: ; two: rest e1, rest e2");
    }

    @Test
    void aRowDecidesByTheEventAsItCameWhateverItsPipelineDoesToIt() throws IOException {
        write("pipelines/p.yaml", """
                processors:
                  - type: rename
                    attributes: {team: squad}
                  - {type: unroll, source: "attributes['list']", into: part}
                """);
        assertThat(routed("""
                routes:
                  - {id: a, filter: "attributes['team'] == 'a'", pipeline: p, output: one, final: false}
                  - {id: b, filter: "attributes['team'] != null", pipeline: p, output: two}
                  - {id: c, pipeline: p, outputs: [one, {destination: two, filter: part == 'y'}]}
                """)).isEqualTo("one: a e1, c-1 e3, c-1 e3; two: b e1, b e2, c-2 e3");
    }

    @Test
    void aPipelineThatARowNamesGetsTheRowsEventsOnlyAndKeepsItsOwnRoutes() throws IOException {
        write("pipelines/p.yaml", "routes: [{name: own, destination: one}]");
        write("routes/plain.yaml", "{id: all, destination: two}");
        assertThat(routed("""
                routes:
                  - {id: a, filter: "attributes['team'] == 'a'", pipeline: p}
                """)).isEqualTo("one: own e1; two: all e1, all e2, all e3");
    }

    @Test
    void theBooksOfEveryEdgeBalance() throws IOException {
        write("pipelines/p.yaml", "processors: [{type: drop, filter: \"name == 'e2'\"}]");
        Loaded loaded = load("""
                routes:
                  - {id: a, filter: "attributes['team'] != null", pipeline: p, output: one, final: false}
                  - {id: b, pipeline: p, output: two}
                """).with(EVENTS);
        var pipeline = loaded.pipelines.getLast();
        assertThat(List.of(pipeline.received(), pipeline.filtered(), pipeline.dropped(), pipeline.passed()))
                .containsExactly(3L, 0L, 1L, 2L);
        assertThat(pipeline.routes())
                .allSatisfy(edge -> assertThat(edge.ended()).isEqualTo(2));
        assertThat(pipeline.routes().stream().map(RouteEdge::filtered)).containsExactly(1L, 0L);
    }

    @Test
    void rowsBehindAFinalOneForAllAreNoted() throws IOException {
        Loaded loaded = load("""
                routes:
                  - {id: a, filter: 'true', output: one}
                  - {id: b, filter: name == 'x', output: two}
                """);
        assertThat(loaded.problems.errors()).isEmpty();
        assertThat(loaded.remarks()).isEqualTo("""
                routes/table.yaml:3:5: note: no event reaches this row: the one at line 2 takes all and is final
                    Put it before that one, or set `final: false` there.""");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Loaded loaded = load("""
                routes:
                  - {filter: 'true', output: one, final: false}
                  - {id: b, filter: nam == 'x', output: on, final: false}
                  - {id: b, pipeline: q, output: one, final: false}
                  - {id: d, final: false}
                  - {id: e, output: one, clones: [{a: "1"}], enableOutputExpression: true, final: false}
                  - {id: f, output: one, pipeline: 'pack:p', finale: false}
                """);
        assertThat(loaded.remarks()).isEqualTo("""
                routes/table.yaml:2:5: this row has no `id`
                    Add `id: ...`.
                routes/table.yaml:3:21: `nam` is not known; did you mean `NaN`?
                    nam == 'x'
                    ^
                routes/table.yaml:3:41: there is no destination `on`
                    Did you mean `one`? Define it in destinations/.
                routes/table.yaml:4:10: the row `b` is there already, at routes/table.yaml:3:5
                    Give one of the two another id.
                routes/table.yaml:4:23: there is no pipeline `q`
                routes/table.yaml:5:5: this row leads nowhere: it has no `output`
                    Name a destination, several under `outputs`, or `devnull` to drop what it takes.
                routes/table.yaml:6:34: clones with fields of their own have no equivalent
                    Set `final: false` and add a row with a pipeline that sets the fields.
                routes/table.yaml:6:70: an output that an expression chooses has no equivalent
                    Write a row for each output, with a `filter`.
                routes/table.yaml:7:36: `pack:p` is a pack
                    Convert it with `genops convert`, and name one of its pipelines.
                routes/table.yaml:7:46: `finale` is not known here
                    Did you mean `final`?""");
    }

    private Loaded load(String table) throws IOException {
        write("destinations/one.yaml", "type: file");
        write("destinations/two.yaml", "type: file");
        write("routes/table.yaml", table);
        return new Loaded(folder);
    }

    /// By destination: the routes and names of the events it got.
    private String routed(String table) throws IOException {
        Loaded loaded = load(table);
        assertThat(loaded.remarks()).doesNotContain("error").isEmpty();
        return loaded.with(EVENTS).destinations.values().stream()
                .map(one -> one.id() + ": "
                        + one.lines.stream()
                                .map(line -> line.replaceFirst("^(\\S+) .*?\"name\":\"(\\w+)\".*", "$1 $2"))
                                .sorted()
                                .collect(joining(", ")))
                .collect(joining("; "));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
