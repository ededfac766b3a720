package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;

/// A drop has no keys of its own: it drops what its `filter` holds for.
final class DropReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        if (!block.has("filter")) {
            block.problems()
                    .note(
                            block.at(),
                            "this drop has no `filter`: no event passes it",
                            "Say which ones: `filter: ...`.");
        }
        return _ -> Processor.Verdict.DROP;
    }
}
