package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Reads the expressions that make a key.
final class IdentityReader {
    private static final int MAX_VALUES = 20;

    private IdentityReader() {}

    static Identity.Values read(Section block, String key, PipelineScope scope) {
        String label = block.text("name", block.text("type"));
        List<Value> values = new ArrayList<>();
        for (Yaml item : block.items(key)) {
            if (item instanceof Yaml.Scalar source && !source.text().isBlank()) {
                values.add(scope.value(source, label).value());
            } else {
                block.problems()
                        .error(
                                item.at(),
                                "`" + key + "` must be a list of fields or expressions",
                                "Such as `[team, attributes['session.id']]`.");
            }
        }
        block.problems()
                .require(
                        values.size() <= MAX_VALUES,
                        block.at(key),
                        "`%s` has %d expressions, at most %d are possible".formatted(key, values.size(), MAX_VALUES),
                        "");
        return new Identity.Values(List.copyOf(values));
    }
}
