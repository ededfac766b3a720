package ai.genops.server.splunk;

import ai.genops.search.SearchRequest;
import ai.genops.server.job.Job;
import ai.genops.server.job.JobState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A job as Splunk's clients see one. How many events were looked at is not counted; as many as there are rows is said,
/// since clients ask for results only if there are events.
final class JobEntry {
    private JobEntry() {}

    static Entry of(Job job) {
        SearchRequest search = job.request().search();
        return new Entry(search.spl(), "search/v2/jobs/" + job.sid(), content(job, job.look()));
    }

    /// Under its sid, as the jobs of a saved search are listed.
    static Entry bySid(Job job) {
        return new Entry(job.sid(), "search/v2/jobs/" + job.sid(), content(job, job.look()));
    }

    private static Map<String, Object> content(Job job, Job.Look look) {
        SearchRequest search = job.request().search();
        int found = look.result().count();
        var content = new LinkedHashMap<String, Object>();
        content.put("sid", job.sid());
        content.put("search", search.spl());
        content.put("eventSearch", search.spl());
        content.put("label", job.request().label());
        content.put("dispatchState", look.state().name());
        content.put("doneProgress", String.valueOf(Math.round(look.progress() * 1000) / 1000.0));
        content.put("isDone", look.isDone());
        content.put("isFailed", look.state() == JobState.FAILED);
        content.put("isFinalized", look.finalized());
        content.put("isPaused", false);
        content.put("isSaved", false);
        content.put("isSavedSearch", !job.request().label().isEmpty());
        content.put("isZombie", false);
        content.put("isRealTimeSearch", job.request().realtime());
        content.put("isPreviewEnabled", true);
        content.put("isRemoteTimeline", false);
        content.put("isEventsPreviewEnabled", false);
        content.put("isTimeCursored", false);
        content.put("eventCount", look.rows());
        content.put("eventAvailableCount", look.rows());
        content.put("eventFieldCount", look.result().fields().size());
        content.put("eventIsStreaming", false);
        content.put("eventIsTruncated", look.result().truncated());
        content.put("eventSorting", "none");
        content.put("resultCount", look.rows());
        content.put("resultIsStreaming", false);
        content.put("resultPreviewCount", found);
        content.put("scanCount", look.rows());
        content.put("dropCount", 0);
        content.put("statusBuckets", 0);
        content.put("numPreviews", look.result().version());
        content.put("priority", 5);
        content.put("diskUsage", 0);
        content.put("runDuration", look.ran().toMillis() / 1000.0);
        content.put("ttl", look.ttl().toSeconds());
        content.put("keywords", "");
        content.put("delegate", "");
        content.put("request", Map.of("search", search.spl()));
        content.put("searchProviders", List.of("genops"));
        put("earliestTime", search.earliest(), content);
        put("latestTime", search.latest(), content);
        content.put("published", look.createdAt().toString());
        content.put("messages", messages(look));
        return content;
    }

    private static void put(String name, @org.jspecify.annotations.Nullable String value, Map<String, Object> content) {
        if (value != null) {
            content.put(name, value);
        }
    }

    private static List<Object> messages(Job.Look look) {
        List<Object> messages = new ArrayList<>();
        if (look.error() != null) {
            messages.add(Map.of("type", "FATAL", "text", look.error()));
        }
        look.result()
                .messages()
                .forEach(message -> messages.add(Map.of("type", message.level().name(), "text", message.text())));
        return messages;
    }
}
