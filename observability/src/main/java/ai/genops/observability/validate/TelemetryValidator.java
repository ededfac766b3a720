package ai.genops.observability.validate;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of every validation of an endpoint of telemetry: what is configured, who is reached, how it is, what it takes. */
abstract class TelemetryValidator {
    final Conditions conditions;
    final Surroundings surroundings;
    final Checks checks;
    private final Target target;

    /**
     * What is validated.
     *
     * @param name of the kind, in the result
     * @param product whose endpoint it is, in words
     * @param plan the checks, in the order in which they build on each other
     * @param secrets what no result shows
     */
    record Target(
            String name, String product, String endpoint, String example, List<String> plan, List<Secret> secrets) {}

    TelemetryValidator(Target target, Conditions conditions, Surroundings surroundings) {
        this.target = target;
        this.conditions = conditions;
        this.surroundings = surroundings;
        checks = new Checks(target.secrets());
    }

    /** Checks what was given. */
    abstract void configured(Settings settings);

    /** Checks how it is. */
    abstract void health(Endpoint endpoint, Web web) throws IOException;

    /** Checks whether it takes something. */
    abstract void delivery(Endpoint endpoint, Web web, Trust trust) throws IOException;

    /** What it said of its version; null if nothing. */
    @Nullable
    String version() {
        return null;
    }

    /** Makes every check that can be made. Never throws for what the other side does. */
    public final Validation validate() {
        Endpoint endpoint = endpoint();
        Settings.dependencies(surroundings.application(), checks);
        if (!conditions.connect()) {
            rest("left out: no connection was wanted");
        } else if (endpoint == null) {
            rest("there is nothing to ask before the failures above are mended");
        } else {
            connected(endpoint);
        }
        return new Validation(target.name(), checks.inOrder(target.plan()), version());
    }

    private @Nullable Endpoint endpoint() {
        var settings = new Settings(checks);
        configured(settings);
        boolean trusted = settings.trust(conditions.trust(surroundings));
        settings.finish();
        if (target.endpoint().isEmpty()) {
            checks.unchecked("url", "there is no endpoint");
            return null;
        }
        Endpoint endpoint = Endpoint.read(target.endpoint(), target.product(), target.example(), checks);
        return trusted ? endpoint : null;
    }

    private void connected(Endpoint endpoint) {
        Trust trust = conditions.trust(surroundings);
        if (!new Reach(endpoint, trust, conditions.limits(), surroundings, checks).check()) {
            rest("the endpoint was not reached");
            return;
        }
        try {
            var web = new Web(trust, conditions.limits(), checks.secrets());
            health(endpoint, web);
            if (checks.hasFailed("environment")) {
                rest("what is wrong with the environment comes first");
            } else {
                delivery(endpoint, web, trust);
            }
        } catch (IOException e) {
            checks.failed("delivery", NetworkDiagnosis.of(e, endpoint, conditions.limits()));
        }
        rest("a check before it failed");
    }

    private void rest(String why) {
        checks.rest(target.plan(), why);
    }
}
