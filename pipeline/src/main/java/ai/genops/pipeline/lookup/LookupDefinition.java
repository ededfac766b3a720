package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a lookup's configuration says. `keyFields` and `outputFields` are columns of the file; empty: not said, so
/// that whoever uses the lookup decides. A file `lookups/NAME.csv` alone defines lookup NAME with what is usual.
public record LookupDefinition(
        String id,
        Path file,
        List<String> keyFields,
        List<String> outputFields,
        boolean caseSensitive,
        Duration reloadInterval,
        Location at) {

    static final Duration RELOAD = Duration.ofMinutes(5);

    static LookupDefinition ofFile(String id, Path file, Location at) {
        return new LookupDefinition(id, file, List.of(), List.of(), true, RELOAD, at);
    }

    /// Reads a block; `files` turns the path it names into one that can be opened.
    static LookupDefinition read(Section section, LookupPaths files) {
        section.text("description", "");
        section.choice("type", "csv", List.of("csv"));
        section.choice("match_type", "exact", List.of("exact"));
        var definition = new LookupDefinition(
                section.text("id"),
                files.resolve(section),
                section.texts("key_field"),
                section.texts("output_fields"),
                section.flag("case_sensitive", true),
                section.duration("reload_interval", RELOAD),
                section.at());
        section.finish();
        return definition;
    }
}
