package ai.genops.sdk.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings, collected so that all of it can be said at once. */
final class Findings {
    private final List<String> found = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param fault what is wrong, the value found, what to write instead
     */
    void add(String setting, String place, String fault) {
        found.add("`" + setting + "` (" + place + ") " + fault);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
