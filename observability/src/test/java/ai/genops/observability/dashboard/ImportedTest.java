package ai.genops.observability.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedTest {
    private static final String FORM = """
            <?xml version="1.0"?>
            <form version="1.1" theme="dark">
              <label>Spend &amp; more</label>
              <search id="base"><query>index=genops_ai team=$team|s$</query><earliest>-7d@d</earliest></search>
              <fieldset submitButton="false">
                <input type="time" token="when"><default><earliest>-1h</earliest><latest>now</latest></default></input>
                <input type="dropdown" token="team">
                  <label>Team</label>
                  <choice value="*">All</choice>
                  <search><query>| inputlookup teams.csv</query></search>
                  <fieldForValue>id</fieldForValue><fieldForLabel>name</fieldForLabel>
                  <default>*</default>
                </input>
              </fieldset>
              <row>
                <panel>
                  <title>Spend</title>
                  <chart><search base="base"><query>stats sum(cost) by team</query></search>
                    <option name="charting.chart">pie</option><option name="height">300</option></chart>
                  <html><p>Ask finance.</p></html>
                </panel>
              </row>
              <row>
                <panel><chart><search><query><![CDATA[index=a | eval p=printf("$$%d", x) | where x<3]]></query></search>
                  <option name="charting.chart">radialGauge</option></chart></panel>
                <panel><map><search><query>index=a</query></search></map></panel>
              </row>
            </form>
            """;

    @Test
    void aFormIsReadWithInputsBasesAndOptions() {
        Imported imported = Imported.read("spend", FORM);
        Dashboard dashboard = imported.dashboard();
        assertThat(dashboard.title()).isEqualTo("Spend & more");
        assertThat(dashboard.inputs())
                .containsExactly(
                        new Input("time", "when", "", List.of("-1h", "now"), List.of(), "", "", ""),
                        new Input(
                                "dropdown",
                                "team",
                                "Team",
                                List.of("*"),
                                List.of(new Input.Choice("*", "All")),
                                "| inputlookup teams.csv",
                                "id",
                                "name"));
        assertThat(dashboard.rows().get(0).get(0))
                .isEqualTo(new Panel(
                        "Spend",
                        Visual.PIE,
                        Query.of("index=genops_ai team=$team|s$\n| stats sum(cost) by team", "-7d@d", ""),
                        Map.of("height", "300")));
        assertThat(dashboard.rows().get(1).get(0).query().spl())
                .isEqualTo("index=a | eval p=printf(\"$%d\", x) | where x<3");
    }

    private static final String FILTERED = """
            <form>
              <fieldset>
                <input type="multiselect" token="teams">
                  <valuePrefix>genops.team="</valuePrefix><valueSuffix>"</valueSuffix><delimiter> OR </delimiter>
                  <prefix>(</prefix><suffix>)</suffix>
                </input>
              </fieldset>
              <row><panel><html>First</html></panel></row>
              <row>
                <panel><table><search><query>index=a $teams$</query></search>
                  <drilldown><set token="team">$row.team$</set><link>/search?q=$click.value$</link>
                    <unset token="x"/></drilldown></table></panel>
                <panel><viz>second</viz></panel>
              </row>
            </form>
            """;

    @Test
    void inputsAreJoinedAsWrittenAndAClickSetsTokens() {
        Imported imported = Imported.read("filtered", FILTERED);
        assertThat(imported.dashboard().inputs().get(0).joining())
                .isEqualTo(new Joining("(", ")", "genops.team=\"", "\"", " OR "));
        assertThat(imported.dashboard().rows().get(0).get(0).drilldown())
                .isEqualTo(new Drilldown(Map.of("team", "$row.team$"), "/search?q=$click.value$"));
        assertThat(imported.left()).contains("line 12: <unset> is left out");
        String again = SimpleXmlWriter.write(imported.dashboard());
        assertThat(Imported.read("filtered", again).dashboard()).isEqualTo(imported.dashboard());
    }

    @Test
    void whatIsLeftOutKeepsItsPlaceAmongThePanels() {
        assertThat(Imported.read("filtered", FILTERED).gaps())
                .containsExactly(
                        new Gap(0, 0, true, "line 8: <html> is left out"),
                        new Gap(0, 1, false, "line 13: <viz> is left out"));
    }

    @Test
    void whatIsNotUnderstoodIsToldWithItsLine() {
        assertThat(Imported.read("spend", FORM).left())
                .containsExactly(
                        "line 20: <html> is left out",
                        "line 24: a chart of kind `radialGauge` is shown as columns",
                        "line 26: <map> is left out");
    }

    private static final String RANGES = """
            {"title": "Coloured",
             "dataSources": {"all": {"options": {"query": "index=a | stats count"}}},
             "visualizations": {
              "figure": {"type": "splunk.singlevalue", "dataSources": {"primary": "all"}, "title": "Figure",
                "options": {"majorColor": "> majorValue | rangeValue(majorColorEditorConfig)"},
                "context": {"majorColorEditorConfig": [
                  {"value": "#118832", "from": 100}, {"to": 20, "value": "#D41F1F"}, {"from": 20, "to": 40.5, "value": "#CBA700"}]}},
              "ground": {"type": "splunk.singlevalue", "dataSources": {"primary": "all"}, "title": "Ground",
                "options": {"majorColor": "#000000", "backgroundColor": ">trendValue|rangeValue(background)"},
                "context": {"background": [{"to": 0, "value": "#9E2520"}, {"from": 0, "value": "red,\\"1"}]}},
              "other": {"type": "splunk.singlevalue", "dataSources": {"primary": "all"}, "title": "Other",
                "options": {"majorColor": "> primary | seriesByName('state') | lastPoint() | matchValue(states)"},
                "context": {"states": [{"match": "ok", "value": "#118832"}]}},
              "absent": {"type": "splunk.singlevalue", "dataSources": {"primary": "all"}, "title": "Absent",
                "options": {"majorColor": "> majorValue | rangeValue(nowhere)"}}},
             "layout": {"structure": [{"item": "figure"}, {"item": "ground"}, {"item": "other"}, {"item": "absent"}]}}
            """;

    /// With a hole from 40.5 to 100, in no order, and with a colour that is none.
    @Test
    void rangesOfStudioAreReadAndWhatIsNotUnderstoodIsTold() {
        Imported imported = Imported.read("coloured", RANGES);
        List<Map<String, String>> options =
                imported.dashboard().panels().map(Panel::options).toList();
        assertThat(options.get(0))
                .containsEntry("rangeValueOf", "majorValue")
                .containsEntry("colorMode", "none")
                .containsEntry("rangeValues", "[20,40.5,100]")
                .containsEntry("rangeColors", "[\"#D41F1F\",\"#CBA700\",\"none\",\"#118832\"]");
        assertThat(options.get(1))
                .containsEntry("rangeValueOf", "trendValue")
                .containsEntry("colorMode", "block")
                .containsEntry("rangeValues", "[0]")
                .containsEntry("rangeColors", "[\"#9E2520\",\"none\"]");
        assertThat(options.subList(2, 4)).containsOnly(Map.of());
        assertThat(imported.left())
                .containsExactly(
                        "visualization `other`: its colours (`> primary | seriesByName('state') | lastPoint() |"
                                + " matchValue(states)`) are left out",
                        "visualization `absent`: its colours (`> majorValue | rangeValue(nowhere)`) are left out");
        String again = StudioWriter.write(imported.dashboard());
        assertThat(Imported.read("coloured", again).dashboard().rows())
                .isEqualTo(imported.dashboard().rows());
        assertThat(SimpleXmlWriter.write(imported.dashboard()))
                .contains("<option name=\"rangeValues\">[20,40.5,100]</option>")
                .doesNotContain("rangeValueOf");
    }

    @Test
    void rangesOfSimpleXmlAreWrittenForStudio() {
        Panel panel = Panel.of("Spend", Visual.SINGLE, Query.of("index=a | stats count", "", ""));
        assertThat(studio(panel.with("rangeValues", "[1]"))).doesNotContain("context");
        assertThat(studio(panel.with("useColors", "1")
                        .with("colorMode", "block")
                        .with("rangeValues", "[-1, 2.5]")
                        .with("rangeColors", "[\"0x53a051\",\"red\",\"javascript:x\"]")))
                .contains(
                        "\"backgroundColor\":\"> majorValue | rangeValue(backgroundColorEditorConfig)\"",
                        "\"backgroundColorEditorConfig\":[{\"to\":-1,\"value\":\"#53A051\"},"
                                + "{\"from\":-1,\"to\":2.5,\"value\":\"#DC4E41\"}]");
        assertThat(studio(panel.with("useColors", "true")))
                .contains("{\"from\":30,\"to\":70,\"value\":\"#F8BE34\"}", "{\"from\":100,\"value\":\"#DC4E41\"}");
        assertThat(studio(panel.with("useColors", "1")
                        .with("colorBy", "trend")
                        .with("trendColorInterpretation", "inverse")
                        .with("rangeValues", "[7]")))
                .contains(
                        "\"majorColor\":\"> trendValue | rangeValue(majorColorEditorConfig)\"",
                        "[{\"to\":0,\"value\":\"#53A051\"},{\"from\":0,\"value\":\"#DC4E41\"}]");
    }

    private static String studio(Panel panel) {
        String json = StudioWriter.write(new Dashboard("a", "A", "", List.of(), List.of(List.of(panel))));
        return json.lines().map(line -> line.strip().replace("\" : ", "\":")).collect(Collectors.joining());
    }

    @Test
    void whatIsNoDashboardSaysWhy() {
        assertThatThrownBy(() -> Imported.read("x", "label: a")).hasMessageContaining("neither Simple XML");
        assertThatThrownBy(() -> Imported.read("x", "<a>"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("no XML");
        assertThatThrownBy(() -> Imported.read("x", "<view/>")).hasMessageContaining("<view> is no dashboard");
        assertThatThrownBy(() -> Imported.read("x", "{\"a\":}")).hasMessageContaining("line 1, column 6: no JSON");
        assertThatThrownBy(() -> Imported.read("x", "{}")).hasMessageContaining("no `visualizations`");
        assertThatThrownBy(() -> Imported.read("x", "<a>".repeat(200))).hasMessageContaining("50 deep");
    }

    @Test
    void nothingFromOutsideComesIn(@TempDir Path temp) throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "s3cret");
        String xml = "<!DOCTYPE dashboard [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<dashboard><label>&x;</label></dashboard>";
        assertThatThrownBy(() -> Imported.read("x", xml)).isInstanceOf(DashboardException.class);
    }

    @Test
    void aSearchThatIsBasedOnItselfEnds() {
        Imported imported = Imported.read("x", """
                <dashboard><search id="a" base="b"><query>head 1</query></search>
                <search id="b" base="a"><query>head 2</query></search>
                <row><panel><table><search base="a"/></table></panel></row></dashboard>""");
        assertThat(imported.left()).hasSize(1).first().asString().contains("to be based on");
    }

    @Test
    void aFileIsKeptOnceAndAsItIs(@TempDir Path temp) throws IOException {
        var folder = new DashboardFolder(temp.resolve("dashboards"));
        assertThat(folder.files()).isEmpty();
        Path file = folder.add("spend", FORM);
        assertThat(file).hasFileName("spend.xml").hasContent(FORM);
        assertThat(DashboardFolder.read(file).dashboard().id()).isEqualTo("spend");
        assertThatThrownBy(() -> folder.add("spend", "{}")).hasMessageContaining("is there already");
        Files.write(file, new byte[] {'<', (byte) 0xff});
        assertThatThrownBy(() -> DashboardFolder.read(file)).hasMessageContaining("spend.xml: no UTF-8");
    }
}
