package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Events as they arrive, in a real browser.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class LiveTailIT extends BrowserTests {
    /// As many as the page keeps.
    private static final int KEPT = 200;

    private int sent;

    private void live(String query) {
        page.go(server.genops.api(
                "/search?live=1&q=" + java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8)));
        page.awaitText("Waiting for events");
        page.await("document.querySelector('.live-tail .state')?.innerText.includes('Live')");
    }

    private void send(String name, int count) throws Exception {
        String spans = IntStream.range(0, count)
                .mapToObj(i -> "{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"name\":%s,"
                                .formatted(sent + i + 1, sent + i + 1, Page.quoted(name))
                        + "\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}")
                .collect(Collectors.joining(","));
        sent += count;
        String body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
        try (var http = Genops.http()) {
            var request = HttpRequest.newBuilder(server.genops.otlp("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private int shown() {
        return page.evaluate("document.querySelectorAll('.live-tail .event').length")
                .asInt();
    }

    @Test
    void whatTheConditionHoldsForAppearsMarkedAndStaysWhilePaused() throws Exception {
        live("name=apple* OR pear");
        send("apple pie", 3);
        send("plum", 3);
        page.await("document.querySelectorAll('.live-tail .event').length === 3");
        assertThat(page.evaluate("document.querySelector('.live-tail mark').innerText")
                        .asText())
                .isEqualTo("apple");
        page.click("Pause");
        page.awaitText("Paused");
        send("pear", 2);
        Thread.sleep(1_000); // as long as several messages take
        assertThat(shown()).isEqualTo(3);
        page.click("Go on");
        page.await("document.querySelectorAll('.live-tail .event').length === 5");
        page.awaitText("5 events since you began");
    }

    @Test
    void moreThanAnybodyCanReadIsSampledSaysSoAndLeavesThePageAlive() throws Exception {
        live("");
        page.evaluate("globalThis.frames = 0, (function frame() { frames++; requestAnimationFrame(frame); })()");
        // A message, four times a second, shows 25: however fast these are taken, they have to last for some.
        for (int i = 0; i < 50 && shown() < KEPT; i++) {
            send("flood", 2_000);
            Thread.sleep(250);
        }
        assertThat(shown()).isEqualTo(KEPT);
        page.awaitText("More come than anybody can read");
        page.awaitText("events since you began");
        int before = page.evaluate("frames").asInt();
        page.await("frames > " + (before + 10));
        page.evaluate("document.querySelector('.live-tail .event-head').click()");
        page.await("document.querySelector('.live-tail .event.open')");
    }

    @Test
    void arrowsTellHowMuchGoesAlongThem() throws Exception {
        go("/pipelines");
        String labels = "document.querySelectorAll('.edge-label').length";
        for (int i = 0; i < 20 && page.evaluate(labels).asInt() < 2; i++) {
            send("chat", 100);
            Thread.sleep(500);
        }
        assertThat(page.evaluate("[...document.querySelectorAll('.edge-label')].map(e => e.textContent).join(' ')")
                        .asText())
                .matches("([\\d,.]+/s ?)+");
    }

    @Test
    void aHostileEventIsShownAsText() throws Exception {
        live("");
        send(ScreenServer.HARM, 1);
        page.await("document.querySelector('.live-tail .event-name')?.textContent.includes('<img')");
        assertThat(page.evaluate("String(globalThis.harmed)").asText()).isEqualTo("undefined");
    }

    @Test
    void aWrongSearchIsAnsweredWithItsPlace() {
        page.go(server.genops.api("/search?live=1&q=" + "earliest%3D-1h%20x"));
        page.awaitText("live events are those that arrive now");
        page.await("document.querySelector('.t-fault')");
        page.errors.removeIf(error -> error.contains("400"));
    }

    @Test
    void itEndsWhenThePageIsLeft() throws Exception {
        for (int i = 0; i < 10; i++) { // more than there may be at a time
            live("name=apple");
            page.evaluate(
                    "[...document.querySelectorAll('.sidebar a')].find(e => e.innerText.trim() === 'Traces').click()");
            page.await("document.querySelector('h1')?.innerText === 'Traces'");
        }
    }

    @Test
    void axeFindsNothingAndNothingOverflows() throws Exception {
        live("name=apple* | stats count");
        send("apple", 5);
        page.await("document.querySelector('.live-tail .event')");
        axeFindsNothing("");
        phone();
        nothingOverflows("");
    }
}
