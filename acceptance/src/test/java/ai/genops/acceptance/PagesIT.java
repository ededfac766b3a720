package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The pages of whoever governs and operates, in a real browser: alerts, budgets, policies, audit, prices, sources,
/// indexes, source types, lookups, tokens.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class PagesIT extends BrowserTests {
    private static final List<String> PAGES = List.of(
            "/alerts",
            "/alerts/budget-threshold",
            "/budgets",
            "/budgets/docs",
            "/budgets/support-hourly",
            "/policies",
            "/audit",
            "/prices",
            "/sources",
            "/indexes",
            "/sourcetypes",
            "/lookups",
            "/lookups/model_pricing",
            "/tokens");
    private static final Map<String, String> OWN = Map.of(
            "lookups/price_overrides.csv",
            """
            provider,model,input_cost_per_1k,output_cost_per_1k,effective_from,contract
            anthropic,claude-3-sonnet,0.002,0.01,2020-01-01,frame agreement 7
            """,
            "destinations/trail.yaml",
            "id: trail\ntype: file\npath: trail/audit.ndjson\nflush_interval: 10ms\n",
            "pipelines/trail.yaml",
            """
            id: own-trail
            filters:
              - {name: agents, expression: "attributes['genops.team'] == 'agents'"}
            processors:
              - type: chain
            routes:
              - {name: to_trail, destination: trail, takes: all}
            """);

    private Path folder = Path.of("");

    @Override
    ScreenServer serve(Path given) throws Exception {
        folder = given;
        ScreenServer started = ScreenServer.startWith(given, OWN);
        for (int i = 0; i < 2; i++) {
            started.genops.post("/api/budgets/reserve", """
                    {"key": "call-%d", "amount": "12.5", "lease_ms": 3600000, "abandoned": "RETURNS", "enforced": true,
                     "budgets": [{"name": "docs", "scope": {"team": "docs"}, "unit": "USD", "cap": "40",
                       "window": "MONTH UTC", "excess": "DENY", "thresholds": [25, 80, 100]}]}""".formatted(i));
        }
        started.genops.post("/api/budgets/commit", "{\"key\": \"call-0\", \"actual\": \"11.19\"}");
        return started;
    }

    private String shown(String selector) {
        return page.evaluate("document.querySelector(" + Page.quoted(selector) + ").innerText")
                .asText();
    }

    @Test
    void anAlertIsTriedSilencedHeardAgainAndItsSearchOpened() throws Exception {
        go("/alerts");
        page.awaitText("GenOps Budget Threshold Alert (>80%)");
        page.click("a[href='/alerts/budget-threshold']");
        page.awaitText("Open its search");
        page.click("Test now");
        page.awaitText("It would fire for");
        page.awaitText("nobody was told");
        page.click("Silence");
        page.await("document.querySelector('dialog')?.open");
        page.click("2 hours");
        page.awaitText("tells nobody");
        assertThat(server.genops.get("/api/alerts").toString()).contains("\"silenced_until\":\"");
        page.click("End silence");
        page.await("[...document.querySelectorAll('button')].some(e => e.innerText.trim() === 'Silence')");
        page.awaitText("heard");
        page.click("Open its search");
        page.await("location.pathname === '/search' && new URLSearchParams(location.search).get('q')"
                + ".includes('genops.budget.utilization')");
        page.awaitText("support-hourly");
        go("/audit");
        page.awaitText("silenced the alert budget-threshold");
    }

    @Test
    void aBudgetShowsWhatIsSpentReservedAndLeftAndItsLedger() {
        go("/budgets");
        page.awaitText("support-hourly");
        page.await("document.querySelector(\"[aria-label='Books of this server'] .budget-wall\")");
        assertThat(shown("[aria-label='Books of this server']")).contains("$11.19 of $40.00, $12.50 reserved");
        page.click("a[href='/budgets/docs']");
        page.awaitText("Ledger");
        page.await(loaded());
        assertThat(shown("[aria-label='State'].card")).contains("Left\n$16.31", "25% reached", "team = docs");
        assertThat(shown(".card [aria-label='Ledger']"))
                .containsSubsequence("spent", "−$12.50", "+$11.19", "reserved", "+$12.50");
        go("/budgets/support-hourly");
        page.awaitText("This server does not keep its books");
    }

    @Test
    void policiesTellWhatTheyDecidedAndLeadToTheCall() throws Exception {
        go("/policies");
        page.awaitText("By policy");
        page.await(loaded());
        JsonNode blocked = server.genops.rows("index=genops_ai genops.policy.result=blocked | stats count");
        assertThat(shown(".figure-row"))
                .containsPattern("blocked\\s+" + blocked.get(0).get(0).asText());
        page.evaluate("[...document.querySelectorAll('[aria-label=\"Last decisions\"] tr')]"
                + ".find(e => e.innerText.includes('above 1 USD')).querySelector('a').click()");
        page.await("location.pathname === '/trace/" + ScreenServer.TRACE + "'");
        page.awaitText("chat.answer");
    }

    @Test
    void chainsAreProvenOnScreenAndAnAlteredLineIsFound() throws Exception {
        server.genops.post("/api/lake/roll", "{\"dataset\": \"genops_audit\"}");
        go("/audit");
        page.click("Verify genops_audit");
        page.await("document.querySelector('[aria-label=\"Chains of the lake\"] .state.good')");
        page.click("Verify trail");
        page.await("document.querySelector('[aria-label=\"Trails in files\"] .state.good')");
        page.awaitText("1 chain, 2 events");
        Path file = folder.resolve("data/trail/audit.ndjson");
        String whole = Files.readString(file);
        try {
            Files.writeString(file, whole.replace("above 1 USD", "above 9 USD"));
            go("/audit");
            page.click("Verify trail");
            page.await("document.querySelector('[aria-label=\"Trails in files\"] .state.bad')");
            page.awaitText("altered at audit.ndjson:2");
        } finally {
            Files.writeString(file, whole);
        }
    }

    @Test
    void spendIsRatedAgainAtAPriceThatIsTyped() throws Exception {
        go("/prices");
        page.awaitText("model_pricing");
        JsonNode row = server.genops
                .rows("index=genops_ai genops.cost.model=gpt-4-turbo genops.tokens.input=*"
                        + " | stats sum(genops.tokens.input) sum(genops.tokens.output)")
                .get(0);
        BigDecimal expected = row.get(0)
                .decimalValue()
                .multiply(new BigDecimal("0.02"))
                .add(row.get(1).decimalValue().multiply(new BigDecimal("0.03")))
                .movePointLeft(3)
                .setScale(2, RoundingMode.HALF_EVEN);
        page.click("[aria-label='input price of gpt-4-turbo per 1,000 tokens']");
        page.type("0.02");
        page.awaitText("$" + expected);
        page.awaitText("Undo what is typed");
        assertThat(module(
                                "rating",
                                "[m.rated({calls: 2, input: 1000, cached: 500, output: 100}, {input: 1, output: 2, cache_read: 0.5, request: 0.1}),"
                                        + " m.rated({calls: 1, input: 1, output: 1}, {input: 1}), m.rated({calls: 1, input: 1}, null), m.typed('x'), m.typed(' .5 ')]")
                        .toString())
                .isEqualTo("[1.15,null,null,null,0.5]");
    }

    @Test
    void whatIsRatedAgainFitsATablet() {
        page.size(820, 1200, 1);
        go("/prices");
        page.await("document.querySelector('[aria-label=\"Rate again\"].scroll')");
        assertThat(page.evaluate("(e => e.scrollWidth - e.clientWidth)"
                                + "(document.querySelector('[aria-label=\"Rate again\"].scroll'))")
                        .asInt())
                .isZero();
    }

    @Test
    void ownPricesAreShownWithTheirFileAndAreRatedWith() throws Exception {
        go("/prices");
        page.awaitText("Your own prices");
        page.await(loaded());
        assertThat(page.text()).contains("lookups/price_overrides.csv", "frame agreement 7");
        JsonNode row = server.genops
                .rows("index=genops_ai genops.cost.model=claude-3-sonnet genops.tokens.input=*"
                        + " | stats sum(genops.tokens.input) sum(genops.tokens.output)")
                .get(0);
        BigDecimal expected = row.get(0)
                .decimalValue()
                .multiply(new BigDecimal("0.002"))
                .add(row.get(1).decimalValue().multiply(new BigDecimal("0.01")))
                .movePointLeft(3)
                .setScale(2, RoundingMode.HALF_EVEN);
        String rated = "[...document.querySelectorAll('[aria-label=\"Rate again\"] tr')]"
                + ".find(e => e.innerText.includes('claude-3-sonnet')).innerText.replaceAll(',', '')";
        assertThat(page.evaluate(rated).asText()).contains("own", "instead of $0.003 / $0.015", "$" + expected);
        page.click("[aria-label='input price of claude-3-sonnet per 1,000 tokens']");
        page.type("0.5");
        page.awaitText("Download as overrides");
        assertThat(page.evaluate(rated).asText()).contains("typed").doesNotContain("instead of");
        String used =
                "[{provider: 'p,q', model: 'm', calls: 1}, {provider: 'a', model: 'b', calls: 1}, {provider: 'c', model: 'd', calls: 1}]";
        assertThat(module(
                                "rating",
                                "m.overridesCsv({used: " + used
                                        + ", known: new Map([['p,q:m', {input: 1, output: 2}]])},"
                                        + " {'p,q:m': {input: '0.5'}, 'c:d': {input: '3'}}, '2026-01-31')")
                        .asText())
                .isEqualTo("""
                        provider,model,input_cost_per_1k,output_cost_per_1k,effective_from
                        "p,q",m,0.5,2,2026-01-31
                        """);
    }

    @Test
    void aSourceTellsWhyItRefused() throws Exception {
        try (var http = Genops.http()) {
            var request = HttpRequest.newBuilder(server.genops.otlp("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"resourceSpans\": 1"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(400);
        }
        go("/sources");
        page.awaitText("genops_otlp_source");
        page.await(
                "document.querySelector('[aria-label=genops_otlp_source] .plain-list')?.innerText.includes('malformed')");
        page.await("document.body.innerText.match(/[0-9]\\/s/)");
    }

    @Test
    void lookupsAreLookedIntoAndTheConfigurationReadAgain() {
        go("/lookups");
        page.click("Read the configuration again");
        page.awaitText("The configuration was read again");
        page.click("Close");
        page.click("a[href='/lookups/model_pricing']");
        page.awaitText("claude-3-opus");
        page.awaitText("0.075");
    }

    /// Chooses a file of a name, as somebody does; one that ends in .gz is packed first.
    private void choose(String name, String text) {
        page.await("document.querySelector('dialog input[type=file]')");
        page.evaluate("(async () => { const text = new Blob([" + Page.quoted(text) + "]); const name = "
                + Page.quoted(name) + ";"
                + "const packed = await new Response(text.stream().pipeThrough(new CompressionStream('gzip'))).blob();"
                + "const files = new DataTransfer();"
                + "files.items.add(new File([name.endsWith('.gz') ? packed : text], name));"
                + "const input = document.querySelector('dialog input[type=file]'); input.files = files.files;"
                + "input.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }

    @Test
    void aTableIsUploadedCheckedAndReplacedOnlyWhenThatIsSaid() throws Exception {
        String reason = "[...document.querySelectorAll('dialog label')].find(e => e.innerText === 'Reason')"
                + ".querySelector('input').focus()";
        go("/lookups");
        page.click("Upload a table");
        choose("owners.csv.gz", "team,owner\nnlp,ada,1\n");
        page.awaitText("It becomes lookups/owners.csv.");
        page.evaluate(reason);
        page.type("who owns what");
        page.click("Upload");
        page.awaitText("line 2 has 3 values for 2 columns");
        assertThat(Axe.violations(page)).isEmpty();
        choose("owners.csv", "team,owner\nnlp," + ScreenServer.HARM.replace('"', '\'') + "\n");
        page.await("!document.querySelector('#upload-problems')");
        page.click("Upload");
        page.awaitText("Written to lookups/owners.csv as change");
        assertThat(Files.readString(folder.resolve("config/lookups/owners.csv")))
                .startsWith("team,owner\nnlp,<img");
        page.click("Look at its rows");
        page.awaitText("globalThis.harmed");
        nobodyWasHarmed("/lookups/owners");
        go("/lookups");
        page.click("Upload a table");
        choose("owners.csv", "team,owner\nnlp,grace\n");
        page.awaitText("There is a lookup owners already.");
        page.evaluate(reason);
        page.type("she does now");
        assertThat(page.evaluate("document.querySelector('dialog .primary').disabled")
                        .asBoolean())
                .isTrue();
        page.evaluate("document.querySelector('dialog .check input').click()");
        page.click("Replace");
        page.awaitText("Written to lookups/owners.csv as change");
        assertThat(server.genops.rows("| inputlookup owners").toString()).isEqualTo("[[\"nlp\",\"grace\"]]");
        page.click("Close");
        page.click("Upload a table");
        choose("owners.xlsx", "x");
        page.awaitText("owners.xlsx must end in .csv");
        phone();
        nothingOverflows("/lookups with its dialog");
        axeFindsNothing("/lookups with its dialog");
    }

    @Test
    void rowsOfAnIndexAreMovedIntoFiles() {
        go("/indexes");
        page.awaitText("genops_policy");
        page.awaitText("none: deleted");
        page.click("Move rows of genops_policy into files");
        page.awaitText("of genops_policy are in");
    }

    @Test
    void sourceTypesAreFoundAndLeadToTheirEvents() {
        go("/sourcetypes?earliest=0");
        page.awaitText("genops:telemetry");
        page.evaluate("document.querySelector(\"[aria-label^='Find a source type']\").focus()");
        page.type("GENOPS_AI");
        page.await("document.querySelectorAll(\"[aria-label='Source types'] tbody tr\").length === 1");
        page.type("x");
        page.awaitText("has “GENOPS_AIx”");
        page.key("Backspace");
        page.click("genops:telemetry");
        page.await("location.pathname === '/search' && new URLSearchParams(location.search).get('q')"
                + ".includes('sourcetype=')");
        page.await("document.querySelector('.event')");
        go("/sourcetypes?earliest=1&latest=2");
        page.awaitText("No event in this time");
        page.click("main a[href='/sources']");
        page.await("location.pathname === '/sources'");
    }

    @Test
    void aTokenIsShownOnceAndDisabled() throws Exception {
        go("/tokens");
        page.click("New token");
        page.await("document.querySelector('dialog')?.open");
        page.type("ada");
        page.key("Escape");
        page.await("!document.querySelector('dialog')");
        page.click("New token");
        page.await("document.activeElement.tagName === 'INPUT'");
        page.type("ada");
        page.click("Make it");
        page.await("document.querySelector('.secret')");
        String token = shown(".secret");
        assertThat(token).startsWith("gno_");
        page.click("I have it");
        page.await("!document.body.innerText.includes('gno_')");
        assertThat(server.genops.get("/api/changes").toString())
                .contains("tokens")
                .doesNotContain(token);
        page.click("[aria-label$='of ada']");
        page.click("dialog .primary");
        page.awaitText("disabled");
    }

    @Test
    void onAPhoneEveryPageIsBehindOneButton() {
        page.size(390, 844, 1);
        go("/alerts");
        page.click("All pages");
        page.click("[aria-label='Pages'] a[href='/prices']");
        page.await("location.pathname === '/prices'");
        page.await("!document.querySelector('.sidebar.open')");
    }

    @Test
    void everyPageIsReachedByKeyboard() {
        go("/budgets");
        page.evaluate("document.querySelector(\"[aria-label='Pages'] a[href='/alerts']\").focus()");
        page.key("Enter");
        page.await("location.pathname === '/alerts'");
        page.await(loaded());
        page.evaluate("document.querySelector(\"a[href='/alerts/cost-anomaly']\").focus()");
        page.key("Enter");
        page.awaitText("Open its search");
        page.evaluate("[...document.querySelectorAll('button')].find(e => e.innerText.trim() === 'Silence').focus()");
        page.key("Enter");
        page.await("document.querySelector('dialog')?.open && document.activeElement.innerText === '30 minutes'");
        page.key("Escape");
        page.await("!document.querySelector('dialog')");
    }

    @Test
    void axeFindsNothingNothingOverflowsAndNobodyIsHarmed() throws Exception {
        axeFindsNothingAt(PAGES);
        for (String address : PAGES) {
            go(address);
            nobodyWasHarmed(address);
        }
        go("/policies");
        page.awaitText(ScreenServer.HARM);
        nothingOverflowsOnAPhone(PAGES);
    }
}
