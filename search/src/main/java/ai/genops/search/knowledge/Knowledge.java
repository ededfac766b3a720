package ai.genops.search.knowledge;

import java.util.Map;

/// What queries may name besides what the lake holds. Immutable but for the lookups, which answer as they are
/// when a search starts.
///
/// @param macros by name; one with arguments by name and their number, `name(2)`, as Splunk keys them
/// @param savedSearches by name
/// @param dataModels the search that stands for a data model or one of its datasets, by name (`Endpoint` or
///     `Endpoint.Processes`)
/// @param summaries where `collect` writes
/// @param jobs those whose results `loadjob` reads
/// @param routes what `rest` reads
/// @param strict whether queries are read as Splunk reads them that do not say so themselves
public record Knowledge(
        Map<String, Macro> macros,
        Map<String, SavedSearch> savedSearches,
        Map<String, String> dataModels,
        Lookups lookups,
        SummaryIndexes summaries,
        SearchJobs jobs,
        RestRoutes routes,
        boolean strict) {
    public static final Knowledge NONE = new Knowledge(Map.of(), Map.of(), Map.of(), Lookups.NONE);

    public Knowledge(
            Map<String, Macro> macros,
            Map<String, SavedSearch> savedSearches,
            Map<String, String> dataModels,
            Lookups lookups) {
        this(macros, savedSearches, dataModels, lookups, false);
    }

    public Knowledge(
            Map<String, Macro> macros,
            Map<String, SavedSearch> savedSearches,
            Map<String, String> dataModels,
            Lookups lookups,
            boolean strict) {
        this(macros, savedSearches, dataModels, lookups, SummaryIndexes.NONE, SearchJobs.NONE, RestRoutes.NONE, strict);
    }

    /// The same, and results may be collected.
    public Knowledge with(SummaryIndexes written) {
        return new Knowledge(macros, savedSearches, dataModels, lookups, written, jobs, routes, strict);
    }

    /// The same, and results of these jobs may be read.
    public Knowledge with(SearchJobs kept) {
        return new Knowledge(macros, savedSearches, dataModels, lookups, summaries, kept, routes, strict);
    }

    /// The same, and what a server tells of itself may be read.
    public Knowledge with(RestRoutes told) {
        return new Knowledge(macros, savedSearches, dataModels, lookups, summaries, jobs, told, strict);
    }

    public Knowledge {
        macros = Map.copyOf(macros);
        savedSearches = Map.copyOf(savedSearches);
        dataModels = Map.copyOf(dataModels);
    }
}
