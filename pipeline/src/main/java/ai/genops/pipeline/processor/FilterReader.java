package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;

/// Reads `condition`: what does not fulfil it is dropped.
final class FilterReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        if (!(block.find("condition") instanceof Yaml.Scalar source)) {
            block.problems()
                    .error(
                            block.at("condition"),
                            "a filter needs a `condition`, an expression",
                            "Events that it holds for go on, others are dropped.");
            return Processor.NOTHING;
        }
        Condition condition = scope.condition(source, block.text("name", "filter"), "No event passes this filter.");
        return new Filter(condition);
    }
}
