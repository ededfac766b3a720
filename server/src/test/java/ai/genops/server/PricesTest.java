package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Catalogues of prices, and an operator's own prices above them: looked at, and when events are priced.
@Timeout(60)
class PricesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VENDOR = """
            provider,model,input_cost_per_1k,output_cost_per_1k
            openai,gpt-4,0.03,0.06
            openai,gpt-4-turbo,0.01,0.03
            """;
    private static final String OWN = """
            provider,model,input_cost_per_1k,output_cost_per_1k,effective_from,contract
            openai,gpt-4,0.02,0.05,2020-01-01,ACME-7
            openai,gpt-4,0.001,0.001,2999-01-01,not yet
            mistral,own-model,0.5,0.5,,
            """;

    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void configure() {
        server = new SearchableServer(folder);
        server.server.file("lookups/model_pricing.csv", VENDOR);
        server.server.file("pipelines/priced.yaml", """
                id: priced
                processors:
                  - {type: cost}
                routes:
                  - {name: to_lake, destination: lake, dataset: priced}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(server.get(path, null).body());
    }

    private JsonNode found(String catalogue, String... calls) throws Exception {
        return get("/api/prices/find?catalogue=" + catalogue + "&call=" + String.join("&call=", calls))
                .get("prices");
    }

    @Test
    void ownPricesCountBeforeTheCataloguesAndSayWhatTheyStandInPlaceOf() throws Exception {
        server.server.file("lookups/price_overrides.csv", OWN);
        server.server.start();
        JsonNode catalogues = get("/api/prices").get("catalogues");
        assertThat(catalogues.findValuesAsText("id")).containsExactly("price_overrides", "model_pricing");
        assertThat(catalogues.findValuesAsText("overrides")).containsExactly("true", "false");
        JsonNode prices = found("model_pricing", "openai:gpt-4", "openai:gpt-4-turbo", "mistral:own-model", "x:y");
        assertThat(prices.get(0).toString())
                .isEqualTo("{\"call\":\"openai:gpt-4\",\"known\":true,\"catalogue\":\"price_overrides\","
                        + "\"input\":\"0.02\",\"output\":\"0.05\","
                        + "\"instead_of\":{\"input\":\"0.03\",\"output\":\"0.06\"}}");
        assertThat(prices.get(1).toString())
                .isEqualTo("{\"call\":\"openai:gpt-4-turbo\",\"known\":true,\"catalogue\":\"model_pricing\","
                        + "\"input\":\"0.01\",\"output\":\"0.03\"}");
        assertThat(prices.get(2).get("input").asText()).isEqualTo("0.5");
        assertThat(prices.get(2).has("instead_of")).isFalse();
        assertThat(prices.get(3).toString()).isEqualTo("{\"call\":\"x:y\",\"known\":false}");
        assertThat(found("price_overrides", "openai:gpt-4-turbo")
                        .get(0)
                        .get("known")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void eventsArePricedWithThemAndNameThem() throws Exception {
        server.server.file("lookups/price_overrides.csv", OWN);
        server.server.start();
        server.server.trySend(span("1", "gpt-4") + "," + span("2", "gpt-4-turbo"));
        server.server.running().awaitDelivered();
        var body = JSON.createObjectNode()
                .put(
                        "query",
                        "index=priced | table genops.cost.model genops.cost.total genops.cost.catalogue"
                                + " | sort genops.cost.model");
        JsonNode rows = JSON.readTree(
                        server.post("/api/search", body.toString(), null).body())
                .get("rows");
        assertThat(rows.get(0).get(1).asDouble()).isEqualTo(0.07);
        assertThat(rows.get(0).get(2).asText()).startsWith("price_overrides@");
        assertThat(rows.get(1).get(1).asDouble()).isEqualTo(0.04);
        assertThat(rows.get(1).get(2).asText()).startsWith("model_pricing@");
    }

    private static String span(String id, String model) {
        String open = id.equals("1") ? "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" : "";
        String close = id.equals("1") ? "" : "]}]}]}";
        return open + """
                {"traceId":"%032d","spanId":"%016d","name":"chat","startTimeUnixNano":"1773129600000000000",
                "endTimeUnixNano":"1773129601000000000","attributes":[
                {"key":"genops.cost.provider","value":{"stringValue":"openai"}},
                {"key":"genops.cost.model","value":{"stringValue":"%s"}},
                {"key":"genops.tokens.input","value":{"intValue":"1000"}},
                {"key":"genops.tokens.output","value":{"intValue":"1000"}}]}""".formatted(Integer.valueOf(id), Integer.valueOf(id), model) + close;
    }

    @Test
    void ownPricesThatAreNoneAreToldWithTheirPlace() throws Exception {
        server.server.file("lookups/price_overrides.csv", OWN.replace("0.02", "cheap"));
        assertThat(server.server.plan().errors().toString())
                .contains("lookups/price_overrides.csv", "line 2: input_cost_per_1k is `cheap`, which is no price");
        server.server.file(
                "pipelines/priced.yaml", "id: priced\nroutes:\n  - {name: a, destination: lake, dataset: p}\n");
        server.server.start();
        assertThat(get("/api/prices").at("/catalogues/0/problem").asText()).contains("`cheap`");
        assertThat(server.get("/api/prices/find?catalogue=none", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutOwnPricesNothingIsSaidOfThem() throws Exception {
        server.server.start();
        assertThat(get("/api/prices").get("catalogues")).hasSize(1);
        assertThat(found("model_pricing", "openai:gpt-4").get(0).get("input").asText())
                .isEqualTo("0.03");
        server.server.file("lookups/price_overrides.csv", OWN);
        assertThat(server.server.plan().problems().all().toString()).doesNotContain("no pipeline uses the lookup");
    }
}
