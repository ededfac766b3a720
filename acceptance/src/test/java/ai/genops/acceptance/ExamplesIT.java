package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The samples that end by themselves, as a stranger runs them; what they sent is found by the searches of their
/// READMEs.
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final long PATIENCE_SECONDS = 120;

    private SnippetServer server;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = new SnippetServer(temporary);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String example(Map<String, String> variables, int exit, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("../genops", "example"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GENOPS_BUILD", "skip");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(exit);
        return printed;
    }

    @Test
    void cribls() throws Exception {
        assertThat(example(Map.of(), 0, "cribl", server.collector))
                .contains("The quick start's call was sent.")
                .contains("refused: operation `ai.chat.completion` is stopped by policy `cards`")
                .contains("refused: operation `ai.chat.completion`: budget `customers{customer_id=globex}`");
        String mine = "index=genops_ai genops.project=cribl-example ";
        assertThat(server.rows(
                                mine + "genops.cost.total=*"
                                        + " | stats sum(genops.cost.total) count by genops.customer_id | sort genops.customer_id")
                        .toString())
                .isEqualTo("[[\"acme\",0.045,1],[\"enterprise-abc\",0.0195,1],[\"globex\",0.09,2]]");
        assertThat(server.rows(mine + "genops.policy.result=blocked | stats count by genops.policy.name")
                        .toString())
                .contains("\"cards\",", "\"customers{customer_id=globex}\",");
    }

    @Test
    void splunks() throws Exception {
        Map<String, String> variables = Map.of(
                "SPLUNK_HEC_ENDPOINT", server.hec, "SPLUNK_HEC_TOKEN", server.hecToken, "SPLUNK_INDEX", "genops_ai");
        Path dashboards = folder.resolve("dashboards");
        assertThat(example(variables, 0, "splunk", dashboards.toString()))
                .contains("The quick start's call was sent.")
                .contains("Sent, and taken:")
                .doesNotContain(server.hecToken);
        assertThat(dashboards.resolve("cost_dashboard.xml")).content().contains("GenOps Cost Governance");
        assertThat(dashboards).isDirectoryContaining(file -> file.endsWith("budget_dashboard.xml"));
        String spl = "index=genops_ai genops.project=splunk-example"
                + " | stats sum(genops.cost.total) by genops.customer_id";
        assertThat(server.rows(spl).toString()).isEqualTo("[[\"enterprise-abc\",0.0195]]");
        assertThat(server.rows("index=genops_ai demonstration=true genops.budget.utilization=*"
                                + " | table genops.budget.utilization")
                        .toString())
                .isEqualTo("[[87.5]]");
    }

    @Test
    void withoutASplunkNothingIsSent() throws Exception {
        assertThat(example(Map.of("SPLUNK_HEC_ENDPOINT", "", "SPLUNK_HEC_TOKEN", ""), 1, "splunk"))
                .contains("SPLUNK_HEC_ENDPOINT not set", "Nothing is sent: mend what failed first.");
    }
}
