package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.util.List;

/// `Data Parsing`: what becomes of OTLP's attributes. This source always parses them, keeps the resource's, and
/// leaves nested ones as they are; other wishes are noted.
public record ParsingSettings(
        String format, boolean parseAttributes, boolean preserveResourceAttributes, boolean flattenNestedAttributes) {
    static ParsingSettings read(Settings parsing) {
        ParsingSettings settings = new ParsingSettings(
                parsing.get("format", "OTLP", (in, key, other) -> in.choice(key, other, List.of("OTLP"))),
                parsing.get("parse_otlp_attributes", true, Section::flag),
                parsing.get("preserve_resource_attributes", true, Section::flag),
                parsing.get("flatten_nested_attributes", false, Section::flag));
        always(parsing, "parse_otlp_attributes", settings.parseAttributes, "attributes are parsed when asked for");
        always(parsing, "preserve_resource_attributes", settings.preserveResourceAttributes, "they are kept");
        always(parsing, "flatten_nested_attributes", !settings.flattenNestedAttributes, "they are kept nested");
        return settings;
    }

    private static void always(Settings parsing, String key, boolean asAlways, String what) {
        if (!asAlways) {
            parsing.note(key, "`" + key + "` has no effect: " + what);
        }
    }
}
