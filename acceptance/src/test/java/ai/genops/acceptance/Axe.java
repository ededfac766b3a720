package ai.genops.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Asks axe whether everybody can use a page.
final class Axe {
    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Axe() {}

    /// What it finds, a line each; empty if nothing.
    static String violations(Page page) throws IOException {
        try (var in = Objects.requireNonNull(Axe.class.getResourceAsStream(SCRIPT))) {
            page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }
        return page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id"
                        + " + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)"
                        + ".join(' / ')).join('\\n'))")
                .asText();
    }
}
