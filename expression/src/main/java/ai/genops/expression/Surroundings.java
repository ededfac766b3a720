package ai.genops.expression;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What expressions may use of the configuration around them, bound when they are compiled. `environment` holds the
/// variables that `C.env` may read: whoever makes it decides which, and must leave secrets out, since what an
/// expression reads can end up in events. `variables` (`C.vars`) are String, Double, Boolean, List or Map.
public record Surroundings(Map<String, String> environment, Map<String, Object> variables, Lookups lookups) {
    /// Nothing is allowed.
    public static final Surroundings NONE = new Surroundings(Map.of(), Map.of(), Lookups.NONE);

    public Surroundings {
        environment = Map.copyOf(environment);
        variables = Map.copyOf(variables);
    }

    /// The value of `C.env.NAME` or `C.vars.NAME`.
    @Nullable
    Object find(String path) {
        if (path.startsWith("C.env.")) {
            return environment.get(path.substring("C.env.".length()));
        }
        return path.startsWith("C.vars.") ? variables.get(path.substring("C.vars.".length())) : null;
    }

    /// Every path that [#find] knows, for suggestions.
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        environment.keySet().forEach(name -> paths.add("C.env." + name));
        variables.keySet().forEach(name -> paths.add("C.vars." + name));
        return paths;
    }
}
