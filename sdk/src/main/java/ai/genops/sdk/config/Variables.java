package ai.genops.sdk.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * System properties and environment variables. A name with dots is a property, and the variable in capitals with
 * underscores, in that order; a name in capitals is a variable only. What is blank is not set, as OpenTelemetry has it.
 */
final class Variables {
    private final Surroundings surroundings;

    Variables(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The first of these names that is set. */
    @Nullable
    Setting first(String... names) {
        for (String name : names) {
            Setting found = name.indexOf('.') < 0 ? variable(name) : propertyOrVariable(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Setting propertyOrVariable(String name) {
        String value = surroundings.properties().apply(name);
        return value == null || value.isBlank()
                ? variable(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                : new Setting(value.strip(), "property " + name);
    }

    private @Nullable Setting variable(String name) {
        String value = surroundings.environment().apply(name);
        return value == null || value.isBlank() ? null : new Setting(value.strip(), "environment variable " + name);
    }
}
