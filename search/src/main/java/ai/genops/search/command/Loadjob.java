package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.JobTable;
import ai.genops.search.knowledge.SearchJob;
import ai.genops.search.knowledge.SearchJobs;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.report.Message;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| loadjob sid`: the results of a job that has finished; with `savedsearch="user:app:name"` those of the newest job
/// that ran this saved search and was started in the time searched. A job that whoever searches may not see is not
/// there. Splunk, Search Reference, `loadjob`.
///
/// @param saved which of a saved search's jobs; null if the job is named by its sid
/// @param eventsAt where events were asked for; -1 if they were not
/// @param at where the job is named
record Loadjob(String sid, @Nullable SavedJobs saved, int eventsAt, int at) implements Command.Source {
    private static final List<String> OPTIONS =
            List.of("savedsearch", "events", "job_delegate", "artifact_offset", "ignore_running");

    static Loadjob read(Cursor in) {
        int at = in.here();
        String sid = "";
        String saved = "";
        String delegate = "";
        int eventsAt = -1;
        int onlySavedAt = -1;
        long offset = 0;
        while (!in.atEnd()) {
            int here = in.here();
            String option = in.option(OPTIONS.toArray(String[]::new));
            switch (option) {
                case null -> sid = sid(sid, in);
                case "savedsearch" -> {
                    at = in.here();
                    saved = name(in);
                }
                case "events" -> eventsAt = Numbers.flag(in) ? here : -1;
                case "job_delegate" -> {
                    onlySavedAt = here;
                    delegate = in.optionValue();
                }
                case "artifact_offset" -> {
                    onlySavedAt = here;
                    offset = Numbers.required(in);
                }
                default -> ignoreRunning(in);
            }
        }
        if (sid.isEmpty() == saved.isEmpty()) {
            String rule = sid.isEmpty() ? "needs a sid, or savedsearch=" : "takes a sid or savedsearch=, not both";
            throw in.errorAt(at, "`loadjob` " + rule, "Example: | loadjob 1774180800.12");
        }
        if (saved.isEmpty() && onlySavedAt >= 0) {
            throw in.errorAt(onlySavedAt, "only with savedsearch= there are several jobs to choose from", null);
        }
        return new Loadjob(sid, saved.isEmpty() ? null : new SavedJobs(saved, delegate, offset, at), eventsAt, at);
    }

    private static String sid(String before, Cursor in) {
        int at = in.here();
        if (in.comesOption()) {
            String option = in.word();
            String nearest = Nearest.to(option, OPTIONS);
            String all = "There are: " + String.join(", ", OPTIONS);
            throw in.errorAt(
                    at,
                    "`loadjob` has no option `%s`".formatted(option),
                    nearest == null ? all : "Did you mean `%s`?".formatted(nearest));
        }
        String sid = in.name("the sid of a job");
        if (!before.isEmpty()) {
            throw in.errorAt(at, "`loadjob` loads one job", "Use append for another: | append [| loadjob " + sid + "]");
        }
        return sid;
    }

    private static String name(Cursor in) {
        int at = in.here();
        String[] parts = in.optionValue().split(":", 3);
        if (parts.length < 3 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
            throw in.errorAt(
                    at,
                    "a saved search is named by user, app and name",
                    "Example: | loadjob savedsearch=\"admin:search:Daily spend\"");
        }
        return parts[2];
    }

    private static void ignoreRunning(Cursor in) {
        int at = in.here();
        if (!Numbers.flag(in)) {
            throw in.errorAt(at, "only jobs that have finished are loaded", "Leave ignore_running out.");
        }
    }

    @Override
    public Relation open(Planning planning) {
        SearchJobs jobs = planning.knowledge().jobs();
        if (!jobs.refusal().isEmpty()) {
            throw planning.error(at, jobs.refusal(), "Run the search itself; the server's API and screen keep jobs.");
        }
        SearchJob job = named(saved == null ? sid : saved.newest(jobs, planning).sid(), jobs, planning);
        JobTable table = load(job, jobs, planning);
        if (eventsAt >= 0 && !table.has("_raw")) {
            throw planning.error(
                    eventsAt,
                    "job `%s` has kept its results, and no events".formatted(job.sid()),
                    "Leave events out to load the results.");
        }
        for (Message message : table.messages()) {
            if (message.level() == Message.Level.WARN) {
                planning.warn("job `%s`: %s".formatted(job.sid(), message.text()));
            }
        }
        return Rows.of(grid(table), "loadjob", planning);
    }

    private SearchJob named(String id, SearchJobs jobs, Planning planning) {
        SearchJob job = jobs.find(id);
        if (job == null || !planning.catalog().rights().jobs().test(job)) {
            throw planning.error(
                    at, "there is no job `%s`".formatted(id), "It may have expired: run its search again.");
        }
        return job;
    }

    private JobTable load(SearchJob job, SearchJobs jobs, Planning planning) {
        String refusal = job.refusal();
        try {
            if (refusal.isEmpty()) {
                return jobs.load(job);
            }
        } catch (IllegalArgumentException e) {
            refusal = String.valueOf(e.getMessage());
        }
        throw planning.error(at, "job `%s` cannot be loaded: %s".formatted(job.sid(), refusal), null);
    }

    private static Grid grid(JobTable table) {
        return new Grid(
                table.fields().stream()
                        .map(field -> new Grid.Field(field.name(), type(field.kind())))
                        .toList(),
                table.rows().stream().map(Grid.Row::new).toList());
    }

    private static Type type(JobTable.Kind kind) {
        return switch (kind) {
            case TEXT -> Type.TEXT;
            case NUMBER -> Type.NUMBER;
            case EXACT -> Type.EXACT;
            case TIME -> Type.TIME;
            case LIST -> Type.LIST;
        };
    }
}
