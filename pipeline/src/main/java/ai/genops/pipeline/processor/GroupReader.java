package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;

/// Reads `processors`, as a pipeline has them.
final class GroupReader implements ProcessorReaders.Reader {
    private static final int MAX_DEPTH = 10;

    private final int depth;

    GroupReader(int depth) {
        this.depth = depth;
    }

    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Section> sections = block.sections("processors");
        block.problems()
                .require(!sections.isEmpty(), block.at(), "this group has no `processors`", "List at least one.");
        if (depth >= MAX_DEPTH) {
            block.problems().error(block.at(), "groups are nested deeper than " + MAX_DEPTH, "");
            return Processor.NOTHING;
        }
        List<Processor> processors = new ArrayList<>();
        for (Section section : sections) {
            Processor processor = ProcessorReaders.read(section, scope, depth + 1);
            if (processor.splitter() != null) {
                section.problems()
                        .error(
                                section.at(),
                                "`" + section.text("type", "") + "` cannot stand in a group",
                                "Put it beside the group, with a filter.");
            }
            processors.add(processor);
        }
        return new Group(List.copyOf(processors));
    }
}
