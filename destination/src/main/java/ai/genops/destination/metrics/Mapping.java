package ai.genops.destination.metrics;

import ai.genops.pipeline.config.Location;
import java.util.List;

/// A metric before it is compiled: what gives its value, and its tags.
///
/// @param value an expression
/// @param at where it stands; for a default metric, its destination's block
/// @param asReceived for a default metric, what gives its value for events that no pipeline has changed; empty for
///     one that an operator wrote
record Mapping(Metric metric, String value, Location at, List<Tag> tags, String asReceived) {
    boolean isDefault() {
        return !asReceived.isEmpty();
    }
}
