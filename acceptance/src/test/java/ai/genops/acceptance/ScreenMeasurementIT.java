package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures the page in a real browser and prints what it finds: `benchmarks/screen`.
@EnabledIfSystemProperty(named = "genops.figures", matches = ".+", disabledReason = "measures when asked to")
class ScreenMeasurementIT {
    /// A folder with `data` (a lake that LakeFill filled) and `config` (with the dashboard `ten`).
    private static final Path FOLDER = Path.of(System.getProperty("genops.figures", ""));

    private static final int LOADS = 7;
    private static final int SECONDS = 20;
    private static final int PER_SECOND = 5_000;
    private static final int PER_REQUEST = 100;

    /// Notes at every frame whether the page has what it shows, the longest time between two frames, and tasks that
    /// block longer than 50 ms (W3C, Long Tasks).
    private static final String WATCH = """
            globalThis.seen = {last: performance.now(), longest: 0, frames: 0, tasks: [], whole: null};
            new PerformanceObserver(list => seen.tasks.push(...list.getEntries().map(e => Math.round(e.duration))))
              .observe({type: 'longtask', buffered: true});
            requestAnimationFrame(function frame(now) {
              seen.longest = Math.max(seen.longest, now - seen.last); seen.last = now; seen.frames++;
              const whole = document.querySelector('h1') && !document.querySelector('.skeleton, .waiting, .refreshing')
                && document.querySelector('%s');
              seen.whole = whole ? seen.whole ?? performance.now() : null;
              requestAnimationFrame(frame);
            });""";

    @SuppressWarnings("AnnotateFormatMethod") // no dependency for one annotation
    private static void tell(String format, Object... values) {
        System.out.println("FIGURE: " + String.format(Locale.ROOT, format, values));
    }

    /// When a page that is opened has had all it shows for half a second, in milliseconds since it was asked for.
    private static double whole(Page page, Genops genops, String address) {
        page.go(genops.api(address));
        page.await("seen.whole !== null && performance.now() - seen.whole > 500");
        return page.evaluate("seen.whole").asDouble();
    }

