package ai.genops.pipeline.processor;

import ai.genops.event.Own;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// Reads lists of names of fields, attributes and attributes of the resource.
final class NameLists {
    private static final List<String> PLACES = List.of("fields", "attributes", "resource");

    private NameLists() {}

    static NamePatterns read(Section block, String key) {
        List<String> patterns = block.texts(key);
        for (String pattern : patterns) {
            block.problems()
                    .require(
                            !pattern.isEmpty() && !pattern.equals("!"),
                            block.at(key),
                            "`" + key + "` has an empty name",
                            "Names look like `a`, `a.*` or `!a.b`; quote those that begin with `!` or `*`.");
        }
        return new NamePatterns(patterns);
    }

    static void requireAny(Section block, String does) {
        block.problems()
                .require(
                        PLACES.stream().anyMatch(block::has),
                        block.at(),
                        "this processor " + does + " nothing",
                        "List names under `fields`, `attributes` or `resource`.");
    }

    /// A field that no processor before sets is a mistake: only attributes, and `_raw`, may be there or not.
    static void fieldsAreSet(Section block, PipelineScope scope) {
        for (String pattern : block.texts("fields")) {
            String name = pattern.startsWith("!") ? pattern.substring(1).strip() : pattern;
            if (!name.contains("*") && !name.isEmpty() && !name.equals(Own.RAW.word())) {
                isSet(block, "fields", name, scope);
            }
        }
    }

    /// The slot of a field that a processor before sets; 0 for an unknown one, which is a problem.
    static int isSet(Section block, String key, String field, PipelineScope scope) {
        int slot = scope.fields().find(field);
        block.problems()
                .require(
                        slot >= 0,
                        block.at(key),
                        "no processor before this one sets the field `" + field + "`",
                        Names.didYouMean(field, scope.fields().names())
                                + " Attributes are listed under `attributes` and `resource`.");
        return Math.max(slot, 0);
    }
}
