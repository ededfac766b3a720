package ai.genops.server.splunk;

import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.knowledge.SummaryIndexes;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import ai.genops.server.job.Job;
import ai.genops.server.job.JobRequest;
import ai.genops.server.job.JobResult;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// `search/jobs` and what is below it.
public record JobCalls(Search search, Jobs jobs, ZoneId zone, Replies replies) {
    private static final int DEFAULT_COUNT = 100;
    private static final int REFINED_ROWS = 50_000;

    /// By `exec_mode`: `normal` gives the sid at once, `blocking` when the job is done, `oneshot` its results.
    HttpResponse create(Call call) throws IOException, InterruptedException {
        String mode = call.text("exec_mode", "normal");
        return switch (mode) {
            case "normal" -> created(call, start(call));
            case "blocking" -> {
                Job job = start(call);
                awaitEnd(call, job);
                yield created(call, job);
            }
            case "oneshot" -> oneshot(call);
            default -> throw Refusal.wrong("`exec_mode` must be normal, blocking or oneshot, is `" + mode + "`");
        };
    }

    Job start(Call call) {
        return start(call, SearchCall.read(call));
    }

    Job start(Call call, JobRequest request) {
        Search theirs = search.as(call.principal().rights());
        try {
            theirs.checkWith(request.search().spl());
            return jobs.start(theirs, request);
        } catch (SearchException e) {
            throw Refusal.wrong(e.report());
        } catch (Jobs.FullException e) {
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "ERROR", String.valueOf(e.getMessage()));
        }
    }

    static HttpResponse created(Call call, Job job) {
        if (call.wantsJson()) {
            return HttpResponse.of(HttpStatus.CREATED, MediaType.JSON_UTF_8, "{\"sid\":\"" + job.sid() + "\"}");
        }
        var out = new Xml().raw(Xml.HEAD).raw("<response>").element("sid", job.sid());
        return HttpResponse.of(
                HttpStatus.CREATED, Replies.XML, out.raw("</response>").toString());
    }

    private static void awaitEnd(Call call, Job job) throws InterruptedException {
        if (job.request().realtime()) {
            job.cancel();
            throw Refusal.wrong("a real-time search does not end; use exec_mode=normal, or export");
        }
        call.context().clearRequestTimeout();
        var _ = call.context().whenRequestCancelling().thenAccept(_ -> job.cancel());
        while (!job.awaitEnd(Duration.ofSeconds(30)).isDone()) {
            job.touch();
        }
    }

    private HttpResponse oneshot(Call call) throws IOException, InterruptedException {
        Job job = start(call);
        try {
            awaitEnd(call, job);
            return rows(call, job.look());
        } finally {
            jobs.remove(job);
        }
    }

    HttpResponse list(Call call) {
        return replies.entries(
                call,
                jobs.all().stream()
                        .filter(job -> mayUse(call, job))
                        .map(JobEntry::of)
                        .toList());
    }

    HttpResponse show(Call call) {
        return replies.entry(call, JobEntry.of(job(call)));
    }

    HttpResponse remove(Call call) {
        jobs.remove(job(call));
        return Replies.message(call, "INFO", "Search job cancelled.");
    }

    HttpResponse results(Call call) throws IOException {
        Job.Look look = job(call).look();
        return look.isDone() ? found(call, look) : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    HttpResponse preview(Call call) throws IOException {
        Job.Look look = job(call).look();
        return look.isDone() || look.result().version() > 0
                ? found(call, look)
                : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    /// The events, of a job whose results are events.
    HttpResponse events(Call call) throws IOException {
        Job.Look look = job(call).look();
        boolean events =
                look.result().fields().stream().anyMatch(field -> field.name().equals("_raw"));
        return events ? results(call) : HttpResponse.of(HttpStatus.NO_CONTENT);
    }

    private HttpResponse rows(Call call, Job.Look look) throws IOException {
        if (look.error() != null) {
            throw Refusal.wrong(look.error());
        }
        ResultForm form = ResultForm.of(call.text("output_mode", "xml"), replies.clock());
        ResultForm.Page page = page(call, look.result()).only(call.parameters().getAll("f"));
        return HttpResponse.of(HttpStatus.OK, form.type(), form.write(page));
    }

    private ResultForm.Page page(Call call, JobResult result) throws IOException {
        int offset = call.number("offset", 0);
        int count = call.number("count", DEFAULT_COUNT);
        int most = count == 0 ? JobRequest.MOST_ROWS : count;
        return new ResultForm.Page(
                result.fields(), result.rows(offset, most), offset, result.preview(), messages(result), zone);
    }

    /// What `search`, a search of the results themselves, makes of them.
    private HttpResponse found(Call call, Job.Look look) throws IOException {
        String commands = call.text("search", "");
        if (commands.isEmpty() || look.error() != null) {
            return rows(call, look);
        }
        JobResult result = look.result();
        if (result.count() > REFINED_ROWS) {
            throw Refusal.wrong("`search` takes results of at most %,d rows, these are %,d"
                    .formatted(REFINED_ROWS, result.count()));
        }
        Search theirs = search.as(call.principal().rights());
        // Asking for the same results twice must not write twice.
        Result refined = theirs.with(() -> theirs.knowledge().with(SummaryIndexes.NONE))
                .refine(result.fields(), result.rows(0, REFINED_ROWS), SearchRequest.of(commands));
        int offset = Math.min(call.number("offset", 0), refined.rows().size());
        int count = call.number("count", DEFAULT_COUNT);
        int end = count == 0 ? refined.rows().size() : Math.min(refined.rows().size(), offset + count);
        var messages = new ArrayList<>(messages(result));
        messages.addAll(refined.messages());
        var page = new ResultForm.Page(
                        refined.fields(), refined.rows().subList(offset, end), offset, result.preview(), messages, zone)
                .only(call.parameters().getAll("f"));
        ResultForm form = ResultForm.of(call.text("output_mode", "xml"), replies.clock());
        return HttpResponse.of(HttpStatus.OK, form.type(), form.write(page));
    }

    static List<Message> messages(JobResult result) {
        List<Message> messages = new ArrayList<>(result.messages());
        if (result.since() != null) {
            messages.add(new Message(Message.Level.WARN, "only events since " + result.since() + " are looked at"));
        }
        return messages;
    }

    HttpResponse control(Call call) throws InterruptedException {
        Job job = job(call);
        String action = call.text("action", "");
        return switch (action) {
            case "cancel" -> remove(call);
            case "finalize" -> {
                job.finalizeNow();
                job.awaitEnd(Duration.ofSeconds(10));
                yield Replies.message(call, "INFO", "Search job finalized.");
            }
            case "touch" -> Replies.message(call, "INFO", "Search job touched.");
            case "setttl" -> setTtl(call, job);
            case "enablepreview", "disablepreview", "setpriority" ->
                Replies.message(call, "INFO", "This has no effect here: previews cost a search nothing.");
            case "pause", "unpause", "save", "unsave" ->
                throw Refusal.wrong(
                        "`" + action + "` is not available here; there are cancel, finalize, touch, setttl");
            default -> throw Refusal.wrong("`action` is not known: `" + action + "`");
        };
    }

    private static HttpResponse setTtl(Call call, Job job) {
        try {
            job.ttl(Duration.ofSeconds(call.number("ttl", 600)));
            return Replies.message(call, "INFO", "The ttl of the search job was changed.");
        } catch (IllegalArgumentException e) {
            throw Refusal.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Job job(Call call) {
        Job job = jobs.find(call.part(2));
        if (job == null || !mayUse(call, job)) {
            throw Refusal.notThere("Unknown sid: " + call.part(2));
        }
        return job;
    }

    static boolean mayUse(Call call, Job job) {
        return call.principal().mayUse(job.request().owner());
    }
}
