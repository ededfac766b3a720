package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Dashboards over the API, for everybody who may search.
@Timeout(60)
class DashboardsApiTest {
    private static final String OWN = """
            <form><label>Own</label>
              <fieldset><input type="multiselect" token="teams"><choice value="a">A</choice>
                <valuePrefix>team="</valuePrefix><valueSuffix>"</valueSuffix><delimiter> OR </delimiter></input></fieldset>
              <row><panel><html>alone</html></panel></row>
              <row><panel><html>first</html></panel>
                <panel><single><title>Calls</title><search><query>index=genops_ai $teams$ | stats count</query>
                  <earliest>-1d</earliest></search><option name="unit">calls</option>
                  <drilldown><set token="t">$click.value$</set></drilldown></single></panel></row>
            </form>
            """;

    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess();
        server.server.file("dashboards/own.xml", OWN);
        server.server.file("dashboards/broken.xml", "<form><row></form>");
        server.server.file("dashboards/budget.xml", OWN.replace("<label>Own", "<label>Ours instead"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return server.get(path, server.token("ada", "analyst"));
    }

    @Test
    void theListHasWhatIsShippedAndWhatIsInTheFolder() throws Exception {
        JsonNode list = SearchableServer.json(get("/api/dashboards")).get("dashboards");
        assertThat(list.findValuesAsText("id"))
                .containsExactlyInAnyOrder("cost", "compliance", "budget", "broken", "own");
        assertThat(list.findValuesAsText("title")).contains("Ours instead").doesNotContain("GenOps Budget Monitoring");
        assertThat(list.findValuesAsText("problem"))
                .singleElement()
                .asString()
                .startsWith("dashboards/broken.xml: line 1")
                .doesNotContain(folder.toString());
    }

    @Test
    void oneHasItsInputsItsPanelsAndWhatCannotBeShownInItsPlace() throws Exception {
        JsonNode own = SearchableServer.json(get("/api/dashboards/own"));
        assertThat(own.at("/inputs/0/value_prefix").asText()).isEqualTo("team=\"");
        assertThat(own.at("/inputs/0/delimiter").asText()).isEqualTo(" OR ");
        assertThat(own.at("/rows/0/0/left").asText()).contains("<html>");
        assertThat(own.at("/rows/1/0/left").asText()).contains("<html>");
        JsonNode panel = own.at("/rows/1/1");
        assertThat(panel.get("visual").asText()).isEqualTo("single");
        assertThat(panel.get("search").asText()).isEqualTo("index=genops_ai $teams$ | stats count");
        assertThat(panel.get("earliest").asText()).isEqualTo("-1d");
        assertThat(panel.at("/options/unit").asText()).isEqualTo("calls");
        assertThat(panel.at("/drilldown/sets/t").asText()).isEqualTo("$click.value$");
        assertThat(own.get("left")).hasSize(2);
    }

    @Test
    void whatIsNotThereAndWhatIsNoDashboardAreRefused() throws Exception {
        assertThat(get("/api/dashboards/none").statusCode()).isEqualTo(404);
        assertThat(get("/api/dashboards/..%2Fserver").statusCode()).isIn(400, 404);
        HttpResponse<String> broken = get("/api/dashboards/broken");
        assertThat(broken.statusCode()).isEqualTo(409);
        assertThat(broken.body()).contains("dashboards/broken.xml: line 1").doesNotContain(folder.toString());
        assertThat(server.get("/api/dashboards", null).statusCode()).isEqualTo(401);
        assertThat(server.post("/api/dashboards", "{}", server.adminToken()).statusCode())
                .isEqualTo(405);
    }
}
