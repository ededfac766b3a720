package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Makes the pictures of the page, light and dark, with the demo's history: `./genops screenshots`.
@EnabledIfSystemProperty(named = "genops.screens", matches = ".+", disabledReason = "makes pictures when asked to")
class ScreenshotsIT {
    private static final Map<String, String> PAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("home", "/"),
            Map.entry("search", "/search?q=index%3Dgenops_ai%20genops.policy.result%3Dblocked"),
            Map.entry(
                    "chart",
                    "/search?earliest=-1h&q=index%3Dgenops_ai%20genops.cost.total%3D*%20%7C%20timechart%20span%3D1m%20sum(genops.cost.total)%20as%20cost%20by%20genops.team"),
            Map.entry("trace", "/trace/"),
            Map.entry("dashboard", "/dashboards/cost"),
            Map.entry("pipelines", "/pipelines"),
            Map.entry("preview", "/pipelines/genops-cost-governance?view=preview"),
            Map.entry("destinations", "/destinations"),
            Map.entry("alerts", "/alerts"),
            Map.entry("budgets", "/budgets"),
            Map.entry("policies", "/policies"),
            Map.entry("audit", "/audit"),
            Map.entry("prices", "/prices"),
            Map.entry("sources", "/sources"),
            Map.entry("indexes", "/indexes"),
            Map.entry("sourcetypes", "/sourcetypes"),
            Map.entry("lookups", "/lookups"),
            Map.entry("tokens", "/tokens"),
            Map.entry("alert", "/alerts/budget-threshold")));

    /// What a document can hold several of.
    private static final long MOST_BYTES = 150_000;

    @Test
    void picturesOfEveryPage(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Chromium.installed() != null, "SKIPPED: there is no Chromium");
        Path out = Files.createDirectories(Path.of("..").resolve(System.getProperty("genops.screens")));
        var genops = new Genops(folder.resolve("data"));
        try (var server = genops.up("--demo=history");
                var chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")))) {
            server.await("history is in");
            String dearest = genops.rows(
                            "index=genops_ai genops.cost.total=* | sort 1 - genops.cost.total | table trace_id")
                    .get(0)
                    .get(0)
                    .asText();
            for (String scheme : new String[] {"light", "dark"}) {
                for (var page : PAGES.entrySet()) {
                    String address = page.getValue().equals("/trace/") ? "/trace/" + dearest : page.getValue();
                    take(
                            chromium,
                            genops.api(address),
                            scheme,
                            1440,
                            out.resolve(page.getKey() + "-" + scheme + ".webp"));
                }
                take(chromium, genops.api("/"), scheme, 390, out.resolve("home-phone-" + scheme + ".webp"));
            }
        }
        try (var pictures = Files.list(out)) {
            assertThat(pictures)
                    .hasSize(2 * (PAGES.size() + 1))
                    .allMatch(file -> file.toFile().length() <= MOST_BYTES);
        }
    }

    private static void take(Chromium chromium, URI address, String scheme, int width, Path file) throws Exception {
        Page page = chromium.page();
        page.size(width, width < 600 ? 844 : 900, 1);
        page.scheme(scheme);
        page.go(address);
        page.await("document.querySelector('h1') && !document.querySelector('.skeleton, .waiting')");
        Thread.sleep(2500); // rates need two looks
        int height = page.evaluate("document.documentElement.scrollHeight").asInt();
        page.size(width, Math.min(Math.max(height, 900), width < 600 ? 1700 : 1300), 1); // what is fixed reaches down
        page.screenshot(file);
        assertThat(page.errors).isEmpty();
    }
}
