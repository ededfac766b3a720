package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates a Splunk HEC: whether telemetry that is sent to it arrives. It sends one test event, of the source
 * {@code genops:validate}. Takes a minute at most with the usual limits; not safe for concurrent use.
 */
public final class SplunkValidator {
    /** The checks, in the order in which they build on each other. */
    private static final List<String> PLAN = List.of(
            "environment",
            "url",
            "dependencies",
            "reachability",
            "tls",
            "health",
            "hec_version",
            "token",
            "index",
            "sourcetype",
            "delivery",
            "acknowledged",
            "found");

    private static final String COLLECTOR = "/services/collector";
    private static final String EXAMPLE = "https://splunk.internal:8088";

    private final SplunkTarget target;
    private final Conditions conditions;
    private final Surroundings surroundings;
    private final Checks checks;
    private @Nullable String version;

    public SplunkValidator(SplunkTarget given, Conditions conditions, Surroundings surroundings) {
        this.target = given.completed(surroundings);
        this.conditions = conditions;
        this.surroundings = surroundings;
        checks = new Checks(List.of(target.token(), target.search().token()));
    }

    /** Makes every check that can be made. Never throws for what the other side does. */
    public Validation validate() {
        Endpoint endpoint = configured();
        Settings.dependencies(surroundings.application(), checks);
        if (!conditions.connect()) {
            checks.rest(PLAN, "left out: no connection was wanted");
        } else if (endpoint == null) {
            checks.rest(PLAN, "there is nothing to ask before the failures above are mended");
        } else {
            connected(endpoint);
        }
        return new Validation("splunk", checks.inOrder(PLAN), version);
    }

    private @Nullable Endpoint configured() {
        var settings = new Settings(checks);
        settings.required(target.endpoint(), "SPLUNK_HEC_ENDPOINT", EXAMPLE);
        settings.required(
                target.token(),
                "SPLUNK_HEC_TOKEN",
                "Create one in Splunk: Settings, Data Inputs, HTTP Event Collector, New Token; copy its value");
        settings.index(target.index());
        boolean trusted = settings.trust(conditions.trust(surroundings));
        settings.finish();
        if (target.endpoint().isEmpty()) {
            checks.unchecked("url", "there is no endpoint");
            return null;
        }
        Endpoint endpoint = Endpoint.read(target.endpoint(), Endpoint.SPLUNK, EXAMPLE, checks);
        return trusted ? endpoint : null;
    }

    private void connected(Endpoint endpoint) {
        Trust trust = conditions.trust(surroundings);
        if (!new Reach(endpoint, trust, conditions.limits(), surroundings, checks).check()) {
            checks.rest(PLAN, "the endpoint was not reached");
            return;
        }
        try {
            var web = new Web(trust, conditions.limits(), checks.secrets());
            health(endpoint, web);
            if (checks.hasFailed("environment")) {
                checks.rest(PLAN, "what is wrong with the environment comes first");
            } else {
                var delivery = new HecDelivery(target, base(endpoint), conditions.limits(), surroundings, checks);
                delivery.check(web, trust);
            }
        } catch (IOException e) {
            checks.failed("delivery", NetworkDiagnosis.of(e, endpoint, conditions.limits()));
        }
        checks.rest(PLAN, "a check before it failed");
    }

    /** The address of HEC, whichever of its paths the endpoint names. */
    private static URI base(Endpoint endpoint) {
        return endpoint.at(endpoint.path().replaceFirst("/services/collector.*$", "") + COLLECTOR);
    }

    private void health(Endpoint endpoint, Web web) {
        URI base = base(endpoint);
        try {
            HecAnswer answer = HecAnswer.of(web.get(URI.create(base + "/health/1.0"), Map.of()));
            boolean versioned = !answer.isNowhere();
            if (!versioned) {
                answer = HecAnswer.of(web.get(URI.create(base + "/health"), Map.of()));
            }
            judge(answer, base + "/health");
            if (answer.isHealthy() && versioned) {
                version = "1.0";
                checks.passed("hec_version", "HEC's interface 1.0; HEC does not tell Splunk's own version");
            } else {
                checks.unchecked("hec_version", "no path with a version answers");
            }
        } catch (IOException e) {
            checks.failed("health", NetworkDiagnosis.of(e, endpoint, conditions.limits()));
        }
    }

    private void judge(HecAnswer answer, String address) {
        if (answer.isHealthy()) {
            checks.passed("health", "HEC is healthy; it is enabled in Global Settings");
        } else if (answer.isHec() && !answer.isNowhere() && answer.code() != 2) {
            checks.failed("health", HecDiagnosis.of(answer, target.index()));
        } else if (answer.code() == 2) {
            checks.unchecked("health", "it is shown to those with a token only");
        } else {
            checks.failed("health", HecDiagnosis.foreign(answer.answer(), address));
        }
    }
}
