package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.CsvWriter;
import ai.genops.search.JsonWriter;
import ai.genops.search.Result;
import ai.genops.search.ResultWriter;
import ai.genops.search.Search;
import ai.genops.server.access.Principal;
import ai.genops.server.job.Job;
import ai.genops.server.job.JobRequest;
import ai.genops.server.job.JobResult;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Searches as jobs, under `/api/jobs`; docs/api.md says how. Somebody's jobs are theirs and the administrators'; to
/// others they are not there.
final class JobRoutes {
    private static final MediaType NDJSON = MediaType.parse("application/x-ndjson");
    private static final String JOB = "/api/jobs/{sid}";
    private static final int MOST_AT_ONCE = 50_000;

    private final Search search;
    private final Jobs jobs;

    private JobRoutes(Search search, Jobs jobs) {
        this.search = search;
        this.jobs = jobs;
    }

    static void addTo(ServerBuilder server, Search search, Jobs jobs) {
        var routes = new JobRoutes(search, jobs);
        server.service("/api/jobs", byMethod(routes::list, HttpMethod.POST, routes::create));
        server.service(JOB, byMethod(routes::show, HttpMethod.DELETE, routes::delete));
        server.service(JOB + "/results", Answers.of(HttpMethod.GET, routes::results));
        server.service(JOB + "/preview", Answers.of(HttpMethod.GET, routes::preview));
        server.service(JOB + "/finalize", Answers.of(HttpMethod.POST, routes::finish));
        server.service(
                JOB + "/events",
                Answers.of(HttpMethod.GET, (context, _) -> JobEvents.of(routes.job(context), context)));
    }

    private static HttpService byMethod(Answers.Question get, HttpMethod method, Answers.Question other) {
        HttpService reading = Answers.of(HttpMethod.GET, get);
        HttpService changing = Answers.of(method, other);
        return (ServiceRequestContext context, HttpRequest request) ->
                (request.method() == HttpMethod.GET ? reading : changing).serve(context, request);
    }

    private HttpResponse list(ServiceRequestContext context, AggregatedHttpRequest request) {
        Principal who = Gate.principal(context);
        var out = new JsonBuffer(1024).ascii("{\"jobs\":[");
        String comma = "";
        for (Job job : jobs.all()) {
            if (mayUse(who, job)) {
                out.ascii(comma);
                JobJson.write(job, out);
                comma = ",";
            }
        }
        return ApiServer.json(out.ascii("]}").toString());
    }

    private HttpResponse create(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        Principal who = Gate.principal(context);
        JobRequest wanted = JobJson.readRequest(Answers.json(request), who.asOwner());
        Job job = jobs.start(search.as(who.rights()), wanted);
        return HttpResponse.of(HttpStatus.CREATED, MediaType.JSON_UTF_8, JobJson.write(job));
    }

    private HttpResponse show(ServiceRequestContext context, AggregatedHttpRequest request) {
        return ApiServer.json(JobJson.write(job(context)));
    }

    private HttpResponse delete(ServiceRequestContext context, AggregatedHttpRequest request) {
        jobs.remove(job(context));
        return HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    private HttpResponse finish(ServiceRequestContext context, AggregatedHttpRequest request)
            throws InterruptedException {
        Job job = job(context);
        job.finalizeNow();
        job.awaitEnd(Duration.ofSeconds(10));
        return ApiServer.json(JobJson.write(job));
    }

    private HttpResponse results(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        Job.Look look = job(context).look();
        if (!look.isDone()) {
            throw new ApiException(HttpStatus.CONFLICT, "the job is " + look.state() + "; it has no results yet");
        }
        return rows(look, context);
    }

    private HttpResponse preview(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        Job.Look look = job(context).look();
        return look.isDone() || look.result().version() > 0
                ? rows(look, context)
                : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    private static HttpResponse rows(Job.Look look, ServiceRequestContext context) throws IOException {
        if (look.error() != null) {
            throw new ApiException(HttpStatus.CONFLICT, look.error());
        }
        int offset = Answers.number(context.queryParams(), "offset", 0, 0, Integer.MAX_VALUE);
        int count = Answers.number(context.queryParams(), "count", 100, 1, MOST_AT_ONCE);
        String format = context.queryParams().get("format", "json");
        JobResult result = look.result();
        List<Result.Row> rows = result.rows(offset, count);
        return switch (format) {
            case "json" -> ApiServer.json(JobJson.rows(result, offset, rows));
            case "ndjson" -> written(new JsonWriter(), NDJSON, result, rows);
            case "csv" -> written(new CsvWriter(), MediaType.CSV_UTF_8, result, rows);
            default ->
                throw new ApiException(
                        HttpStatus.BAD_REQUEST, "`format` must be json, ndjson or csv, is `" + format + "`");
        };
    }

    private static HttpResponse written(ResultWriter writer, MediaType type, JobResult result, List<Result.Row> rows)
            throws IOException {
        var text = new StringBuilder();
        var part = new Result(result.fields(), rows, result.truncated(), List.of(), Duration.ZERO);
        writer.write(part, text);
        return HttpResponse.of(HttpStatus.OK, type, text.toString());
    }

    private Job job(ServiceRequestContext context) {
        String sid = Objects.requireNonNull(context.pathParam("sid"));
        Job job = jobs.find(sid);
        if (job == null || !mayUse(Gate.principal(context), job)) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no job `" + sid + "`; it may have expired");
        }
        return job;
    }

    private static boolean mayUse(Principal who, Job job) {
        return who.mayUse(job.request().owner());
    }
}
