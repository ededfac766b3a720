package ai.genops.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A page of [Chromium]: goes somewhere, waits for something, clicks and types as a person would.
final class Page {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final Map<String, Integer> KEYS =
            Map.of("Enter", 13, "Tab", 9, "Escape", 27, "ArrowDown", 40, "ArrowUp", 38, "Backspace", 8, " ", 32);

    private static final int WEBP_QUALITY = 82;

    private final Chromium browser;
    private final String session;
    /// Errors that the console has shown, and exceptions nobody caught.
    final List<String> errors = new CopyOnWriteArrayList<>();

    Page(Chromium browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    void begin() {
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
        // Of several pages that are open only one would take the keys.
        send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        size(1440, 900, 1);
    }

    void onEvent(JsonNode event) {
        JsonNode parameters = event.get("params");
        switch (event.get("method").asText()) {
            case "Runtime.exceptionThrown" ->
                errors.add(parameters.get("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (parameters.get("type").asText().equals("error")) {
                    errors.add(parameters.get("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (parameters.get("entry").get("level").asText().equals("error")) {
                    errors.add(parameters.get("entry").toString());
                }
            }
            default -> {
                // Of no interest.
            }
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return browser.send(session, method, parameters);
    }

    void size(int width, int height, double scale) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", width < 600));
    }

    /// The system's choice, `light` or `dark`.
    void scheme(String scheme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /// Runs a script in every document before its own ones.
    void atEveryStart(String script) {
        send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /// From now on everything is fetched.
    void withoutCache() {
        send("Network.enable", Map.of());
        send("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    void go(URI address) {
        evaluate("globalThis.leaving = true");
        send("Page.navigate", Map.of("url", address.toString()));
        await("!globalThis.leaving && document.readyState === 'complete'");
    }

    /// What an expression gives; a promise is waited for.
    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /// Waits until an expression is true.
    void await(String expression) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!isTrue(expression)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "never true: " + expression + "\nthe page shows:\n" + text() + "\nerrors: " + errors);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isTrue(String expression) {
        try {
            return evaluate("Boolean(" + expression + ")").asBoolean();
        } catch (IllegalStateException e) {
            return false; // between two documents there is none
        }
    }

    void awaitText(String text) {
        await("document.body.innerText.includes(" + quoted(text) + ")");
    }

    String text() {
        return evaluate("document.body.innerText").asText();
    }

    /// Clicks in the middle of what a selector finds, or of the button or link with such a text or name: of its first
    /// line, and not before it has stood still for a frame with nothing over it.
    void click(String what) {
        for (int i = 0; i < 3; i++) {
            if (hits(what)) {
                return;
            }
        }
        throw new IllegalStateException("`" + what + "` moves away from the mouse");
    }

    /// Clicks where it stands, and says whether it was hit: what is drawn meanwhile may have moved it.
    private boolean hits(String what) {
        String find = "globalThis.found = (() => { const what = " + quoted(what) + ";"
                + "if (/^[#.\\[a-z]/.test(what)) { try { const e = document.querySelector(what); if (e) return e; } catch { } }"
                + "return [...document.querySelectorAll('button,a,summary')].find(e => e.checkVisibility() &&"
                + "(e.innerText.trim() === what || e.getAttribute('aria-label') === what)); })()";
        await("(() => { " + find + "; return found && !found.disabled; })()");
        JsonNode box = evaluate("(async () => { const at = () => (r => [r.left + r.width / 2, r.top + r.height / 2])"
                + "(found.getClientRects()[0] ?? found.getBoundingClientRect());"
                + "found.scrollIntoView({block: 'center'}); let before = []; let now = at();"
                + "for (let i = 0; i < 30 && (String(before) !== String(now)"
                + "|| !found.contains(document.elementFromPoint(...now))); i++) {"
                + "before = now; await new Promise(requestAnimationFrame); now = at(); }"
                + "globalThis.missed = true;"
                + "found.addEventListener('click', () => globalThis.missed = false, {once: true, capture: true});"
                + "return now; })()");
        double x = box.get(0).asDouble();
        double y = box.get(1).asDouble();
        mouse("mouseMoved", x, y);
        mouse("mousePressed", x, y);
        mouse("mouseReleased", x, y);
        return !isTrue("globalThis.missed === true && found.isConnected");
    }

    /// Drags from one point to another, in pixels of the window.
    void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mouseMoved", fromX, fromY);
        mouse("mousePressed", fromX, fromY);
        mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2);
        mouse("mouseMoved", toX, toY);
        mouse("mouseReleased", toX, toY);
    }

    private void mouse(String type, double x, double y) {
        send("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }

    /// Types into what has the focus.
    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /// Presses a key by its name.
    void key(String key) {
        key(key, 0);
    }

    /// @param modifiers 1 Alt, 2 Ctrl, 4 Meta, 8 Shift
    void key(String key, int modifiers) {
        int code = KEYS.getOrDefault(key, (int) key.charAt(0));
        String text = key.equals("Enter") ? "\r" : key.length() == 1 && modifiers == 0 ? key : "";
        Map<String, Object> down = Map.of(
                "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
                "key", key,
                "code", key.equals(" ") ? "Space" : key,
                "windowsVirtualKeyCode", code,
                "modifiers", modifiers,
                "text", text);
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    /// What the window shows, in WebP.
    void screenshot(Path file) throws IOException {
        JsonNode answer = send("Page.captureScreenshot", Map.of("format", "webp", "quality", WEBP_QUALITY));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
