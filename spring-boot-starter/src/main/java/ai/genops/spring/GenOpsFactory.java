package ai.genops.spring;

import ai.genops.governance.policy.Policy;
import ai.genops.rules.BudgetReader;
import ai.genops.rules.PolicyProblems;
import ai.genops.rules.PolicyReader;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Surroundings;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes a GenOps of an application's properties, under the names that they have everywhere else. */
final class GenOpsFactory {
    /** Whose OpenTelemetry spans are made on. */
    static final String OPEN_TELEMETRY = "genops.open-telemetry";

    private final ConfigurableEnvironment environment;
    private final Supplier<@Nullable OpenTelemetry> openTelemetry;
    private final List<String> problems = new ArrayList<>();

    GenOpsFactory(ConfigurableEnvironment environment, Supplier<@Nullable OpenTelemetry> openTelemetry) {
        this.environment = environment;
        this.openTelemetry = openTelemetry;
    }

    /**
     * Makes it.
     *
     * @param code goes before the properties
     * @throws ConfigurationException with all problems at once
     */
    GenOps make(Consumer<GenOpsConfig> code) {
        Surroundings surroundings = surroundings();
        Consumer<GenOpsConfig> settings = config -> {
            rules(config, surroundings);
            code.accept(config);
        };
        GenOps made = null;
        try {
            OpenTelemetry existing = existing();
            made = existing == null ? GenOps.init(settings, surroundings) : GenOps.on(existing, settings, surroundings);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        if (made != null && problems.isEmpty()) {
            return made;
        }
        if (made != null) {
            made.close();
        }
        throw new ConfigurationException(problems);
    }

    /** The process's, with the application's properties for system properties; its name is the service's. */
    private Surroundings surroundings() {
        Surroundings real = Surroundings.real();
        return new Surroundings(
                name -> variable(real, name),
                environment::getProperty,
                real.nanos(),
                real.clock(),
                real.uuids(),
                real.random(),
                real.console());
    }

    private @Nullable String variable(Surroundings real, String name) {
        String value = real.environment().apply(name);
        boolean isUnnamed = name.equals("SERVICE_NAME") && (value == null || value.isBlank());
        return isUnnamed ? environment.getProperty("spring.application.name") : value;
    }

    private @Nullable OpenTelemetry existing() {
        String whose = environment.getProperty(OPEN_TELEMETRY, "own");
        if (whose.equals("application")) {
            OpenTelemetry found = openTelemetry.get();
            if (found == null) {
                problems.add("`" + OPEN_TELEMETRY + "` is application, and there is no bean of type OpenTelemetry; add"
                        + " spring-boot-starter-opentelemetry, or write own");
            }
            return found;
        }
        if (!whose.equals("own")) {
            problems.add("`" + OPEN_TELEMETRY + "` must be own or application, is \"" + whose + "\"");
        }
        return null;
    }

    private void rules(GenOpsConfig config, Surroundings surroundings) {
        Map<String, Object> policies = PropertyTree.read(environment, "genops.", "policies");
        Map<String, Object> budgets = PropertyTree.read(environment, "genops.", "budgets");
        List<String> found = new ArrayList<>();
        try {
            for (Policy policy : new PolicyReader(surroundings.clock(), Map.of()).read(policies)) {
                config.policy(policy);
            }
        } catch (PolicyProblems e) {
            found.addAll(e.problems());
        }
        new BudgetReader(found).read(budgets).forEach(config::budget);
        found.forEach(problem -> problems.add("genops." + problem));
    }
}
