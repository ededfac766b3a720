package ai.genops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes on what a configuration says without effect, and on nothing else.
class LintTest {
    private static final String ROUTES = "routes: [{name: r, destination: out}]\n";

    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void begin() throws IOException {
        files = new ConfigFiles(folder);
    }

    @Test
    void rulesBehindOneThatHoldsForEveryEventAndRepeatedOnes() throws IOException {
        pipeline("""
                processors:
                  - type: sampling
                    rules:
                      - {condition: kind == 'span', sample_rate: 0.1}
                      - {condition: "kind  == 'span'", sample_rate: 0.5}
                      - {condition: status == 'error', sample_rate: 0.1}
                      - {default: 0.1}
                      - {condition: name == 'a', sample_rate: 1}
                """ + ROUTES);
        assertThat(files.told())
                .containsExactly(
                        "pipelines/p.yaml:6:9: this rule has the condition of the one at line 5, which counts",
                        "pipelines/p.yaml:9:9: no event reaches this rule: the one at line 8 holds for every event");
    }

    @Test
    void processorsBehindOneThatLetsNoneThrough() throws IOException {
        pipeline("""
                processors:
                  - {type: eval, final: true, filter: kind == 'log', expressions: [{a: 1}]}
                  - {type: drop, disabled: true}
                  - {type: eval, final: true, expressions: [{a: 1}]}
                  - {type: eval, expressions: [{a: 2}]}
                  - {type: eval, expressions: [{a: 3}]}
                """ + ROUTES);
        assertThat(files.told())
                .containsExactly(
                        "pipelines/p.yaml:4:5: this drop has no `filter`: no event passes it",
                        "pipelines/p.yaml:6:5: no event reaches this processor: the one at line 5 is `final` and has no `filter`");
    }

    @Test
    void routesThatSayTheSameAndKeysNobodyKnows() throws IOException {
        pipeline("""
                routes:
                  - {name: a, destination: out, filter: kind == 'span'}
                  - {name: b, destination: other, filter: kind == 'span'}
                  - {name: c, destination: out, filter: kind == 'log'}
                  - {name: d, destination: out, filter: kind == 'span', enabled: false}
                  - {name: e, Destination: out, filter: "kind == 'span'"}
                """);
        assertThat(files.told())
                .containsExactly(
                        "pipelines/p.yaml:7:5: this route says the same as the one at pipelines/p.yaml:3:5: `out` gets each event twice");
    }

    @Test
    void whatFollowsFromAConditionThatNeverHolds() throws IOException {
        pipeline("""
                filters: [{expression: 1 > 2}]
                routes: [{name: r, destination: out, filter: "kind == 'span' && false"}]
                """);
        assertThat(files.read().pipelines()).hasSize(2);
        assertThat(files.problems.all())
                .extracting(problem -> problem.hint().lines().toList().getLast())
                .containsExactly("No event enters this pipeline.", "No event takes this route.");
    }

    @Test
    void aPipelineThatLeadsNowhereAndALookupNobodyUses() throws IOException {
        files.write("lookups/t.csv", "k,v\na,1\n");
        files.write("lookups/u.csv", "k,v\na,1\n");
        pipeline("processors: [{type: eval, expressions: [{a: \"C.Lookup('u').match(name)\"}]}]\n");
        assertThat(files.told())
                .containsExactly(
                        "lookups/t.csv: no pipeline uses the lookup `t`",
                        "pipelines/p.yaml:1:1: this pipeline has no routes: what it does reaches nobody");
    }

    @Test
    void aRouteWhoseDestinationIsMisspelt() throws IOException {
        pipeline("routes: [{name: r, destnation: out}]\n");
        files.told();
        assertThat(files.problems.errors())
                .extracting(problem -> problem.at() + ": " + problem.text() + " " + problem.hint())
                .contains("pipelines/p.yaml:2:32: `destnation` is not known here Did you mean `destination`?");
    }

    @Test
    void attributesThatAreALetterBesideAKnownOne() throws IOException {
        pipeline("""
                processors:
                  - type: eval
                    expressions:
                      - cost: |
                          parseFloat(
                            attributes['genops.cost.totl'])
                      - a: attributes['genops.cost.total'] + attributes['genops.my.own'] + genops.custmer_id
                """ + ROUTES);
        assertThat(files.told())
                .containsExactly(
                        "pipelines/p.yaml:7:25: nobody is known to send the attribute `genops.cost.totl`; is `genops.cost.total` meant?",
                        "pipelines/p.yaml:8:76: nobody is known to send the attribute `genops.custmer_id`; is `genops.customer_id` meant?");
    }

    private void pipeline(String yaml) throws IOException {
        files.write("pipelines/p.yaml", "id: p\n" + yaml);
    }
}
