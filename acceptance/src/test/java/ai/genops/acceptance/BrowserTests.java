package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser: a server with the demo's history, Chromium, a fresh page for each test, and after it
/// nothing on the console that the test did not expect. Where there is no Chromium the tests are skipped and say so.
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrowserTests {
    private static final int PHONE = 390;

    ScreenServer server;
    Chromium chromium;
    Page page;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Chromium.installed() != null, "SKIPPED: there is no Chromium for the page's tests");
        server = serve(folder);
        chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")));
    }

    /// The server that is looked at.
    ScreenServer serve(Path folder) throws Exception {
        return ScreenServer.start(folder);
    }

    /// What is true of a page that has all it shows.
    String loaded() {
        return "document.querySelector('h1') && !document.querySelector('.skeleton, .waiting')";
    }

    /// Whether an error on the console belongs to what the tests do.
    boolean isExpected(String error) {
        return false;
    }

    @AfterAll
    void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        page = chromium.page();
    }

    @AfterEach
    void nothingElseWasComplainedAbout() {
        assertThat(page.errors).allMatch(this::isExpected);
    }

    void go(String address) {
        page.go(server.genops.api(address));
        page.await(loaded());
    }

    /// Writes another text into a pipeline's preview, as somebody does, and asks for the preview by the keyboard.
    void change(String from, String to) {
        page.evaluate("(a => { const next = a.value.replace(" + Page.quoted(from) + ", " + Page.quoted(to) + ");"
                + "Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(a, next);"
                + "a.dispatchEvent(new Event('input', {bubbles: true})); a.focus(); })"
                + "(document.querySelector('.yaml textarea'))");
        page.awaitText("changed, in this browser only");
        page.key("Enter", 2);
    }

    /// What an expression over `m`, one of the page's own modules, gives in the browser.
    JsonNode module(String name, String expression) {
        String folder = "new URL(document.querySelector('script[type=module]').src).pathname.replace('app.js', '')";
        return page.evaluate("import(" + folder + " + '" + name + ".js').then(m => " + expression + ")");
    }

    /// In both schemes.
    void axeFindsNothingAt(List<String> addresses) throws Exception {
        for (String address : addresses) {
            go(address);
            axeFindsNothing(address);
        }
    }

    /// In both schemes, with the page as it is now.
    void axeFindsNothing(String where) throws Exception {
        for (String scheme : List.of("light", "dark")) {
            page.scheme(scheme);
            assertThat(Axe.violations(page)).as(where + " " + scheme).isEmpty();
        }
    }

    void nothingOverflowsOnAPhone(List<String> addresses) {
        phone();
        for (String address : addresses) {
            go(address);
            nothingOverflows(address);
        }
    }

    void phone() {
        page.size(PHONE, 844, 1);
    }

    void nothingOverflows(String where) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        .asInt())
                .as(where)
                .isLessThanOrEqualTo(0);
    }

    /// That nothing an event held became more than text.
    void nobodyWasHarmed(String where) {
        assertThat(page.evaluate("String(globalThis.harmed)").asText())
                .as(where)
                .isEqualTo("undefined");
        assertThat(page.evaluate("document.querySelectorAll('main img, main script, main b b').length")
                        .asInt())
                .as(where)
                .isZero();
    }
}
