package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real browser, as somebody uses it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ScreenIT extends BrowserTests {
    private static final List<String> PAGES = List.of(
            "/",
            "/search",
            "/search?q=index%3Dgenops_ai",
            "/search?q=index%3Dgenops_ai%20%7C%20timechart%20count%20by%20genops.team",
            "/trace",
            "/trace/" + ScreenServer.TRACE,
            "/trace/" + ScreenServer.HOSTILE_TRACE,
            "/pipelines",
            "/pipelines/genops-cost-governance",
            "/destinations",
            "/destinations/prometheus_remote_write",
            "/destinations/webhook_alerts");

    private static String search(String query) {
        return "/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Test
    @Order(1)
    void homeSaysWhoSpendsWhatOnWhichModel() throws Exception {
        go("/");
        for (String text : List.of("support", "dev-tools", "gpt-4-turbo", "enterprise-123", "knowledge-search")) {
            page.awaitText(text);
        }
        JsonNode sum = server.genops.rows("index=genops_ai genops.cost.total=* | stats sum(genops.cost.total)");
        String month = page.evaluate(
                        "document.querySelector('[aria-label=\"This month\"] .kpi-value').title.replace(/[^0-9.]/g, '')")
                .asText();
        assertThat(Double.parseDouble(month))
                .isEqualTo(sum.get(0).get(0).asDouble(), org.assertj.core.data.Offset.offset(1e-5));
        assertThat(page.text())
                .contains("Forecast", "in 8 of 10 cases", "Budgets", "customer-free-tier-001", "phi-guard");
    }

    @Test
    @Order(1)
    void aClickFiltersEverythingAndTheAddressKeepsIt() {
        go("/");
        page.click(".breakdown [title] bdi");
        page.await(
                "new URLSearchParams(location.search).get('team') && document.querySelectorAll('.chip').length === 1");
        page.await("document.querySelectorAll('.breakdown')[0].querySelectorAll('li').length === 1");
        String filtered = page.evaluate("location.href").asText();
        page.go(URI.create(filtered));
        page.await(loaded());
        page.await("document.querySelectorAll('.breakdown')[0].querySelectorAll('li').length === 1");
        page.click(".chip");
        page.await("document.querySelectorAll('.breakdown')[0].querySelectorAll('li').length > 2");
    }

    @Test
    @Order(1)
    void aStrangerFindsTheDearestCallAndWhatAPipelineDidInFewClicks() {
        go("/");
        page.awaitText("support");
        page.click(".dearest td a");
        page.awaitText("Waterfall");
        page.awaitText("genops.cost.total");
        page.click("[aria-label='Pages'] a[href^='/pipelines']");
        page.awaitText("Flow");
        page.click(".list a[href='/pipelines/genops-cost-governance']");
        page.awaitText("parse_cost_attributes");
        page.awaitText("Time per event");
    }

    @Test
    @Order(2)
    void aSearchIsTypedRunAndShown() {
        go("/search");
        page.click("textarea");
        page.type("index=genops_ai genops.team=support | stats count by genops.cost.model");
        page.key("Enter");
        page.awaitText("gpt-4-turbo");
        page.awaitText("19,366");
        assertThat(page.evaluate("new URLSearchParams(location.search).get('q')")
                        .asText())
                .contains("stats count");
        page.click("Chart");
        page.await("document.querySelectorAll('.per-row .bar').length > 0");
    }

    @Test
    @Order(2)
    void aWrongSearchShowsItsPlace() {
        go(search("index=genops_ai | stats cuont(x) by genops.team"));
        page.awaitText("line 1, column 25");
        page.awaitText("Did you mean `count`?");
        assertThat(page.evaluate("document.querySelector('.t-fault').textContent")
                        .asText())
                .isEqualTo("cuont");
        page.awaitText("The search was not run.");
    }

    @Test
    @Order(2)
    void commandsFieldsAndValuesAreCompleted() {
        go("/search");
        page.click("textarea");
        page.type("index=genops_ai genops.te");
        page.await("[...document.querySelectorAll('.offer-name')].some(e => e.textContent === 'genops.team')");
        page.key("Tab");
        page.type("sup");
        page.await("[...document.querySelectorAll('.offer-name')].some(e => e.textContent === 'support')");
        page.key("ArrowDown");
        page.key("Enter");
        page.type(" | timec");
        page.await("[...document.querySelectorAll('.offer-name')].some(e => e.textContent === 'timechart')");
        page.key("Tab");
        assertThat(page.evaluate("document.querySelector('textarea').value").asText())
                .isEqualTo("index=genops_ai genops.team=support | timechart");
    }

    @Test
    @Order(2)
    void macrosOfTheConfigurationAreCompleted() {
        go("/search");
        page.click("textarea");
        page.type("`genops_cost_b");
        page.await("[...document.querySelectorAll('.offer-name')].some(e => e.textContent === 'genops_cost_by(')");
        page.key("Tab");
        page.type("genops.team)`");
        assertThat(page.evaluate("document.querySelector('textarea').value").asText())
                .isEqualTo("`genops_cost_by(genops.team)`");
        page.key("Enter");
        page.awaitText("total_cost");
        page.awaitText("dev-tools");
    }

    @Test
    @Order(2)
    void eventsCanBeOpenedNarrowedAndZoomed() {
        go(search("index=genops_ai"));
        page.click(".event-head");
        page.awaitText("genops.request.id");
        page.click("[aria-label='Fields'] button[aria-expanded='false']");
        page.await("document.querySelector('.top-values li button')");
        go(search("index=genops_ai genops.team=*"));
        page.await("document.querySelector('.timeline')");
        JsonNode box = page.evaluate(
                "(r => [r.left, r.top, r.width, r.height])(document.querySelector('.timeline svg').getBoundingClientRect())");
        double y = box.get(1).asDouble() + box.get(3).asDouble() / 2;
        double right = box.get(0).asDouble() + box.get(2).asDouble();
        page.drag(right - 120, y, right - 14, y);
        page.await("Number(new URLSearchParams(location.search).get('earliest')) > 1e9");
        page.await(loaded());
        page.awaitText("events");
    }

    @Test
    @Order(2)
    void aClickOnAValueAddsItToTheSearch() {
        go(search("index=genops_ai genops.team=support"));
        page.click(".event-head");
        page.click("[aria-label='Only events with this genops.feature']");
        page.await("new URLSearchParams(location.search).get('q').includes('genops.feature=\"')");
        page.await(loaded());
        page.awaitText("events");
    }

    @Test
    @Order(3)
    void aTraceIsAWaterfallWithCostsErrorsAndDecisions() {
        go("/trace/" + ScreenServer.TRACE);
        page.await("document.querySelectorAll('.span').length === 4");
        List<String> names = page.evaluate(
                        "[...document.querySelectorAll('.span')].map(e => e.getAttribute('aria-label')).join('|')")
                .asText()
                .lines()
                .flatMap(line -> List.of(line.split("\\|")).stream())
                .toList();
        assertThat(names).hasSize(4);
        assertThat(names.get(0)).startsWith("agent.run, 4 s");
        assertThat(names.get(1)).startsWith("chat.plan").contains("0.25");
        assertThat(names.get(2)).startsWith("tool.lookup").contains("error");
        assertThat(names.get(3)).startsWith("chat.answer").contains("1.50", "blocked");
        assertThat(page.evaluate("document.querySelector('.figure-row').innerText")
                        .asText())
                .contains("$1.75", "2,400");
        page.click(".span[aria-label^='chat.answer']");
        page.awaitText("above 1 USD");
    }

    @Test
    @Order(3)
    void aDestinationThatIsDownSaysWhyAndCanBePausedAndResumed() {
        go("/destinations");
        page.awaitText("prometheus_remote_write");
        page.awaitText("DATADOG_API_KEY is not set");
        go("/destinations/prometheus_remote_write");
        page.awaitText("closed for maintenance");
        page.click("Pause");
        page.await("document.querySelector('dialog')?.open");
        page.type("tests look at it");
        page.click("dialog .primary");
        page.awaitText("tests look at it");
        page.click("Resume");
        page.await("!document.body.innerText.includes('tests look at it')");
        page.await("[...document.querySelectorAll('button')].some(e => e.innerText === 'Pause')");
    }

    @Test
    @Order(3)
    void deadLettersAreReadSentAgainAndDiscardedForAReason() {
        go("/destinations/webhook_alerts");
        page.await("document.querySelector('.letter-file')");
        page.click(".letter-file .link");
        page.await("document.querySelector('.letters .words')");
        page.awaitText("<b>team</b> is not wanted here");
        page.click("Send again");
        page.awaitText("refused again");
        page.click("Discard");
        page.await("document.querySelector('dialog .primary').disabled");
        page.type("made by a test");
        page.click("dialog .primary");
        page.awaitText("discarded.");
    }

    @Test
    @Order(3)
    void theFlowShowsEveryPipelineAndWhereItsEventsGo() {
        go("/pipelines");
        page.await("document.querySelectorAll('.flow .node').length >= 8");
        assertThat(page.evaluate(
                                "[...document.querySelectorAll('.flow .edge title')].map(e => e.textContent).join('\\n')")
                        .asText())
                .contains("genops_otlp_source → genops-cost-governance", "as received → cribl_lake: 28,2");
        page.click(".flow a[href='/pipelines/genops-budget-alerting']");
        page.awaitText("Processors");
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(ints = {1440, 720, 390})
    void nothingOverflowsAtAnyWidthOrAtTwiceTheSize(int width) {
        page.size(width, 900, width == 720 ? 2 : 1);
        for (String address : PAGES) {
            go(address);
            nothingOverflows(address + " at " + width);
        }
    }

    @Test
    @Order(4)
    void axeFindsNothing() throws Exception {
        axeFindsNothingAt(PAGES);
    }

    @Test
    @Order(4)
    void everythingIsReachedByKeyboard() {
        go("/");
        page.key("Tab");
        assertThat(focused()).isEqualTo("Skip to content");
        page.key("Tab");
        page.key("Tab");
        page.key("Tab");
        assertThat(focused()).isEqualTo("Search");
        page.key("Enter");
        page.await("location.pathname === '/search' && document.querySelector('textarea')");
        page.key("/");
        page.await("document.activeElement.tagName === 'TEXTAREA'");
        page.type("index=genops_ai | head 3");
        page.key("Enter");
        page.await("document.querySelectorAll('.event').length === 3");
        page.evaluate("document.querySelector('.event-head').focus()");
        page.key("Enter");
        page.await("document.querySelector('.attributes')");
        page.evaluate("document.querySelector('[aria-label^=\"Time range\"]').focus()");
        page.key("Enter");
        page.await("document.querySelector('.popover')");
        page.key("Escape");
        page.await(
                "!document.querySelector('.popover') && document.activeElement.getAttribute('aria-label').startsWith('Time range')");
    }

    private String focused() {
        return page.evaluate("document.activeElement.innerText.trim()").asText();
    }

    @Test
    @Order(4)
    void whatAnEventHoldsDoesNoHarmAnywhere() {
        for (String address : PAGES) {
            go(address);
            nobodyWasHarmed(address);
        }
        go("/");
        page.awaitText(ScreenServer.HARM);
        go(search("index=genops_ai trace_id=" + ScreenServer.HOSTILE_TRACE));
        page.click(".event-head");
        page.awaitText("Show all 200,000 characters");
        page.awaitText("harm.499");
        page.click("Table");
        page.await("document.querySelectorAll('th').length > 500");
        assertThat(page.evaluate("String(globalThis.harmed)").asText()).isEqualTo("undefined");
    }

    @Test
    @Order(5)
    void thePageMayBeKeptAndRunsNothingThatIsNotItsOwn() throws Exception {
        try (var http = Genops.http()) {
            var index = http.send(get("/").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(index.headers().firstValue("content-security-policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("script-src 'self'", "frame-ancestors 'none'"));
            assertThat(index.headers().firstValue("cache-control")).hasValue("no-cache");
            String etag = index.headers().firstValue("etag").orElseThrow();
            var again = http.send(
                    get("/trace/x").header("If-None-Match", etag).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(again.statusCode()).isEqualTo(304);
            String app = index.body().replaceAll("(?s).*src=\"(/assets/[0-9a-f]+/app.js)\".*", "$1");
            var asset = http.send(
                    get(app).header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(asset.headers().firstValue("content-encoding")).hasValue("gzip");
            assertThat(asset.headers().firstValue("cache-control").orElseThrow())
                    .contains("immutable");
            assertThat(http.send(
                                    get(app.replaceFirst("/[0-9a-f]{20}/", "/0/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
            var post = HttpRequest.newBuilder(server.genops.api("/"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    @Order(5)
    void hoursAddUpToDaysMonthsAndAForecastWithAnInterval() {
        go("/search");
        // Ten days of 24 an hour, of which today has passed 10 hours and a half; the month began 9 days ago.
        String rows = "Array.from({length: 240}, (_, i) => ({slot: i - 229, half: 0, cost: 12, calls: 1}))"
                + ".flatMap(r => [r, {...r, half: 1}]).filter(r => r.slot < 10 || (r.slot === 10 && r.half === 0))";
        String when = "{now: 10.5 * 3600, day: 0, month: -9 * 86400, lastMonth: -40 * 86400, nextMonth: 21 * 86400}";
        JsonNode figures = module("spend", "m.figures(" + rows + ", " + when + ")");
        assertThat(figures.at("/today/cost").asDouble()).isEqualTo(252);
        assertThat(figures.at("/yesterday/cost").asDouble()).isEqualTo(252);
        assertThat(figures.at("/hour/cost").asDouble()).isEqualTo(24);
        assertThat(figures.at("/month/cost").asDouble()).isEqualTo(9 * 576 + 252);
        assertThat(figures.at("/forecast/unit").asText()).isEqualTo("day");
        assertThat(figures.at("/forecast/end").asDouble())
                .isCloseTo(30 * 576, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(figures.at("/forecast/low").asDouble())
                .isCloseTo(30 * 576, org.assertj.core.data.Offset.offset(1e-6));
    }

    /// What the home page adds up out of groups is what a search by one dimension would give.
    @Test
    @Order(5)
    void groupsAddUpToTheirDimensions() {
        go("/");
        assertThat(module(
                                "spend",
                                "m.breakdownOf([{team: 'a', model: 'x', cost: 1, before: null, calls: 2}, {team: 'a', model: 'y', cost: 2.5, before: 4, calls: 1},"
                                        + " {team: 'b', model: 'x', cost: 8, before: 1, calls: 3}, {team: 'c', model: 'x', cost: null, before: 9, calls: 0}], 'team', 1)")
                        .toString())
                .isEqualTo("[{\"d\":\"b\",\"cost\":8,\"before\":1,\"calls\":3,\"groups\":2,\"total\":11.5}]");
    }

    @Test
    @Order(5)
    void spansWithoutOrderOrInACircleAreAllShown() {
        go("/search");
        String span =
                "(id, parent, at) => ({kind: 'span', span_id: id, parent_span_id: parent, _time: at, duration_ms: 10, name: id})";
        JsonNode names = module(
                "waterfall",
                "(s => m.waterfall([s('c', 'b', 3), s('a', null, 1), s('b', 'a', 2), s('x', 'y', 4), s('y', 'x', 5), s('z', 'gone', 6)])"
                        + ".spans.map(one => one.name + one.depth + one.orphan))(" + span + ")");
        assertThat(names.toString())
                .isEqualTo("[\"a0false\",\"b1false\",\"c2false\",\"z0true\",\"x0false\",\"y1false\"]");
    }

    @Test
    @Order(5)
    void exportsKeepEveryDigitAndNoFormula() {
        go("/search");
        String text =
                "{\"fields\":[{\"name\":\"a,b\"},{\"name\":\"n\"}],\"rows\":[[\"=1+1\",12345678901234567.123456789],[\"x\\\"y\",null]]}";
        String result = "{...JSON.parse(" + Page.quoted(text) + "), text: " + Page.quoted(text) + "}";
        assertThat(module("search-tools", "m.csv(" + result + ")").asText())
                .isEqualTo("\"a,b\",n\r\n'=1+1,12345678901234567.123456789\r\n\"x\"\"y\",\r\n");
        assertThat(module("search-tools", "m.ndjson(" + result + ")").asText())
                .isEqualTo("{\"a,b\":\"=1+1\",\"n\":12345678901234567.123456789}\n{\"a,b\":\"x\\\"y\"}\n");
    }

    @Test
    @Order(5)
    void aConditionIsAddedWhereItsFieldIsKnown() {
        go("/search");
        assertThat(module("spl", "m.withTerm('index=a', 'b', 'c\"d')").asText()).isEqualTo("index=a b=\"c\\\"d\"");
        assertThat(module("spl", "m.withTerm('index=a x=\"|\"', 'b', 1, true)").asText())
                .isEqualTo("index=a x=\"|\" NOT b=\"1\"");
        assertThat(module("spl", "m.withTerm('index=a | eval b=1', 'b', 1)").asText())
                .isEqualTo("index=a | eval b=1 | search b=\"1\"");
        assertThat(module(
                                "spl",
                                "[m.givesEvents('index=a | head 3'), m.givesEvents('index=a | stats count'), m.givesEvents('| makeresults')]")
                        .toString())
                .isEqualTo("[true,false,false]");
    }

    @Test
    @Order(5)
    void smallAmountsKeepTheirDigits() {
        go("/search");
        assertThat(module(
                                "format",
                                "[m.money(0.0000105), m.money(0.00746), m.money(1234.5), m.money(0), m.money(null)]")
                        .toString())
                .isEqualTo("[\"$0.0000105\",\"$0.00746\",\"$1,234.50\",\"$0.00\",\"–\"]");
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(server.genops.api(path));
    }

    @Test
    @Order(9)
    void aServerThatRestartsUnderThePageIsNoticedAndFollowed() throws Exception {
        go("/");
        server.restart(() -> page.awaitText("Connection lost"));
        page.await("!document.body.innerText.includes('Connection lost')");
        page.awaitText("Connected again");
        page.awaitText("gpt-4-turbo");
        assertThat(page.errors).allMatch(error -> error.contains("ERR_"));
        page.errors.clear();
    }
}
