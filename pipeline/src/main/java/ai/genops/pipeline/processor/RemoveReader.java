package ai.genops.pipeline.processor;

import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.pipeline.config.Section;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the names to remove: `fields`, `attributes`, `resource`.
final class RemoveReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        NamePatterns fields = NameLists.read(block, "fields");
        NamePatterns attributes = NameLists.read(block, "attributes");
        NamePatterns resource = NameLists.read(block, "resource");
        NameLists.requireAny(block, "removes");
        NameLists.fieldsAreSet(block, scope);
        return new Remove(
                fields.slots(scope.fields()),
                block.texts("fields").contains(Own.RAW.word()),
                others(attributes),
                others(resource));
    }

    private static @Nullable Predicate<Key> others(NamePatterns removed) {
        return removed.isEmpty() ? null : removed.negate();
    }
}
