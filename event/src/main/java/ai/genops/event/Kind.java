package ai.genops.event;

import java.util.Locale;

/// What an event is, in OpenTelemetry's terms.
public enum Kind {
    SPAN,
    LOG,
    METRIC;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The name in output and in searches: `span`, `log`, `metric`.
    public String label() {
        return label;
    }
}
