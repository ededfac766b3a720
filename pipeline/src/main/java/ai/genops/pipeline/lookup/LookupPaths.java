package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where lookup files are. Configurations written for Cribl name its own folder; such a path means ours.
///
/// @param drafts files that are read in the place of others, by those
record LookupPaths(Path folder, Map<Path, Path> drafts) {
    private static final String CRIBL = "/opt/cribl/lookups/";

    Path resolve(Section section) {
        String name = section.text("file");
        Path file = name.startsWith(CRIBL) ? folder.resolve(name.substring(CRIBL.length())) : folder.resolve(name);
        Path path = drafts.getOrDefault(file.normalize(), file);
        if (name.startsWith(CRIBL)) {
            section.problems()
                    .note(
                            section.at("file"),
                            "`" + name + "` is read as lookups/" + name.substring(CRIBL.length()),
                            "");
        }
        if (!name.isEmpty() && !Files.isRegularFile(path)) {
            section.problems()
                    .error(
                            section.at("file"),
                            "the lookup file `" + name + "` is not there",
                            "Put it at lookups/" + path.getFileName()
                                    + " in the configuration folder, or mend `file`.");
        }
        return path;
    }
}
