package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what becomes numbers (`attributes` and `fields`, all if nothing is named, and of those what `where` holds for)
/// and how they are rounded.
final class NumerifyReader implements ProcessorReaders.Reader {
    private static final int MAX_DIGITS = 20;

    @Override
    public Processor read(Section block, PipelineScope scope) {
        NamePatterns attributes = NameLists.read(block, "attributes");
        NamePatterns fields = NameLists.read(block, "fields");
        NameLists.fieldsAreSet(block, scope);
        if (attributes.isEmpty() && fields.isEmpty()) {
            attributes = fields = new NamePatterns(List.of("*"));
        }
        int[] slots = fields.slots(scope.fields());
        String[] names = new String[slots.length];
        for (int i = 0; i < slots.length; i++) {
            names[i] = scope.fields().names().get(slots[i]);
        }
        Guarded where = block.find("where") instanceof Yaml.Scalar source
                ? scope.function(source, "where", List.of("name", "value"))
                : null;
        List.of(names).forEach(scope::mayBeAnything);
        return new Numerify(attributes, names, slots, where, rounding(block));
    }

    private static Numerify.@Nullable Rounding rounding(Section block) {
        String mode = block.choice("rounding", "none", List.of("none", "round", "floor", "ceil"));
        int digits = block.integer("digits", 0, 0, MAX_DIGITS);
        return switch (mode) {
            case "round" -> new Numerify.Rounding(digits, RoundingMode.HALF_UP);
            case "floor" -> new Numerify.Rounding(digits, RoundingMode.FLOOR);
            case "ceil" -> new Numerify.Rounding(digits, RoundingMode.CEILING);
            default -> null;
        };
    }
}
