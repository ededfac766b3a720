package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import java.util.Arrays;
import java.util.List;

/// Reads what to flatten (`attributes`, `resource`, `fields`; all attributes if nothing is named) and how far.
final class FlattenReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        NamePatterns attributes = NameLists.read(block, "attributes");
        NamePatterns resource = NameLists.read(block, "resource");
        NamePatterns fields = NameLists.read(block, "fields");
        NameLists.fieldsAreSet(block, scope);
        if (attributes.isEmpty() && resource.isEmpty() && fields.isEmpty()) {
            attributes = new NamePatterns(List.of("*"));
        }
        int[] slots = fields.slots(scope.fields());
        List<String> names = scope.fields().names();
        var limits = new Flatten.Limits(
                block.text("separator", "."),
                block.integer("max_depth", 10, 1, 100),
                block.integer("max_names", 200, 1, 1000),
                block.flag("lists", true));
        return new Flatten(
                limits,
                attributes,
                resource,
                new Flatten.FieldsOf(Arrays.stream(slots).mapToObj(names::get).toArray(String[]::new), slots),
                scope.failures(block.text("name", "flatten"), "flatten", block.at()));
    }
}
