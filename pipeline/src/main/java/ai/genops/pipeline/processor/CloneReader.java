package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.CloneEvents.Copy;
import java.util.ArrayList;
import java.util.List;

/// Reads `copies`: for each its `expressions`, as `eval` has them.
final class CloneReader implements ProcessorReaders.Reader {
    private static final int MAX_COPIES = 100;

    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Copy> copies = new ArrayList<>();
        copies.add(new Copy(List.of()));
        for (Section copy : block.sections("copies")) {
            List<Assignment> assignments = new ArrayList<>();
            for (Yaml entry : copy.items("expressions")) {
                // the other copies do not have what this one sets
                var _ = scope.under(true, () -> {
                    assignments.addAll(EvalReader.assignments(entry, scope));
                    return Processor.NOTHING;
                });
            }
            copy.finish();
            copies.add(new Copy(List.copyOf(assignments)));
        }
        block.problems()
                .require(
                        copies.size() > 1 && copies.size() <= MAX_COPIES + 1,
                        block.at("copies"),
                        "`copies` must have 1 to " + MAX_COPIES + " entries, has " + (copies.size() - 1),
                        "Such as `copies: [{expressions: [{kind_of: \"'copy'\"}]}]`.");
        String label = block.text("name", "clone");
        return new CloneEvents(List.copyOf(copies), scope.failures(label, "clone", block.at()));
    }
}
