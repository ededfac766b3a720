package ai.genops.server.splunk;

import ai.genops.search.SearchRequest;
import ai.genops.server.job.JobRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a client asks to be searched, by the parameters of Splunk's `search/jobs`. Those that say how a cluster is to
/// work, or what a page wants to draw, are taken and have no effect; one whose effect would be missed is refused.
final class SearchCall {
    private static final int DEFAULT_TTL_SECONDS = 600;

    private SearchCall() {}

    static JobRequest read(Call call) {
        String spl = call.text("search", "");
        if (spl.isBlank()) {
            throw Refusal.wrong("`search` is missing or empty");
        }
        if (!call.text("id", "").isEmpty()) {
            throw Refusal.wrong("`id` cannot be chosen here; the answer tells the sid");
        }
        boolean realtime = call.text("search_mode", "normal").equals("realtime");
        String earliest = time(call.text("earliest_time", ""), realtime);
        String latest = time(call.text("latest_time", ""), realtime);
        try {
            var search = new SearchRequest(
                    spl,
                    earliest,
                    latest,
                    limited(call.number("max_count", SearchRequest.DEFAULT_MAX_ROWS), JobRequest.MOST_ROWS),
                    seconds(call, "max_time", (int) SearchRequest.DEFAULT_TIMEOUT.toSeconds()),
                    strict(call));
            return new JobRequest(
                    search, call.principal().asOwner(), realtime, seconds(call, "timeout", DEFAULT_TTL_SECONDS));
        } catch (IllegalArgumentException e) {
            throw Refusal.wrong(String.valueOf(e.getMessage()));
        }
    }

    /// A parameter of ours: a search in Splunk is always read as Splunk does.
    static @Nullable Boolean strict(Call call) {
        return call.text("strict", "").isEmpty() ? null : Boolean.valueOf(call.flag("strict", false));
    }

    /// What is given as 0 means no limit in Splunk; here it means the largest.
    static int limited(int wanted, int most) {
        return wanted == 0 ? most : Math.min(wanted, most);
    }

    static Duration seconds(Call call, String name, int otherwise) {
        int wanted = call.number(name, otherwise);
        return Duration.ofSeconds(wanted == 0 ? otherwise : wanted);
    }

    /// A real-time window `rt-5m` is the newest five minutes at each look; `rt` is no bound.
    static @Nullable String time(String text, boolean realtime) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.startsWith("rt")) {
            return text;
        }
        if (!realtime) {
            throw Refusal.wrong("`" + text + "` is a time of search_mode=realtime");
        }
        return text.equals("rt") || text.equals("rtnow") ? null : text.substring(2);
    }
}
