package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What is on a page stays where it is while the rest arrives, and an address without a page says so.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class PlacesIT extends BrowserTests {
    private static final List<String> PAGES = List.of(
            "/",
            "/search?earliest=-24h&q=index%3Dgenops_ai",
            "/search?earliest=-24h&q=index%3Dgenops_ai%20%7C%20timechart%20count%20by%20genops.team",
            "/trace",
            "/dashboards/cost",
            "/alerts",
            "/budgets",
            "/policies",
            "/audit",
            "/prices",
            "/sources",
            "/pipelines",
            "/destinations",
            "/indexes",
            "/lookups",
            "/tokens");
    /// A page's sum up to which its layout is stable (Web Vitals, Cumulative Layout Shift).
    private static final double STABLE = 0.1;

    private static final String WATCH = "globalThis.moved = []; new PerformanceObserver(list => moved.push("
            + "...list.getEntries().filter(e => !e.hadRecentInput).map(e => e.value)))"
            + ".observe({type: 'layout-shift', buffered: true})";

    @Override
    boolean isExpected(String error) {
        return error.contains("404 (Not Found)");
    }

    @Test
    void nothingJumpsWhileAPageLoads() {
        page.atEveryStart(WATCH);
        page.size(1280, 800, 1);
        for (String address : PAGES) {
            go(address);
            assertThat(page.evaluate("moved.reduce((sum, one) => sum + one, 0)").asDouble())
                    .as(address)
                    .isLessThan(STABLE);
        }
    }

    @Test
    void theTimelineHasItsPlaceBeforeItIsThere() {
        go("/search?earliest=-24h&q=index%3Dgenops_ai");
        page.await("document.querySelector('.timeline .series')");
        String height = "document.querySelector('.timeline').getBoundingClientRect().height";
        double whole = page.evaluate(height).asDouble();
        page.evaluate("globalThis.fetch = (fetch => (url, options) => options?.body?.includes('timechart')"
                + " ? new Promise(() => {}) : fetch(url, options))(fetch)");
        page.evaluate("(a => { Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set"
                + ".call(a, 'index=genops_ai kind=span'); a.dispatchEvent(new Event('input', {bubbles: true})); })"
                + "(document.querySelector('.editor textarea'))");
        page.click(".run.primary");
        page.await("document.querySelector('.counted')?.innerText.includes('The newest 500 events')");
        assertThat(page.evaluate(height).asDouble()).isEqualTo(whole);
    }

    @Test
    void anAddressOfNothingIsAnsweredWithThePageThatSaysSo() throws Exception {
        page.go(server.genops.api("/nowhere"));
        page.awaitText("There is no such page");
        try (var http = Genops.http()) {
            for (String path : List.of("/nowhere", "/api/nowhere")) {
                var asked = HttpRequest.newBuilder(server.genops.api(path))
                        .header("Accept", path.startsWith("/api") ? "text/html" : "application/json")
                        .build();
                var answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).doesNotContain("<html");
            }
        }
    }
}
