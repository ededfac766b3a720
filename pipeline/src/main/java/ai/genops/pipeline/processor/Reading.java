package ai.genops.pipeline.processor;

/// One reading of the log, as a step of a pipeline sees it.
public interface Reading {
    /// Sends events of the step's own.
    Emitter emitter();

    /// The step remembers something in this reading.
    void remembers(Memory memory);
}
