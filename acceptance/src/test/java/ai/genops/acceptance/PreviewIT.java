package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A change of a pipeline is looked at in a real browser before it is made.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class PreviewIT extends BrowserTests {
    private static final String PREVIEW = "/pipelines/genops-cost-governance?view=preview";

    @Override
    String loaded() {
        return "document.querySelector('[aria-busy=false]') && !document.querySelector('.skeleton')";
    }

    @Test
    void whatIsUnchangedPassesItsTestsAndDiffersNowhere() {
        page.go(server.genops.api("/pipelines/genops-cost-governance"));
        page.click("Preview a change");
        page.awaitText("All pass.");
        page.await(loaded());
        page.awaitText("parse_cost_attributes");
        assertThat(page.evaluate("document.querySelector('.preview-outcome .figure-row').innerText")
                        .asText())
                .contains("Would differ\n0");
        assertThat(page.evaluate("document.querySelector('.yaml textarea').value")
                        .asText())
                .startsWith("id: genops-cost-governance");
    }

    @Test
    void aChangeShowsWhoIsNotLetInAnyMoreWhatThatSavesAndWhichTestsFail() {
        go(PREVIEW);
        change("attributes['genops.cost.total'] != null", "attributes['genops.cost.total'] > 0.01");
        page.awaitText("passed → not let in");
        page.awaitText("of 8 fail");
        assertThat(page.evaluate("[...document.querySelectorAll('[aria-label=\"What leaves\"] tr')]"
                                + ".find(e => e.innerText.includes('cribl_lake')).innerText")
                        .asText())
                .containsPattern("[0-9]+ →\\s+[0-9]+")
                .contains("↓");
        page.evaluate("[...document.querySelectorAll('.event-picks button')]"
                + ".find(e => e.innerText.includes('passed → not let in')).click()");
        page.awaitText("Not let in:");
        page.awaitText("attributes['genops.cost.total'] > 0.01");
        page.click("Undo all");
        page.awaitText("All pass.");
    }

    @Test
    void whatIsWrongIsMarkedBesideItsLineAndToldInWords() {
        go(PREVIEW);
        change("type: eval", "type: evul");
        page.await("document.querySelector('.marked.bad .lens')");
        assertThat(page.evaluate("document.querySelector('.marked.bad').textContent")
                        .asText())
                .contains("type: evul", "`type` is `evul`, which is no processor");
        page.awaitText("pipelines/1-cost-governance.yaml, line 17, column 11:");
        page.awaitText("The draft has errors.");
        page.awaitText("Did you mean `eval`?");
    }

    @Test
    void theDraftIsTakenAlongAsAFile() {
        go(PREVIEW);
        change("description: Route", "description: Way");
        page.evaluate("URL.createObjectURL = blob => { globalThis.saved = blob; return 'blob:x'; };"
                + "HTMLAnchorElement.prototype.click = function() { globalThis.savedAs = this.download; }");
        page.click("Download");
        page.await("globalThis.savedAs === '1-cost-governance.yaml'");
        assertThat(page.evaluate("saved.text()").asText())
                .startsWith("id: genops-cost-governance\ndescription: Way GenOps");
    }

    @Test
    void aHostileEventIsShownAsText() {
        go(PREVIEW);
        page.await("[...document.querySelectorAll('.event-picks bdi')].some(e => e.textContent === "
                + Page.quoted(ScreenServer.HARM) + ")");
        page.evaluate("[...document.querySelectorAll('.event-picks button')].find(e => e.textContent.includes("
                + Page.quoted(ScreenServer.HARM) + ")).click()");
        page.await("document.querySelector('.way h3').textContent.includes(" + Page.quoted(ScreenServer.HARM) + ")");
        nobodyWasHarmed("a hostile value");
    }

    @Test
    void axeFindsNothingAndNothingOverflows() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            page.scheme(scheme);
            go(PREVIEW);
            assertThat(Axe.violations(page)).as(scheme).isEmpty();
            change("type: eval", "type: evul" + scheme);
            page.await("document.querySelector('.marked.bad .lens')");
            assertThat(Axe.violations(page)).as("errors, " + scheme).isEmpty();
        }
        nothingOverflowsOnAPhone(List.of(PREVIEW));
    }
}
