package ai.genops.server.knowledge;

import ai.genops.pipeline.config.Problems;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.knowledge.SavedSearch;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/// What a configuration's folder `searches` defines, read and checked: the files `macros.conf` and `savedsearches.conf`
/// in it and in folders below it.
///
/// @param macros by the name that Splunk keys them by, `name(2)` with two arguments
/// @param searches by name
/// @param strict whether queries are read as Splunk reads them that do not say so themselves
public record SearchPlan(Map<String, Macro> macros, Map<String, SavedSearch> searches, boolean strict) {
    /// Nothing.
    public static final SearchPlan NONE = new SearchPlan(Map.of(), Map.of(), false);

    /// The folder in the configuration's.
    public static final String FOLDER = "searches";

    public SearchPlan {
        macros = Map.copyOf(macros);
        searches = Map.copyOf(searches);
    }

    /// Reads the folder `searches`.
    ///
    /// @param folder of the configuration
    /// @param zone in which times without a zone are read
    public static SearchPlan read(Path folder, boolean strict, ZoneId zone, Problems problems) {
        return read(folder, Map.of(), strict, zone, problems);
    }

    /// The same as the folder would say if files had other texts.
    ///
    /// @param drafts by the names of files relative to the configuration's folder
    public static SearchPlan read(
            Path folder, Map<String, String> drafts, boolean strict, ZoneId zone, Problems problems) {
        var files = new AppFiles(folder.resolve(FOLDER), drafts, problems);
        Map<String, Macro> macros = new MacroReader(problems).read(files.stanzas("macros.conf", "macro"));
        Map<String, SavedSearch> searches =
                new SavedSearchReader(macros, zone, problems).read(files.stanzas("savedsearches.conf", "saved search"));
        return new SearchPlan(macros, searches, strict);
    }

    /// For searches, with tables that are elsewhere.
    public Knowledge with(Lookups lookups) {
        return new Knowledge(macros, searches, Map.of(), lookups, strict);
    }
}
