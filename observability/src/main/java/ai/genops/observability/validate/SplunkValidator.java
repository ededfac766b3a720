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
public final class SplunkValidator extends TelemetryValidator {
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
    private @Nullable String version;

    public SplunkValidator(SplunkTarget given, Conditions conditions, Surroundings surroundings) {
        super(target(given.completed(surroundings)), conditions, surroundings);
        target = given.completed(surroundings);
    }

    private static Target target(SplunkTarget target) {
        var secrets = List.of(target.token(), target.search().token());
        return new Target("splunk", Endpoint.SPLUNK, target.endpoint(), EXAMPLE, PLAN, secrets);
    }

    @Override
    void configured(Settings settings) {
        settings.required(target.endpoint(), "SPLUNK_HEC_ENDPOINT", EXAMPLE);
        settings.required(
                target.token(),
                "SPLUNK_HEC_TOKEN",
                "Create one in Splunk: Settings, Data Inputs, HTTP Event Collector, New Token; copy its value");
        settings.index(target.index());
    }

    @Override
    void delivery(Endpoint endpoint, Web web, Trust trust) throws IOException {
        var delivery = new HecDelivery(target, base(endpoint), conditions.limits(), surroundings, checks);
        delivery.check(web, trust);
    }

    @Override
    @Nullable
    String version() {
        return version;
    }

    /** The address of HEC, whichever of its paths the endpoint names. */
    private static URI base(Endpoint endpoint) {
        return endpoint.at(endpoint.path().replaceFirst("/services/collector.*$", "") + COLLECTOR);
    }

    @Override
    void health(Endpoint endpoint, Web web) {
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
