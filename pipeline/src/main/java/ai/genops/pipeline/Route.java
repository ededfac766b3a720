package ai.genops.pipeline;

import ai.genops.expression.Scope;
import ai.genops.pipeline.config.Section;

/// A way from a pipeline to a destination. `options` are the route's own keys, among them those that only its
/// destination knows (`dataset`, `payload_template`); `scope` has the names that its pipeline sets.
public record Route(String pipeline, String name, Section options, Scope scope) {}
