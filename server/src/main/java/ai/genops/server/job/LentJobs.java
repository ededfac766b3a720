package ai.genops.server.job;

import ai.genops.search.Grids;
import ai.genops.search.knowledge.JobTable;
import ai.genops.search.knowledge.JobTable.Kind;
import ai.genops.search.knowledge.SearchJob;
import ai.genops.search.knowledge.SearchJobs;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server's jobs, for searches that read the results of others. Safe for concurrent use.
public record LentJobs(Jobs jobs) implements SearchJobs {

    @Override
    public String refusal() {
        return "";
    }

    @Override
    public @Nullable SearchJob find(String sid) {
        Job job = jobs.find(sid);
        return job == null ? null : lent(job);
    }

    @Override
    public List<SearchJob> all() {
        return jobs.all().stream().map(LentJobs::lent).toList();
    }

    /// A job as searches know it.
    public static SearchJob lent(Job job) {
        Job.Look look = job.look();
        JobRequest request = job.request();
        return new SearchJob(
                job.sid(),
                request.owner().user(),
                request.owner().roles(),
                request.label(),
                look.createdAt(),
                refusal(request, look));
    }

    private static String refusal(JobRequest request, Job.Look look) {
        if (request.realtime()) {
            return "it is a real-time search";
        }
        if (!look.isDone()) {
            return "it has not finished, it is " + look.state();
        }
        String error = look.error();
        if (error != null) {
            return "it failed: " + error.lines().findFirst().orElse("");
        }
        return look.rows() <= JobTable.MAX_ROWS
                ? ""
                : "it has %,d rows, and a search reads results of at most %,d"
                        .formatted(look.rows(), JobTable.MAX_ROWS);
    }

    @Override
    public JobTable load(SearchJob wanted) {
        Job job = jobs.find(wanted.sid());
        if (job == null) {
            throw new IllegalArgumentException("it has expired");
        }
        JobResult result = job.look().result();
        try {
            Grid grid = Grids.of(result.fields(), result.rows(0, JobTable.MAX_ROWS));
            return new JobTable(
                    grid.fields().stream().map(LentJobs::field).toList(),
                    grid.rows().stream().map(Grid.Row::cells).toList(),
                    result.messages());
        } catch (IOException e) {
            throw new IllegalArgumentException("its results have gone: " + e.getMessage(), e);
        }
    }

    private static JobTable.Field field(Grid.Field field) {
        return new JobTable.Field(field.name(), kind(field.type()));
    }

    private static Kind kind(Type type) {
        return switch (type) {
            case NUMBER -> Kind.NUMBER;
            case EXACT -> Kind.EXACT;
            case TIME -> Kind.TIME;
            case LIST -> Kind.LIST;
            case TEXT, BOOLEAN, ANY -> Kind.TEXT;
        };
    }
}
