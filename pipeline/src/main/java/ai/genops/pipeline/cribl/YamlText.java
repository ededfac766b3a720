package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes YAML; text that would read as something else is quoted.
final class YamlText {
    private static final int MAX_WIDTH = 1000;

    private YamlText() {}

    static String write(Yaml yaml) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(MAX_WIDTH)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(value(yaml));
    }

    private static @Nullable Object value(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar scalar -> scalar.value();
            case Yaml.Sequence list ->
                list.items().stream().map(YamlText::value).toList();
            case Yaml.Mapping mapping -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                mapping.members().forEach((name, member) -> values.put(name, value(member.value())));
                yield values;
            }
        };
    }
}
