package ai.genops.sdk.config;

import java.util.List;

/** Settings that cannot be used: all of their problems, each with its place, the value found and what to do. */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super("GenOps cannot start with these settings:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
