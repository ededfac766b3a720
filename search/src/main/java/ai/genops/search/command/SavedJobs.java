package ai.genops.search.command;

import ai.genops.search.knowledge.SearchJob;
import ai.genops.search.knowledge.SearchJobs;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.report.SearchException;
import java.util.List;

/// The jobs that ran a saved search, as `loadjob` chooses among them.
///
/// @param delegate who started them; empty: anybody
/// @param offset how many of the newest to leave out
/// @param at where the saved search is named
record SavedJobs(String name, String delegate, long offset, int at) {

    /// The newest one that has results, was started in the time searched and may be seen.
    ///
    /// @throws SearchException if there is none
    SearchJob newest(SearchJobs jobs, Planning planning) {
        var _ = Models.named(name, at, planning);
        List<SearchJob> found =
                jobs.all().stream().filter(job -> matches(job, planning)).toList();
        if (offset < found.size()) {
            return found.get((int) offset);
        }
        if (found.isEmpty()) {
            String by = delegate.isEmpty() ? "" : " started by `" + delegate + "`";
            throw planning.error(
                    at, "no finished job of saved search `%s`%s is kept".formatted(name, by), hint(planning));
        }
        throw planning.error(
                at,
                "saved search `%s` has %,d finished jobs, and artifact_offset leaves out %,d"
                        .formatted(name, found.size(), offset),
                null);
    }

    private boolean matches(SearchJob job, Planning planning) {
        return job.savedSearch().equals(name)
                && job.refusal().isEmpty()
                && (delegate.isEmpty() || delegate.equals(job.user()))
                && planning.range().covers(job.createdAt(), job.createdAt())
                && planning.catalog().rights().jobs().test(job);
    }

    private String hint(Planning planning) {
        if (delegate.equals("scheduler")) {
            return "Saved searches run when somebody starts them, not on a schedule: leave job_delegate out.";
        }
        return TimeRange.ALL.equals(planning.range())
                ? "Run it: | savedsearch \"" + name + "\""
                : "The time searched is when jobs were started; or run it: | savedsearch \"" + name + "\"";
    }
}
