package ai.genops.splunk;

import ai.genops.observability.dashboard.Shipped;
import ai.genops.observability.dashboard.SimpleXmlWriter;
import ai.genops.observability.validate.SearchAccess;
import ai.genops.observability.validate.Secret;
import ai.genops.observability.validate.SplunkTarget;
import ai.genops.observability.validate.SplunkValidator;
import ai.genops.observability.validate.Validation;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Surroundings;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Splunk for an application: its telemetry goes there, its dashboards come from here, and it can be asked before
 * anything depends on it. Nothing is opened until it is used. Close it when the application ends. Thread-safe.
 */
public final class SplunkGenOps implements AutoCloseable {
    private static final String USUAL_INDEX = "genops_ai";

    private final SplunkConfig config;
    private final Surroundings surroundings;
    private @Nullable GenOps genops;

    private SplunkGenOps(SplunkConfig config, Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
    }

    /** All of it from the environment. */
    public static SplunkGenOps create() {
        return create(config -> {});
    }

    /** From code, and what code does not say from the environment. */
    public static SplunkGenOps create(Consumer<SplunkConfig> settings) {
        return create(settings, Surroundings.real());
    }

    /** As {@link #create(Consumer)}, in other surroundings than the process's. */
    public static SplunkGenOps create(Consumer<SplunkConfig> settings, Surroundings surroundings) {
        SplunkConfig config = new SplunkConfig();
        settings.accept(config);
        return new SplunkGenOps(config, surroundings);
    }

    /**
     * What the application governs its calls with; its spans are events of the Splunk. One for all who ask.
     *
     * @throws ConfigurationException with all problems of the settings at once
     */
    public synchronized GenOps genops() {
        if (genops == null) {
            genops = GenOps.init(this::telemetry, surroundings);
        }
        return genops;
    }

    private void telemetry(GenOpsConfig telemetry) {
        telemetry.splunk(config.endpoint).bearer(config.token).resource("splunk.sourcetype", config.sourcetype);
        telemetry.resource("splunk.index", index());
        config.telemetry.accept(telemetry);
    }

    /** The index that events are filed in. */
    public String index() {
        String named = config.index == null ? surroundings.environment().apply("SPLUNK_INDEX") : config.index;
        return named == null || named.isBlank() ? USUAL_INDEX : named.strip();
    }

    /** Who spends what on which model, as Simple XML. */
    public String costDashboard() {
        return dashboard("cost");
    }

    /** What policies blocked, the share of what they allowed, the audit trail, as Simple XML. */
    public String complianceDashboard() {
        return dashboard("compliance");
    }

    /** How much of which budget is used, as Simple XML. */
    public String budgetDashboard() {
        return dashboard("budget");
    }

    private String dashboard(String id) {
        return SimpleXmlWriter.write(Shipped.find(id, index()).orElseThrow());
    }

    /** Whether telemetry will arrive. Sends one event of the source {@code genops:validate}; takes a minute at most. */
    public Validation validate() {
        String endpoint = config.endpoint == null ? "" : config.endpoint;
        var target = new SplunkTarget(endpoint, Secret.of(config.token), index(), config.sourcetype, SearchAccess.NONE);
        var around = new ai.genops.observability.validate.Surroundings(
                surroundings.environment(),
                surroundings.clock(),
                new SecureRandom(),
                SplunkGenOps.class.getClassLoader());
        return new SplunkValidator(target, config.conditions, around).validate();
    }

    /** Validates and prints what was found; whether nothing failed. */
    public boolean printValidation() {
        Validation found = validate();
        surroundings.console().print(found.text());
        return found.valid();
    }

    /**
     * Validates, and if nothing failed sends a handful of sample operations, each with the attribute
     * {@code demonstration=true}: costs with three models, a policy that blocks, a budget at 87.5 %. Prints what was found,
     * what was sent, and the searches that find it.
     */
    public Demonstration demonstrate() {
        Validation found = validate();
        Demonstration demonstration = found.valid()
                ? SampleOperations.send(genops(), found, index())
                : new Demonstration(found, List.of(), false);
        surroundings.console().print(demonstration.text());
        return demonstration;
    }

    /** Sends what waits and ends, as {@link GenOps#close} does. */
    @Override
    public synchronized void close() {
        if (genops != null) {
            genops.close();
        }
    }
}
