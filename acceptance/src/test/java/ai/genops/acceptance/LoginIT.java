package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Who may look at the page where the server asks for a token.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class LoginIT extends BrowserTests {
    private static final String ROLES = "roles:\n  - {name: analyst, indexes: [genops_ai]}\n";

    @Override
    ScreenServer serve(Path folder) throws Exception {
        return ScreenServer.startWith(folder, Map.of("access.yaml", ROLES));
    }

    /// Whoever is not logged in is refused, and so is a wrong token.
    @Override
    boolean isExpected(String error) {
        return error.contains("401 (Unauthorized)");
    }

    private String token(String user, String role) throws Exception {
        return server.genops
                .post("/api/tokens", "{\"user\": \"" + user + "\", \"roles\": \"" + role + "\"}")
                .toString();
    }

    private static String secret(String made) {
        return made.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private void logIn(String token) {
        page.await("document.activeElement.name === 'token'");
        page.type(token);
        page.key("Enter");
    }

    /// Waits until a page is offered: before anyone knows who looks there are only places kept for all of them.
    private void awaitPage(String path) {
        page.await("(nav => nav.querySelector('a[href=\"" + path + "\"]') && !nav.querySelector('.kept'))"
                + "(document.querySelector('[aria-label=Pages]'))");
    }

    private void logOut(String user) {
        page.click("Log out " + user);
        page.awaitText("Log in to GenOps");
    }

    @Test
    void aTokenLogsInToWhereOneWantedToBe() throws Exception {
        go("/policies?earliest=-4h");
        page.awaitText("Log in to GenOps");
        assertThat(Axe.violations(page)).isEmpty();
        logIn("gno_wrong");
        page.awaitText("this is no token that counts");
        page.evaluate("document.querySelector('input[name=token]').select()");
        logIn(secret(token("ann", "analyst")));
        page.awaitText("By policy");
        assertThat(page.evaluate("location.pathname + location.search").asText())
                .isEqualTo("/policies?earliest=-4h");
        assertThat(page.evaluate("document.cookie").asText()).isEmpty();
        logOut("ann");
        go("/policies");
        page.awaitText("Log in to GenOps");
    }

    @Test
    void whatARoleMayNotDoIsNotOffered() throws Exception {
        go("/");
        logIn(secret(token("ann", "analyst")));
        awaitPage("/policies");
        for (String hidden : new String[] {"/alerts", "/audit", "/indexes", "/tokens"}) {
            assertThat(page.evaluate("document.querySelector('[aria-label=Pages] a[href=\"" + hidden + "\"]')")
                            .isNull())
                    .as(hidden)
                    .isTrue();
        }
        go("/alerts");
        page.awaitText("“Alerts” is not for ann");
        go("/destinations/prometheus_remote_write");
        page.awaitText("What became of its events");
        assertThat(page.text()).doesNotContain("Pause", "Send all again");
        go("/pipelines/genops-cost-governance");
        page.awaitText("Time per event");
        assertThat(page.text()).doesNotContain("Preview a change");
        logOut("ann");
        logIn(secret(token("root", "admin")));
        awaitPage("/tokens");
        logOut("root");
    }

    @Test
    void aSessionThatEndsUnderThePageIsBegunAgainWhereOneWas() throws Exception {
        String first = token("ann", "analyst");
        go("/search");
        logIn(secret(first));
        page.await("document.querySelector('textarea')");
        page.click("textarea");
        page.type("index=genops_ai | head 3");
        server.genops.post("/api/tokens/" + first.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1") + "/disable", "{}");
        page.key("Enter");
        page.awaitText("Your session has ended");
        page.key("Escape");
        logIn(secret(token("ann", "analyst")));
        page.await("!document.querySelector('dialog')");
        assertThat(page.evaluate("document.querySelector('textarea').value").asText())
                .isEqualTo("index=genops_ai | head 3");
        page.click("[aria-label='Pages'] a[href='/policies']");
        page.awaitText("By policy");
        logOut("ann");
    }

    @Test
    void aLinkLogsInOnce() throws Exception {
        String path = server.genops.post("/api/session/link", "{}").get("path").asText();
        page.go(server.genops.api(path));
        awaitPage("/tokens");
        assertThat(page.evaluate("location.pathname").asText()).isEqualTo("/");
        logOut("admin");
    }
}
