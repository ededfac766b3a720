package ai.genops.server.health;

import java.util.Locale;

/// What a metric is about. A rule that names a metric of sources or destinations is an alert of its own for each.
public enum Scope {
    SERVER,
    SOURCE,
    DESTINATION;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
