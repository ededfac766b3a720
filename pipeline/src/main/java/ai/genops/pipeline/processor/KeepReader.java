package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import java.util.stream.IntStream;

/// Reads the names to keep: `fields`, `attributes`, `resource`. Where a list is not given, all are kept.
final class KeepReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        NamePatterns fields = NameLists.read(block, "fields");
        NamePatterns attributes = NameLists.read(block, "attributes");
        NamePatterns resource = NameLists.read(block, "resource");
        NameLists.requireAny(block, "keeps");
        NameLists.fieldsAreSet(block, scope);
        int[] removed = IntStream.range(0, fields.isEmpty() ? 0 : scope.fields().size())
                .filter(slot -> !fields.test(scope.fields().names().get(slot)))
                .toArray();
        return new Remove(
                removed, false, attributes.isEmpty() ? null : attributes, resource.isEmpty() ? null : resource);
    }
}
