package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A search is saved in a real browser, as a report, an alert and a panel, and found again: by the page that is loaded
/// anew, after the configuration was read again, and after the server was restarted.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class SavingIT extends BrowserTests {
    private static final String QUERY =
            "index=genops_ai genops.team=support | stats count by genops.cost.model | sort - count";

    private Path config = Path.of("");

    @Override
    ScreenServer serve(Path folder) throws Exception {
        config = folder.resolve("config");
        return ScreenServer.startWith(
                folder, Map.of("dashboards/own.xml", "<dashboard><label>Own</label></dashboard>"));
    }

    /// Searches, opens the dialog, gives it a name and a reason, and writes.
    private void save(String kind, String name, String file) {
        go("/search?earliest=-30d&q=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8));
        page.awaitText("gpt-4-turbo");
        page.await("!document.querySelector('.searching, .refreshing')");
        page.click("Save");
        page.await("document.querySelector('.menu')");
        page.evaluate("[...document.querySelectorAll('.menu button')].find(e => e.innerText.startsWith("
                + Page.quoted(kind) + ")).click()");
        page.await("document.querySelector('dialog')?.open");
        page.evaluate("document.querySelector('dialog input').select()");
        page.type(name);
        page.await("document.querySelector('.write-alert input')");
        page.evaluate("document.querySelector('.write-alert input').focus()");
        page.type("to have it at hand");
        page.click("Write " + file);
        page.awaitText("Written as change");
        assertThat(config.resolve(file)).exists();
    }

    @Test
    @Order(1)
    void aSearchIsSavedAsAReport() {
        save("Report", "Models of support", "searches/models-of-support/savedsearches.conf");
    }

    @Test
    @Order(1)
    void aSearchIsSavedAsAnAlert() throws Exception {
        save("Alert", "Many models", "alerts/many-models.yaml");
        assertThat(Axe.violations(page)).isEmpty();
        page.click("Open the alert");
        page.await("location.pathname === '/alerts/many-models'");
        page.click("Test now");
        page.awaitText("It would fire");
    }

    @Test
    @Order(1)
    void aSearchIsSavedAsAPanelOfADashboard() {
        save("Dashboard panel", "Support by model", "dashboards/support-by-model.xml");
        page.click("Open the dashboard");
        page.await("location.pathname === '/dashboards/support-by-model'");
        page.awaitText("gpt-4-turbo");
    }

    @Test
    @Order(2)
    void aNameThatIsTakenIsToldAndNothingIsOverwritten() throws Exception {
        Path file = config.resolve("dashboards/own.xml");
        String before = Files.readString(file);
        go("/search?q=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8));
        page.awaitText("gpt-4-turbo");
        page.click("Save");
        page.evaluate("[...document.querySelectorAll('.menu button')].at(-1).click()");
        page.await("document.querySelector('.write-alert input')");
        page.evaluate("document.querySelector('dialog input').select()");
        page.type("Own");
        page.evaluate("document.querySelector('.write-alert input').focus()");
        page.type("mine");
        page.click("Write dashboards/own.xml");
        page.awaitText("dashboards/own.xml is there already");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    /// All three, as somebody finds them who did not save them.
    private void foundAgain() {
        go("/search");
        page.click("Reports");
        page.awaitText("Models of support");
        page.evaluate("[...document.querySelectorAll('.history button')]"
                + ".find(e => e.innerText.includes('Models of support')).click()");
        page.await("new URLSearchParams(location.search).get('q') === " + Page.quoted(QUERY)
                + " && new URLSearchParams(location.search).get('earliest') === '-30d'");
        page.awaitText("gpt-4-turbo");
        go("/search?q=" + URLEncoder.encode("| savedsearch \"Models of support\"", StandardCharsets.UTF_8));
        page.awaitText("gpt-4-turbo");
        go("/alerts");
        page.click("a[href='/alerts/many-models']");
        page.awaitText("Open its search");
        go("/dashboards");
        page.click("a[href='/dashboards/support-by-model']");
        page.awaitText("gpt-4-turbo");
    }

    @Test
    @Order(3)
    void allAreFoundAgainByAPageThatIsLoadedAnew() {
        foundAgain();
    }

    @Test
    @Order(4)
    void allAreFoundAgainAfterTheConfigurationWasReadAgain() throws Exception {
        server.genops.post("/api/reload", "{}");
        foundAgain();
    }

    @Test
    @Order(5)
    void allAreFoundAgainAfterARestart() throws Exception {
        server.restart(() -> {});
        foundAgain();
    }

    @Test
    @Order(6)
    void theReportIsCompletedByItsName() {
        go("/search");
        page.click("textarea");
        page.type("| savedsearch Mod");
        page.await("[...document.querySelectorAll('.offer-name')].some(e => e.textContent === 'Models of support')");
        page.key("Tab");
        assertThat(page.evaluate("document.querySelector('textarea').value").asText())
                .isEqualTo("| savedsearch \"Models of support\"");
        page.key("Enter");
        page.awaitText("gpt-4-turbo");
    }

    @Test
    @Order(7)
    void axeFindsNothingInTheListsAndDialogs() throws Exception {
        go("/search");
        page.click("Reports");
        page.awaitText("Models of support");
        axeFindsNothing("reports");
        phone();
        go("/search?q=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8));
        nothingOverflows("search");
        page.click("Reports");
        page.awaitText("Models of support");
        nothingOverflows("reports");
    }
}
