package ai.genops.pipeline.engine;

/// Where events are looked at.
public sealed interface TapPoint {
    /// As received, before any pipeline.
    record Source() implements TapPoint {}

    /// What a processor of a pipeline lets go on.
    record After(Pipeline pipeline, String processor) implements TapPoint {}

    /// What a pipeline's routes write to a destination.
    record To(Pipeline pipeline, String destination) implements TapPoint {}
}
