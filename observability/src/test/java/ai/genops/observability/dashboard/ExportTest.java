package ai.genops.observability.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Dashboard> shipped() {
        return Shipped.of("genops_ai").stream();
    }

    @Test
    void theShippedOnesHaveThePanelsThatAreAskedOfThem() {
        assertThat(titles("cost"))
                .containsExactly(
                        "Total cost (last 24h)",
                        "Total requests",
                        "Average cost per request",
                        "Cost by team",
                        "Cost by model",
                        "Cost trend over time",
                        "Top 10 customers by cost");
        assertThat(titles("compliance"))
                .containsExactly(
                        "Policy violations (last 24h)",
                        "Compliance rate",
                        "Average safety score",
                        "Violations by policy type",
                        "Violations by team",
                        "Violation trend over time",
                        "Recent policy violations",
                        "Compliance audit trail");
        assertThat(titles("budget"))
                .containsExactly(
                        "Budgets over 80% utilized",
                        "Total budget allocated",
                        "Total budget consumed",
                        "Budget utilization by team",
                        "Budget status details",
                        "Budget utilization trend");
    }

    private static List<String> titles(String id) {
        return Shipped.find(id, "genops_ai")
                .orElseThrow()
                .panels()
                .map(Panel::title)
                .toList();
    }

    /// What was written as Simple XML or for Studio is the same dashboard when it is read, but for what only other
    /// products are asked.
    @ParameterizedTest
    @MethodSource("shipped")
    void whatIsExportedToSplunkComesBack(Dashboard dashboard) {
        Imported xml = Imported.read(dashboard.id(), SimpleXmlWriter.write(dashboard));
        assertThat(xml.left()).isEmpty();
        assertThat(xml.dashboard()).isEqualTo(forSplunk(dashboard));
        Imported studio = Imported.read(dashboard.id(), StudioWriter.write(dashboard));
        assertThat(studio.left()).isEmpty();
        assertThat(studio.dashboard().panels())
                .containsExactlyElementsOf(
                        forSplunk(dashboard).panels().map(ExportTest::forStudio).toList());
        assertThat(studio.dashboard().rows()).hasSameSizeAs(dashboard.rows());
        assertThat(studio.dashboard().inputs().get(0).defaults()).containsExactly("-24h", "now");
    }

    private static Dashboard forSplunk(Dashboard dashboard) {
        return new Dashboard(
                dashboard.id(),
                dashboard.title(),
                dashboard.description(),
                dashboard.inputs(),
                dashboard.rows().stream()
                        .map(row -> row.stream().map(ExportTest::forSplunk).toList())
                        .toList());
    }

    private static Panel forSplunk(Panel panel) {
        Query query = panel.query();
        return new Panel(
                panel.title(),
                panel.visual(),
                Query.of(query.spl(), query.earliest(), query.latest()),
                panel.options());
    }

    /// Only a single value's options have their like there, and that charts are stacked.
    private static Panel forStudio(Panel panel) {
        String stacked = panel.options().getOrDefault("charting.chart.stackMode", "");
        return panel.visual() == Visual.SINGLE
                ? panel
                : new Panel(
                        panel.title(),
                        panel.visual(),
                        panel.query(),
                        stacked.isEmpty() ? Map.of() : Map.of("charting.chart.stackMode", stacked));
    }

    @Test
    void aDollarThatIsNoTokensIsDoubled() {
        String xml = SimpleXmlWriter.write(Shipped.find("cost", "genops_ai").orElseThrow());
        assertThat(xml)
                .contains("printf(&quot;$$%.2f&quot;, total_cost)", "<earliest>$time.earliest$</earliest>")
                .contains("<option name=\"charting.chart\">pie</option>");
        assertThat(Tokens.unescape(Tokens.escape("$a$ costs $5, $$ and $b|s$")))
                .isEqualTo("$a$ costs $5, $$ and $b|s$");
    }

    /// Kinds of panels, data sources and places as Grafana's model has them.
    @ParameterizedTest
    @MethodSource("shipped")
    void grafanaGetsEveryPanelWithItsSource(Dashboard dashboard) throws IOException {
        JsonNode grafana = JSON.readTree(GrafanaWriter.write(dashboard));
        assertThat(grafana.at("/time/from").asText()).isEqualTo("now-24h");
        assertThat(grafana.get("panels")).hasSize((int) dashboard.panels().count());
        for (JsonNode panel : grafana.get("panels")) {
            JsonNode target = panel.at("/targets/0");
            assertThat(panel.get("type").asText()).isIn(Set.of("stat", "table", "piechart", "barchart", "timeseries"));
            assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .isBetween(1, 24);
            if (panel.at("/datasource/type").asText().equals("prometheus")) {
                assertThat(target.get("expr").asText()).contains("genops_").doesNotContain("$time");
            } else {
                JsonNode asked = JSON.readTree(target.at("/url_options/data").asText());
                assertThat(asked.get("query").asText()).startsWith("index=genops_ai ");
                assertThat(asked.get("earliest").asText()).isIn("${__from:date:seconds}", "-24h");
            }
        }
    }

    /// The members that Datadog's API requires of each kind of widget.
    @ParameterizedTest
    @MethodSource("shipped")
    void datadogGetsWidgetsAsItsApiDescribesThem(Dashboard dashboard) throws IOException {
        JsonNode datadog = JSON.readTree(DatadogWriter.write(dashboard));
        assertThat(datadog.get("layout_type").asText()).isEqualTo("ordered");
        assertThat(datadog.get("reflow_type").asText()).isEqualTo("fixed");
        assertThat(datadog.get("widgets")).hasSize((int) dashboard.panels().count());
        for (JsonNode widget : datadog.get("widgets")) {
            assertThat(widget.at("/layout/x").asInt()
                            + widget.at("/layout/width").asInt())
                    .isBetween(1, 12);
            JsonNode definition = widget.get("definition");
            JsonNode request = definition.at("/requests/0");
            switch (definition.get("type").asText()) {
                case "note" -> assertThat(definition.get("content").asText()).contains("index=genops_ai");
                case "query_value", "query_table" ->
                    assertThat(request.get("aggregator").asText()).isIn("sum", "last");
                case "timeseries" ->
                    assertThat(request.get("display_type").asText()).isIn("line", "area", "bars");
                case "toplist" -> assertThat(request.get("q").asText()).startsWith("top(");
                case "sunburst" ->
                    assertThat(request.at("/queries/0/data_source").asText()).isEqualTo("metrics");
                default -> assertThat(definition.get("type").asText()).isEqualTo("a kind that Datadog has");
            }
        }
    }
}
