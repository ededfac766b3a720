package ai.genops.server.trial;

import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// YAML as Map, List, String, Long, Double, Boolean and null.
final class YamlValues {
    private YamlValues() {}

    static @Nullable Object of(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar scalar -> scalar.value();
            case Yaml.Mapping mapping -> object(mapping);
            case Yaml.Sequence list -> {
                List<@Nullable Object> values = new ArrayList<>();
                list.items().forEach(item -> values.add(of(item)));
                yield values;
            }
        };
    }

    static Map<String, @Nullable Object> object(Yaml yaml) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (yaml instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((name, member) -> object.put(name, of(member.value())));
        }
        return object;
    }
}
