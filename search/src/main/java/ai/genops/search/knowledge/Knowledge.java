package ai.genops.search.knowledge;

import java.util.Map;

/// What queries may name besides what the lake holds. Immutable but for the lookups, which answer as they are
/// when a search starts.
///
/// @param macros by name; one with arguments by name and their number, `name(2)`, as Splunk keys them
/// @param savedSearches SPL by name
/// @param dataModels the search that stands for a data model or one of its datasets, by name (`Endpoint` or
///     `Endpoint.Processes`)
public record Knowledge(
        Map<String, Macro> macros, Map<String, String> savedSearches, Map<String, String> dataModels, Lookups lookups) {
    public static final Knowledge NONE = new Knowledge(Map.of(), Map.of(), Map.of(), Lookups.NONE);

    public Knowledge {
        macros = Map.copyOf(macros);
        savedSearches = Map.copyOf(savedSearches);
        dataModels = Map.copyOf(dataModels);
    }
}
