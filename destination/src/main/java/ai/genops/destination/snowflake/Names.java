package ai.genops.destination.snowflake;

import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Section;
import org.jspecify.annotations.Nullable;

/// What blocks and routes may name. Identifiers are those that need no quotes in SQL (Snowflake: "Identifier
/// requirements"): a name that needs them would be another one here than there.
final class Names {
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_$]{0,254}";

    private Names() {}

    /// The identifier under a key; empty if there is none.
    static String identifier(Section section, String key) {
        String name = section.text(key, "");
        if (!name.isEmpty()) {
            check(section, key, name);
        }
        return name;
    }

    static void check(Section section, String key, String name) {
        String text = "`" + key + "` must be a name that needs no quotes, is `" + name + "`";
        section.problems().require(name.matches(IDENTIFIER), section.at(key), text, "Use letters, digits, `_`.");
    }

    /// A row is an object, whose members are columns.
    static void checkTemplate(@Nullable PayloadTemplate template, String key, Section section) {
        if (template != null && !template.text().strip().startsWith("{")) {
            String text = "`" + key + "` is not a JSON object";
            section.problems().error(template.at(), text, "Write `{\"COLUMN\": ...}`, a member for each column.");
        }
    }
}
