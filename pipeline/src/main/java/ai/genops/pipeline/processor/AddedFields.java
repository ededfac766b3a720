package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `add_fields`: names of columns, or `field: column` where the field is to be called otherwise; and the
/// `default_values` by field.
final class AddedFields {
    private AddedFields() {}

    /// @param otherwise what the field gets where nothing is found; null: it stays as it was
    record Added(
            String field,
            String column,
            Location at,
            @Nullable Object otherwise) {
        int define(PipelineScope scope) {
            return scope.define(field, Type.ANY, at);
        }
    }

    static List<Added> read(Section block, List<String> usual) {
        Map<String, Object> defaults = block.values("default_values");
        List<Added> added = new ArrayList<>();
        if (block.find("add_fields") instanceof Yaml.Mapping renamed) {
            renamed(block, renamed, defaults, added);
        } else {
            for (Yaml item : block.items("add_fields")) {
                switch (item) {
                    case Yaml.Scalar name ->
                        add(name.text().strip(), name.text().strip(), name.at(), defaults, added);
                    case Yaml.Mapping renamed -> renamed(block, renamed, defaults, added);
                    case Yaml.Sequence list ->
                        block.problems().error(list.at(), "must be a column, or `field: column`", "");
                }
            }
        }
        if (!block.has("add_fields")) {
            usual.forEach(name -> add(name, name, block.at(), defaults, added));
        }
        block.problems().require(!added.isEmpty(), block.at(), "this adds nothing", "List columns under `add_fields`.");
        check(block, defaults, added);
        return List.copyOf(added);
    }

    private static void renamed(Section block, Yaml.Mapping renamed, Map<String, Object> defaults, List<Added> added) {
        renamed.members().forEach((field, member) -> {
            if (member.value() instanceof Yaml.Scalar column) {
                add(field, column.text().strip(), member.at(), defaults, added);
            } else {
                block.problems().error(member.value().at(), "`" + field + "` must be the name of a column", "");
            }
        });
    }

    private static void add(String field, String column, Location at, Map<String, Object> defaults, List<Added> added) {
        added.add(new Added(field, column, at, defaults.get(field)));
    }

    private static void check(Section block, Map<String, Object> defaults, List<Added> added) {
        Set<String> fields = new HashSet<>();
        for (Added one : added) {
            block.problems()
                    .require(fields.add(one.field()), one.at(), "the field `" + one.field() + "` is added twice", "");
        }
        defaults.keySet().stream()
                .filter(field -> !fields.contains(field))
                .forEach(field -> block.problems()
                        .error(
                                block.at("default_values"),
                                "`" + field + "` has a default but is not among `add_fields`",
                                Names.didYouMean(field, fields)));
    }
}
