package ai.genops.destination.vendor;

import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Set;

/// Keys by which a route overrides what its destination says.
enum RouteKey {
    OUTPUT_FORMAT,
    COMPRESSION,
    TABLE,
    PAYLOAD_TEMPLATE;

    /// Reads the route's keys, telling what is wrong with their values and which ones `type` does not have.
    static void check(Route route, String type, Set<RouteKey> known) {
        known.stream().sorted().forEach(key -> key.read(route, type));
        RouteKeys.finish(route.options());
    }

    private void read(Route route, String type) {
        Section options = route.options();
        switch (this) {
            case OUTPUT_FORMAT -> options.choice("output_format", type, List.of(type, "json", "ndjson", "parquet"));
            case COMPRESSION -> options.choice("compression", "none", List.of("none", "gzip", "zstd"));
            case TABLE -> table(options);
            case PAYLOAD_TEMPLATE -> template(route);
        }
    }

    private static void table(Section options) {
        String table = options.text("table", "");
        String text = "`table` must be a table's name, is `" + table + "`";
        options.problems()
                .require(
                        table.matches("([A-Za-z_][A-Za-z0-9_$]*)?"),
                        options.at("table"),
                        text,
                        "Use letters, digits, `_`.");
    }

    private static void template(Route route) {
        PayloadTemplate template = PayloadTemplate.read(route.options(), "payload_template");
        if (template != null) {
            template.compile(route.scope(), new Redaction());
        }
    }
}
