package ai.genops.server.health;

import ai.genops.pipeline.config.Location;
import java.time.Duration;
import java.util.List;

/// When the server is not well.
///
/// @param scope what it is about: an alarm for each source, each destination, or one for the server
/// @param holdFor how long its condition must hold before it is told
/// @param resolveAfter how long it must not hold before that is told
/// @param severity as it is written: `critical`, `high`, `warning`, `info`, ...
/// @param notifies ids of destinations, or types, which mean all destinations of that type; none: it is only shown
record Rule(
        String name,
        String description,
        Condition condition,
        Scope scope,
        Duration holdFor,
        Duration resolveAfter,
        String severity,
        List<String> notifies,
        Location at) {}
