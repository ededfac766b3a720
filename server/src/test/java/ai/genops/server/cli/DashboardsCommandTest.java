package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.observability.dashboard.Panel;
import ai.genops.observability.dashboard.Shipped;
import ai.genops.search.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardsCommandTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @TempDir
    Path temp = Path.of("");

    @Test
    void thoseOfTheFolderAreListedBesideTheShippedOnes() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("dashboards"));
        Files.writeString(folder.resolve("own.xml"), "<dashboard><label>Our own</label></dashboard>");
        Files.writeString(folder.resolve("torn.xml"), "<dashboard>");
        Cli list = Cli.run("dashboards", "list", "--config", temp.toString());
        assertThat(list.code()).isEqualTo(1);
        assertThat(list.out())
                .contains("cost             GenOps Cost Governance", " 7 panels  shipped", "Our own", "own.xml");
    }

    @Test
    void anExportNamesTheIndexThatIsWanted() {
        Cli export = Cli.run("dashboards", "export", "cost", "--index", "ai_spend", "--config", temp.toString());
        assertThat(export.code()).isZero();
        assertThat(export.out()).startsWith("<form version=\"1.1\">").contains("index=ai_spend genops.cost.total=*");
        for (String format : new String[] {"studio", "grafana", "datadog"}) {
            assertThat(Cli.run("dashboards", "export", "budget", "-f", format).out())
                    .startsWith("{")
                    .contains("GenOps Budget Monitoring");
        }
        Cli none = Cli.run("dashboards", "export", "costs", "--config", temp.toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no dashboard `costs`; there are cost, compliance, budget");
    }

    @Test
    void whatIsExportedCanBeImportedAndTellsWhatIsLeftOut() throws IOException {
        Path file = Files.writeString(
                temp.resolve("Spend.xml"),
                Cli.run("dashboards", "export", "cost").out());
        Cli imported = Cli.run("dashboards", "import", file.toString(), "--config", temp.toString());
        assertThat(imported.code()).isZero();
        assertThat(temp.resolve("dashboards/spend.xml")).hasSameTextualContentAs(file);
        assertThat(Cli.run("dashboards", "export", "spend", "--config", temp.toString())
                        .out())
                .isEqualTo(Files.readString(file));
        Cli again = Cli.run("dashboards", "import", file.toString(), "--config", temp.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is there already", "--as");
    }

    @Test
    void aQueryThatCannotRunHereIsToldAtTheImport() throws IOException {
        Path file = Files.writeString(temp.resolve("a b.xml"), """
                <dashboard><row><panel><title>T</title><table><search><query>index=a | statz count</query></search>
                </table></panel></row></dashboard>""");
        assertThat(Cli.run("dashboards", "import", file.toString()).err()).contains("`a b` is no id");
        Cli imported = Cli.run("dashboards", "import", file.toString(), "--as", "ab", "--config", temp.toString());
        assertThat(imported.code()).isEqualTo(1);
        assertThat(imported.out()).contains("1 panels, 1 remarks");
    }

    @Test
    void everyQueryOfTheShippedOnesCanBeRead() {
        Shipped.of("genops_ai")
                .forEach(dashboard -> dashboard
                        .panels()
                        .forEach(panel -> Search.check(panel.query().spl())));
    }

    /// Prometheus's own tool reads every expression of those exported to Grafana.
    @Test
    void everyExpressionForGrafanaIsPromQl() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL), "SKIPPED: there is no promtool (Debian: apt install prometheus)");
        var rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
        int[] number = {0};
        Shipped.of("genops_ai").stream()
                .flatMap(dashboard -> dashboard.panels())
                .map((Panel panel) -> panel.query().prometheus().replace("$__range", "6h"))
                .filter(expression -> !expression.isEmpty())
                .forEach(expression ->
                        rules.append("  - record: panel_" + number[0]++ + "\n    expr: '" + expression + "'\n"));
        Path file = Files.writeString(temp.resolve("rules.yml"), rules);
        Process check = new ProcessBuilder(PROMTOOL.toString(), "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
        assertThat(said).contains(number[0] + " rules found");
        assertThat(number[0]).isEqualTo(16);
    }
}
