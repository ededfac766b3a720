package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A change of a pipeline is estimated, made and taken back in a real browser.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ApplyIT extends BrowserTests {
    private static final String PREVIEW = "/pipelines/genops-cost-governance?view=preview";
    private static final String DONE =
            "document.querySelector('[aria-busy=false]') && !document.querySelector('.skeleton')";
    private static final String APPLICABLE =
            "[...document.querySelectorAll('button')].some(e => e.innerText.trim() === 'Apply …' && !e.disabled)";

    private Path file = Path.of("");
    private String shipped = "";

    @Override
    ScreenServer serve(Path folder) throws Exception {
        ScreenServer own = ScreenServer.startWith(
                folder, Map.of("dashboards/own.xml", "<dashboard><label>Own</label></dashboard>"));
        file = folder.resolve("config/pipelines/1-cost-governance.yaml");
        shipped = Files.readString(file);
        return own;
    }

    @BeforeEach
    void preview() throws Exception {
        Files.writeString(file, shipped);
        page.go(server.genops.api(PREVIEW));
        page.await(DONE);
    }

    /// Answers the question for the reason by the keyboard.
    private void because(String reason) {
        page.await("document.querySelector('dialog input') === document.activeElement");
        page.type(reason);
        page.key("Enter");
    }

    private void apply(String reason) {
        page.await(APPLICABLE);
        page.click("Apply …");
        because(reason);
    }

    @Test
    void aChangeIsAppliedWithItsReasonAndUndone() throws Exception {
        change("description: Route", "description: Way");
        apply("a clearer word");
        page.awaitText("Applied as change");
        assertThat(Files.readString(file)).isEqualTo(shipped.replace("description: Route", "description: Way"));
        page.awaitText("a clearer word");
        page.await("document.querySelector('.changes .badge.good')?.innerText === 'in force'");
        page.evaluate("document.querySelector('.changes button').click()");
        page.await("document.querySelector('.changes .came')?.innerText.includes('description: Way')");
        page.evaluate("[...document.querySelectorAll('.changes button')].find(e => e.innerText === 'Undo').click()");
        because("it was good enough");
        page.awaitText("is undone, by change");
        assertThat(Files.readString(file)).isEqualTo(shipped);
        page.await("document.querySelector('.yaml textarea').value.includes('description: Route')");
        assertThat(server.genops
                        .run("pipeline", "history", "--port-offset", "" + server.genops.offset)
                        .out())
                .contains("local: it was good enough", "screen as local");
    }

    @Test
    void whatSomebodyChangedMeanwhileIsShownAndNotOverwritten() throws Exception {
        change("description: Route", "description: Way");
        page.await(APPLICABLE);
        page.click("Apply …");
        Files.writeString(file, shipped + "# by hand\n");
        because("mine");
        page.awaitText("The file has changed on the server since you opened it");
        page.await("document.querySelector('.conflict .came')?.innerText.includes('# by hand')");
        assertThat(Files.readString(file)).endsWith("# by hand\n");
        assertThat(Axe.violations(page)).isEmpty();
        page.click("Keep my text");
        apply("mine, knowingly");
        page.awaitText("Applied as change");
        assertThat(Files.readString(file)).doesNotContain("# by hand").contains("description: Way");
    }

    @Test
    void whatWouldBeWrongElsewhereIsToldAndNotWritten() throws Exception {
        change("description: Route", "description: Way");
        page.await(APPLICABLE);
        page.click("Apply …");
        Path other = file.resolveSibling("2-policy-compliance.yaml");
        String good = Files.readString(other);
        Files.writeString(other, good.replace("type: eval", "type: evul"));
        try {
            because("mine");
            page.awaitText("Nothing was written: the configuration would have errors.");
            page.awaitText("pipelines/2-policy-compliance.yaml, line");
            assertThat(Files.readString(file)).isEqualTo(shipped);
        } finally {
            Files.writeString(other, good);
        }
    }

    @Test
    void theLastHourIsEstimatedForBoth() {
        change("attributes['genops.cost.total'] != null", "attributes['genops.cost.total'] > 0.01");
        page.await(APPLICABLE);
        page.click("Estimate");
        page.await("document.querySelector('[aria-label=\"Over the last hour\"] table')");
        String lake = "[...document.querySelectorAll('[aria-label=\"Over the last hour\"] tr')]"
                + ".find(e => e.innerText.includes('cribl_lake')).innerText";
        assertThat(page.evaluate(lake).asText()).containsPattern("[0-9,]+ →\\s+[0-9,]+\\s+−");
        assertThat(page.text()).containsPattern("19 of 20 cases|: exact");
    }

    @Test
    void axeFindsNothingAndNothingOverflows() throws Exception {
        change("description: Route", "description: Way");
        apply("to look at");
        page.awaitText("Applied as change");
        page.click("Estimate");
        page.await("document.querySelector('[aria-label=\"Over the last hour\"] table')");
        page.evaluate("document.querySelector('.changes button').click()");
        page.await("document.querySelector('.changes .came')");
        axeFindsNothing("");
        phone();
        nothingOverflows("");
    }
}
