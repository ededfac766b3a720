package ai.genops.server.splunk;

import ai.genops.search.Search;
import ai.genops.server.access.Access;
import ai.genops.server.job.Jobs;
import ai.genops.server.job.LentJobs;
import java.util.HashMap;
import java.util.Map;

/// The routes that list things.
public final class SplunkListings {
    private SplunkListings() {}

    /// Those of a server.
    ///
    /// @param search by which indexes are counted
    public static Listings of(String version, String host, Search search, Access access, Jobs jobs) {
        var around = new Surroundings(version, host, search);
        var people = new People(access);
        var knowledge = new KnowledgeEntries(search::knowledge);
        Map<String, Listings.Listing> routes = new HashMap<>();
        routes.put("server/info", around::info);
        routes.put("authentication/current-context", around::context);
        routes.put("authentication/users", people::users);
        routes.put("authorization/roles", people::roles);
        routes.put("apps/local", around::apps);
        routes.put("data/indexes", around::indexes);
        routes.put("data/lookup-table-files", knowledge::lookupFiles);
        routes.put("data/transforms/lookups", knowledge::lookupDefinitions);
        routes.put("saved/searches", knowledge::savedSearches);
        routes.put("admin/macros", knowledge::macros);
        routes.put("configs/conf-macros", knowledge::macros);
        routes.put("search/commands", around::commands);
        routes.put(
                "search/jobs",
                who -> jobs.all().stream()
                        .filter(job -> who.jobs().test(LentJobs.lent(job)))
                        .map(JobEntry::of)
                        .toList());
        return new Listings(routes, host);
    }
}
