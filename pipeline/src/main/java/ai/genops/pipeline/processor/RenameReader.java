package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads new names by old ones: `fields`, `attributes`, `resource`. The names of attributes may hold `*`, which stands
/// for the same in the new name.
final class RenameReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        NameLists.requireAny(block, "renames");
        List<int[]> slots = new ArrayList<>();
        names(block, "fields").forEach((old, name) -> {
            int from = NameLists.isSet(block, "fields", old, scope);
            slots.add(new int[] {from, scope.define(name, Type.ANY, block.at("fields"))});
            scope.copySources(old, name);
        });
        return new Rename(
                slots.stream().mapToInt(pair -> pair[0]).toArray(),
                slots.stream().mapToInt(pair -> pair[1]).toArray(),
                rules(block, "attributes"),
                rules(block, "resource"));
    }

    private static Rename.@Nullable Names rules(Section block, String key) {
        List<Rename.Names.Rule> rules = new ArrayList<>();
        names(block, key).forEach((old, name) -> {
            Glob from = Glob.of(old);
            Glob to = Glob.of(name);
            block.problems()
                    .require(
                            from.stars() == to.stars(),
                            block.at(key),
                            "`" + old + ": " + name + "` has " + from.stars() + " `*` in the old name and " + to.stars()
                                    + " in the new one",
                            "Write as many in both, such as `llm.*: gen_ai.*`.");
            if (from.stars() == to.stars()) {
                rules.add(new Rename.Names.Rule(from, to));
            }
        });
        return rules.isEmpty() ? null : new Rename.Names(rules);
    }

    private static Map<String, String> names(Section block, String key) {
        Map<String, String> names = new LinkedHashMap<>();
        Yaml value = block.find(key);
        if (value instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((old, member) -> {
                if (member.value() instanceof Yaml.Scalar name && !name.text().isBlank()) {
                    names.put(old, name.text().strip());
                } else {
                    block.problems().error(member.at(), "the new name of `" + old + "` must be a text", "");
                }
            });
        } else if (value != null) {
            block.problems().error(value.at(), "`" + key + "` must be a block of `old: new`", "");
        }
        return names;
    }
}
