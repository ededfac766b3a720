package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What takes long, in a real browser: it tells how far it is and what it has so far, and can be ended.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ProgressIT extends BrowserTests {
    /// Some seconds of work on the demo's history, and a first preview within one.
    private static final String LONG =
            "index=genops_ai | eval n=mvrange(0, 4000) | mvexpand n | stats count dc(trace_id) as traces by n";

    private static String search(String query) {
        return "/search?earliest=-4h&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Test
    void aLongSearchShowsAPreviewAndHowFarItIsAndIsStopped() throws Exception {
        page.go(server.genops.api(search(LONG)));
        page.await("document.querySelector('.counted')?.innerText.startsWith('Preview')");
        page.await("document.querySelector('progress.searching')?.value > 0");
        page.await("document.querySelectorAll('.outcome tbody tr').length > 0");
        assertThat(page.evaluate("document.querySelector('.counted').innerText").asText())
                .matches("Preview of what came since .+ · about [0-9]+% done");
        assertThat(Axe.violations(page)).isEmpty();
        page.click("Cancel");
        page.awaitText("The server has stopped this search.");
        awaitNoJob();
    }

    @Test
    void aSearchThatIsLeftIsStoppedToo() throws Exception {
        page.go(server.genops.api(search(LONG)));
        page.await("document.querySelector('.counted')?.innerText.startsWith('Preview')");
        page.go(server.genops.api("/budgets"));
        page.await(loaded());
        awaitNoJob();
    }

    private void awaitNoJob() throws Exception {
        JsonNode jobs = server.genops.get("/api/jobs").get("jobs");
        for (int i = 0; i < 100 && !jobs.isEmpty(); i++) {
            Thread.sleep(50);
            jobs = server.genops.get("/api/jobs").get("jobs");
        }
        assertThat(jobs).isEmpty();
    }

    /// Opens a destination's page with all its parts, those for administrators included.
    private void look(String destination) {
        go("/destinations/" + destination);
        page.awaitText("Nothing was replayed to it yet");
        page.await(loaded());
    }

    @Test
    void aReplayIsCountedFirstThenSentAndShownUntilItIsDone() throws Exception {
        look("cribl_lake");
        page.click("Count");
        page.awaitText("would be sent to cribl_lake");
        assertThat(server.genops.get("/api/replays")).isEmpty();
        String counted = page.evaluate("document.querySelector('.counted-replay b').innerText")
                .asText();
        String button = page.evaluate("document.querySelector('.counted-replay button').innerText")
                .asText();
        assertThat(button).isEqualTo("Send " + counted.replaceFirst(",[^,]*$", "") + " again");
        axeFindsNothing("counted");
        page.click(".counted-replay button");
        page.await("document.querySelector('.replays')?.innerText.includes('Replay 1')");
        page.await("document.querySelector('.replays .badge').innerText === 'done'");
        phone();
        nothingOverflows("replays");
        go("/audit");
        page.awaitText("began a replay");
        page.awaitText("counted what a replay would send");
    }

    @Test
    void whatCannotBeReplayedIsSaid() {
        look("prometheus_remote_write");
        page.click("Count");
        page.await("document.querySelector('[aria-label=Replay] .fault')");
        assertThat(page.evaluate("document.querySelector('[aria-label=Replay] .fault').innerText")
                        .asText())
                .contains("add");
        assertThat(page.errors).hasSize(1).allMatch(error -> error.contains("400 (Bad Request)"));
        page.errors.clear();
    }
}
