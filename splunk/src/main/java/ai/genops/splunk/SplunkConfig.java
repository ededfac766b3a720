package ai.genops.splunk;

import ai.genops.observability.validate.Conditions;
import ai.genops.sdk.config.GenOpsConfig;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a Splunk is and how events are filed there. What is not said comes from {@code SPLUNK_HEC_ENDPOINT},
 * {@code SPLUNK_HEC_TOKEN}, {@code SPLUNK_INDEX} and the SDK's own variables. Null says nothing.
 */
public final class SplunkConfig {
    static final String SOURCETYPE = "genops:telemetry";

    @Nullable
    String endpoint;

    @Nullable
    String token;

    @Nullable
    String index;

    String sourcetype = SOURCETYPE;
    Conditions conditions = Conditions.USUAL;
    Consumer<GenOpsConfig> telemetry = config -> {};

    SplunkConfig() {}

    /** {@code https://host:8088}, with or without {@code /services/collector...}. */
    public SplunkConfig endpoint(@Nullable String address) {
        endpoint = address;
        return this;
    }

    /** The token of the HTTP Event Collector. */
    public SplunkConfig token(@Nullable String secret) {
        token = secret;
        return this;
    }

    /** The index that events are filed in and dashboards read; {@code genops_ai} if nobody says. */
    public SplunkConfig index(@Nullable String name) {
        index = name;
        return this;
    }

    /** {@code genops:telemetry} if nothing is said. */
    public SplunkConfig sourcetype(String name) {
        sourcetype = name;
        return this;
    }

    /** How it is validated: certificates, limits, without any connection. */
    public SplunkConfig conditions(Conditions how) {
        conditions = how;
        return this;
    }

    /** Everything else that {@link ai.genops.sdk.GenOps#init(Consumer)} takes: service, team, project, policies, budgets. */
    public SplunkConfig telemetry(Consumer<GenOpsConfig> settings) {
        telemetry = telemetry.andThen(settings);
        return this;
    }

    public SplunkConfig serviceName(@Nullable String name) {
        return telemetry(config -> config.serviceName(name));
    }

    public SplunkConfig environment(@Nullable String name) {
        return telemetry(config -> config.environment(name));
    }
}