    private static String told(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.0f ms (of %d: %.0f to %.0f)",
                sorted.get(sorted.size() / 2),
                sorted.size(),
                sorted.getFirst(),
                sorted.getLast());
    }

    @Test
    void firstLoadAndLiveTail(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Chromium.installed() != null, "SKIPPED: there is no Chromium");
        var genops = new Genops(folder.resolve("data"));
        try (var server = genops.up("--demo=history");
                var chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")))) {
            server.await("history is in");
            firstLoad(chromium, genops);
            liveTail(chromium, genops);
        }
    }

    private static void firstLoad(Chromium chromium, Genops genops) {
        List<Double> frames = new ArrayList<>();
        List<Double> figures = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < LOADS; i++) {
            Page page = chromium.page();
            page.withoutCache();
            page.atEveryStart(WATCH.formatted("[aria-label=\"This month\"] .kpi-value"));
            figures.add(whole(page, genops, "/"));
            frames.add(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                    .asDouble());
            bytes = page.evaluate(
                            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                                    + ".filter(e => !new URL(e.name).pathname.startsWith('/api/')).reduce((sum, e) => sum + e.transferSize, 0)")
                    .asLong();
            assertThat(page.errors).isEmpty();
        }
        tell("first load: %,d bytes with headers, as sent", bytes);
        tell("first load: something to read after %s", told(frames));
        tell("first load: all figures of the home page after %s", told(figures));
    }

    private static void liveTail(Chromium chromium, Genops genops) throws Exception {
        Page page = chromium.page();
        page.atEveryStart(WATCH.formatted("body"));
        page.go(genops.api("/search?live=1"));
        page.await("document.querySelector('.live-tail .state')?.innerText.includes('Live')");
        page.evaluate("seen.longest = 0, seen.frames = 0, seen.tasks = [], globalThis.begun = performance.now()");
        long sent = send(genops);
        JsonNode seen = page.evaluate("({...seen, took: (performance.now() - begun) / 1000})");
        page.awaitText("More come than anybody can read");
        double second = seen.get("frames").asDouble() / seen.get("took").asDouble();
        tell("live tail: %,d events in %d s", sent, SECONDS);
        tell(
                "live tail: %.0f frames a second, the longest time between two %.0f ms, %d tasks above 50 ms %s",
                second, seen.get("longest").asDouble(), seen.get("tasks").size(), seen.get("tasks"));
        tell(
                "live tail: the page says: %s",
                page.evaluate("document.querySelector('.live-tail .counted').innerText + ' · '"
                                + " + document.querySelector('.live-tail .note').innerText")
                        .asText()
                        .replace('\n', ' '));
        assertThat(page.errors).isEmpty();
    }

    /// At an even rate; returns how many.
    private static long send(Genops genops) throws Exception {
        long begun = System.nanoTime();
        long sent = 0;
        try (HttpClient http = Genops.http()) {
            while (sent < (long) SECONDS * PER_SECOND) {
                var request = HttpRequest.newBuilder(genops.otlp("/v1/traces"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(spans(sent)))
                        .build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
                sent += PER_REQUEST;
                long due = begun + sent * 1_000_000_000 / PER_SECOND - System.nanoTime();
                if (due > 0) {
                    Thread.sleep(due / 1_000_000, (int) (due % 1_000_000));
                }
            }
        }
        return sent;
    }

    private static String spans(long from) {
        long now = System.currentTimeMillis();
        String spans = IntStream.range(0, PER_REQUEST)
                .mapToObj(
                        i -> """
                        {"traceId":"%032x","spanId":"%016x","name":"chat.answer","kind":3,"startTimeUnixNano":"%d000000",
                        "endTimeUnixNano":"%d000000","attributes":[
                        {"key":"genops.team","value":{"stringValue":"team-%d"}},
                        {"key":"genops.customer_id","value":{"stringValue":"customer-%d"}},
                        {"key":"genops.cost.model","value":{"stringValue":"gpt-4-turbo"}},
                        {"key":"genops.cost.total","value":{"doubleValue":0.0%d}},
                        {"key":"genops.tokens.input","value":{"intValue":"%d"}},
                        {"key":"genops.tokens.output","value":{"intValue":"%d"}}]}""".formatted(from + i + 1, from + i + 1, now, now + i, i % 5, i, 1 + i, 100 + i, 10 + i))
                .collect(Collectors.joining(","));
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
    }

    @Test
    void aDashboardOfTenPanels(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Chromium.installed() != null, "SKIPPED: there is no Chromium");
        Assumptions.assumeTrue(Files.isDirectory(FOLDER.resolve("data")), "SKIPPED: no lake was filled");
        var genops = new Genops(FOLDER.resolve("data").toAbsolutePath());
        try (var _ = genops.up(
                        "--config", FOLDER.resolve("config").toAbsolutePath().toString());
                var chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")))) {
            genops.takeToken();
            long events =
                    genops.rows("index=genops_ai | stats count").get(0).get(0).asLong();
            Page page = chromium.page();
            page.atEveryStart(WATCH.formatted(".panel:nth-child(2) table"));
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < LOADS; i++) {
                times.add(whole(page, genops, "/dashboards/ten"));
                tell("ten panels on %,d events: load %d after %.0f ms", events, i + 1, times.getLast());
            }
            assertThat(page.evaluate("document.querySelectorAll('.panel').length")
                            .asInt())
                    .isEqualTo(10);
            assertThat(page.evaluate("document.querySelectorAll('.fault').length")
                            .asInt())
                    .isZero();
            tell("ten panels on %,d events: complete after %s", events, told(times));
            assertThat(page.errors).isEmpty();
        }
    }
}
