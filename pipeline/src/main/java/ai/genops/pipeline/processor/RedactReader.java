package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import java.util.stream.IntStream;

/// Reads `allow`, the names that may leave, and `count_field`, which gets how many were removed.
final class RedactReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        NamePatterns allowed = NameLists.read(block, "allow");
        block.problems()
                .require(
                        !allowed.isEmpty(),
                        block.at(),
                        "`allow` is missing",
                        "List the names that may leave, such as `genops.*`.");
        int[] removed = IntStream.range(0, scope.fields().size())
                .filter(slot -> !allowed.test(scope.fields().names().get(slot)))
                .toArray();
        String count = block.text("count_field", "");
        int countSlot = count.isEmpty() ? -1 : scope.define(count, Type.NUMBER, block.at("count_field"));
        return new Redact(allowed, removed, countSlot);
    }
}
