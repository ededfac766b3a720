package ai.genops.pipeline;

import ai.genops.pipeline.config.Section;

/// A way from a pipeline to a destination. `options` are the route's own keys, among them those that only its
/// destination knows (`dataset`, `payload_template`).
public record Route(String pipeline, String name, Section options) {}
