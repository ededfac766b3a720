package ai.genops.server.splunk;

import ai.genops.search.SearchRequest;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.server.job.JobRequest;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is below one of `saved/searches`: they are run as jobs. They are changed in the configuration only.
///
/// @param searches by name, as the configuration has them at the moment
public record SavedCalls(Supplier<Map<String, SavedSearch>> searches, JobCalls calls, Jobs jobs, Replies replies) {
    private static final String ARGUMENT = "args.";

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Runs one as a job, whose sid is the answer. The time and the bounds that `dispatch.*` names go over its own;
    /// `args.NAME` takes the place of `$NAME$`.
    HttpResponse dispatch(Call call) {
        return JobCalls.created(call, calls.start(call, request(call)));
    }

    private JobRequest request(Call call) {
        SavedSearch saved = named(call);
        if (call.flag("trigger_actions", false)) {
            throw Refusal.wrong("`trigger_actions` is not available here: saved searches have no actions, alerts do");
        }
        if (!call.text("dispatch.now", "").isEmpty()) {
            throw Refusal.wrong("`dispatch.now` is not available here; name dispatch.earliest_time and .latest_time");
        }
        try {
            var search = new SearchRequest(
                    saved.with(arguments(call)),
                    SearchCall.time(call.text("dispatch.earliest_time", orEmpty(saved.earliest())), false),
                    SearchCall.time(call.text("dispatch.latest_time", orEmpty(saved.latest())), false),
                    SearchCall.limited(
                            call.number("dispatch.max_count", SearchRequest.DEFAULT_MAX_ROWS), JobRequest.MOST_ROWS),
                    SearchCall.seconds(call, "dispatch.max_time", (int) SearchRequest.DEFAULT_TIMEOUT.toSeconds()),
                    SearchCall.strict(call));
            return new JobRequest(
                    search,
                    call.principal().asOwner(),
                    false,
                    SearchCall.seconds(call, "dispatch.ttl", (int) JobRequest.DEFAULT_TTL.toSeconds()),
                    call.part(2));
        } catch (IllegalArgumentException e) {
            throw Refusal.wrong(String.valueOf(e.getMessage()));
        }
    }

    private SavedSearch named(Call call) {
        SavedSearch saved = searches.get().get(call.part(2));
        if (saved == null) {
            throw Refusal.notThere("Could not find object id=" + call.part(2));
        }
        return saved;
    }

    private static Map<String, String> arguments(Call call) {
        Map<String, String> values = new HashMap<>();
        call.parameters().forEach((name, value) -> {
            if (name.startsWith(ARGUMENT)) {
                values.put(name.substring(ARGUMENT.length()), value);
            }
        });
        return values;
    }

    /// The jobs that ran one, as far as they are still there.
    HttpResponse history(Call call) {
        var _ = named(call);
        return replies.entries(
                call,
                jobs.all().stream()
                        .filter(job -> job.request().label().equals(call.part(2)) && JobCalls.mayUse(call, job))
                        .map(JobEntry::bySid)
                        .toList());
    }
}
