package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;

/// It has no keys of its own.
final class ConventionsReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        return new Conventions(scope.failures(block.text("name", "otel"), "otel", block.at()));
    }
}
