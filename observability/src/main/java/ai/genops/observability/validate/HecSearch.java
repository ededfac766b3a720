package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Looks for the test event over Splunk's management port: the check {@code found}. */
final class HecSearch {
    private static final String EXAMPLE = "https://splunk.internal:8089";

    private final SplunkTarget target;
    private final Limits limits;
    private final InstantSource clock;
    private final Checks checks;
    private Answer last = new Answer(0, "", "", "");

    HecSearch(SplunkTarget target, Limits limits, InstantSource clock, Checks checks) {
        this.target = target;
        this.limits = limits;
        this.clock = clock;
        this.checks = checks;
    }

    void look(String marker, Trust trust) {
        var own = new Checks(List.of(target.token(), target.search().token()));
        Endpoint endpoint = Endpoint.read(target.search().endpoint(), Endpoint.SPLUNK, EXAMPLE, own);
        if (endpoint == null) {
            checks.failed("found", Diagnosis.of("The search endpoint is no address", "", "Write it like " + EXAMPLE));
            return;
        }
        try {
            var web = new Web(trust, limits, checks.secrets());
            URI jobs = endpoint.at(endpoint.path() + "/services/search/jobs");
            boolean ended = Polling.until(limits.arrival(), clock, () -> {
                last = web.post(jobs, headers(), form(marker));
                return last.status() >= 300
                        || !last.json().at("results.0.index").isEmpty();
            });
            judge(ended);
        } catch (IOException e) {
            checks.failed("found", NetworkDiagnosis.of(e, endpoint, limits));
        }
    }

    private Map<String, String> headers() {
        return Map.of(
                "Authorization",
                "Bearer " + target.search().token().value(),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private String form(String marker) {
        String index = target.index().isEmpty() ? "*" : target.index();
        String search = "search index=" + index + " earliest=-1h \"" + marker + "\" | stats count by index";
        return "exec_mode=oneshot&output_mode=json&search=" + URLEncoder.encode(search, StandardCharsets.UTF_8);
    }

    private void judge(boolean ended) {
        String index = last.json().at("results.0.index");
        if (!index.isEmpty()) {
            checks.passed("found", "the event is in the index `" + index + "`, and can be searched");
        } else if (ended) {
            checks.failed(
                    "found",
                    Diagnosis.of(
                            "The search is not answered: " + last.described(),
                            last.status() == 401 || last.status() == 403
                                    ? "The token for searching is missing, wrong, or may not search"
                                    : "Something else than Splunk's management port listens there",
                            "Give a token of Splunk's: Settings, Tokens; as --search-token or SPLUNK_SEARCH_TOKEN",
                            "Use the management port, usually 8089, in --search-endpoint"));
        } else {
            checks.failed("found", missing());
        }
    }

    private Diagnosis missing() {
        return Diagnosis.of(
                "The event was taken, and is not found within "
                        + limits.arrival().toSeconds() + " s",
                "The index does not exist (then events go to lastChanceIndex, or nowhere), the token for searching may"
                        + " not read it, or indexing is behind",
                "Verify index exists: | eventcount summarize=false index=* | dedup index",
                "Check the role of the one who searches: Indexes searched, Indexes allowed",
                "Look for it later: index=* source=genops:validate");
    }
}
