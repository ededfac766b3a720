package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;

/// Reads `source`, an expression for a list, and the fields that get each element (`into`) and its place (`index`).
final class UnrollReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        int maxParts = block.integer("max_parts", 1000, 1, Event.MAX_PARTS);
        String into = block.text("into");
        String index = block.text("index", "");
        if (!(block.find("source") instanceof Yaml.Scalar source)) {
            block.problems()
                    .error(
                            block.at("source"),
                            "`source` must be an expression for the list to unroll",
                            "Such as `attributes['items']`.");
            return Processor.NOTHING;
        }
        String label = block.text("name", "unroll");
        Value list = scope.value(source, label).value();
        Failures failures = scope.failures(label, source.text().strip(), source.at());
        int slot = into.isEmpty() ? 0 : scope.define(into, Type.ANY, block.at("into"));
        scope.copySources(label, into);
        int place = index.isEmpty() ? -1 : scope.define(index, Type.NUMBER, block.at("index"));
        return new Unroll(list, slot, place, maxParts, failures);
    }
}
