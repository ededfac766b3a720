package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// Datadog metrics, by the series API v2. Without `metrics` it is fed by routes that say what to send.
final class Datadog {
    private Datadog() {}

    static void read(DestinationBlock block) {
        if (block.section().has("endpoint")) {
            block.address("endpoint");
        }
        block.required("api_key");
        block.optional("app_key");
        Section metrics = block.section().section("metrics");
        metrics.text("prefix", "");
        metrics.texts("tags").forEach(tag -> tag(metrics, tag));
        metrics.sections("mappings").forEach(Datadog::mapping);
        metrics.finish();
    }

    private static void tag(Section metrics, String tag) {
        String text = "tag `" + tag + "` has no name";
        metrics.problems().require(tag.matches("[^:$]+:.+"), metrics.at("tags"), text, "Write `name:value`.");
    }

    private static void mapping(Section mapping) {
        mapping.text("name");
        mapping.choice("type", "gauge", List.of("gauge", "count", "rate"));
        mapping.text("value");
        mapping.text("unit", "");
        mapping.texts("tags");
        mapping.finish();
    }
}
