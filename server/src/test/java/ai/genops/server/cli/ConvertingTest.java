package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertingTest {
    @TempDir
    Path temp = Path.of("");

    private String pipeline = "";

    @BeforeEach
    void write() throws IOException {
        pipeline = Files.writeString(temp.resolve("p.yml"), """
                id: p
                conf:
                  functions:
                    - {id: eval, filter: 'true', conf: {add: [{name: team, value: "attributes['team']"}]}}
                    - {id: drop, filter: team == 'x'}
                """).toString();
    }

    @Test
    void aPipelineOfCriblsIsPrintedAsOurs() {
        Cli converted = Cli.run("convert", pipeline);
        assertThat(converted.code()).isZero();
        assertThat(converted.out()).isEqualTo("""
                # pipelines/p.yaml
                id: p
                bare_names: attributes
                processors:
                  - type: eval
                    expressions:
                      - team: attributes['team']
                  - type: drop
                    filter: team == 'x'
                """);
    }

    @Test
    void theOtherWayGivesAPack() throws IOException {
        Path pack = temp.resolve("pack");
        Cli converted = Cli.run("convert", "../config", "--to", "cribl", "--output", pack.toString());
        assertThat(converted.code()).isEqualTo(1); // the shipped pipelines say more than Cribl's can
        assertThat(converted.out()).contains("Cribl keeps one in N", "converted in part: ");
        assertThat(pack.resolve("default/pipelines/genops-cost-governance/conf.yml"))
                .content()
                .contains("id: sampling");
        assertThat(pack.resolve("default/pipelines/route.yml")).content().contains("output: cribl_lake");
    }

    @Test
    void nothingIsOverwritten() {
        assertThat(Cli.run("convert", pipeline, "-o", temp.toString()).code()).isZero();
        Cli again = Cli.run("convert", pipeline, "-o", temp.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("p.yaml is there already");
    }

    @Test
    void theReportIsThereForScripts() throws IOException {
        Files.writeString(Path.of(pipeline), "{id: p, conf: {functions: [{id: redis}]}}");
        Cli converted =
                Cli.run("convert", pipeline, "--json", "-o", temp.resolve("out").toString());
        assertThat(converted.code()).isEqualTo(1);
        assertThat(converted.out())
                .isEqualTo("{\"severity\":\"error\",\"file\":\"p.yml\",\"line\":1,\"column\":33,"
                        + "\"text\":\"the function `redis` has no equivalent here\","
                        + "\"hint\":\"Nothing in a pipeline asks the network: use a `lookup`.\"}\n");
    }

    @Test
    void whatCannotBeReadSaysWhy() throws IOException {
        assertThat(Cli.run("convert", "nowhere.yml").err()).contains("nowhere.yml is not there");
        Path notPacked = Files.writeString(temp.resolve("a.crbl"), "text");
        Cli converted = Cli.run("convert", notPacked.toString());
        assertThat(converted.code()).isEqualTo(2);
        assertThat(converted.err()).contains("cannot be read");
        assertThat(Cli.run("convert", pipeline, "--to", "splunk").err()).contains("there are cribl and genops");
    }
}
