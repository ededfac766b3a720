package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.search.report.Message;
import ai.genops.server.job.Job;
import ai.genops.server.job.JobRequest;
import ai.genops.server.job.JobResult;
import ai.genops.server.job.RowJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Jobs as JSON; docs/api.md says what the keys mean.
final class JobJson {
    private static final JsonFactory JSON = new JsonFactory();

    private JobJson() {}

    static String write(Job job) {
        var out = new JsonBuffer(512);
        write(job, out);
        return out.toString();
    }

    static void write(Job job, JsonBuffer out) {
        Job.Look look = job.look();
        SearchRequest search = job.request().search();
        out.ascii("{\"sid\":").text(job.sid()).ascii(",\"query\":").text(search.spl());
        text("earliest", search.earliest(), out);
        text("latest", search.latest(), out);
        out.ascii(",\"mode\":").text(job.request().realtime() ? "realtime" : "normal");
        out.ascii(",\"owner\":").text(job.request().owner().user());
        out.ascii(",\"state\":").text(look.state().name());
        out.ascii(",\"done\":").bool(look.isDone());
        out.ascii(",\"finalized\":").bool(look.finalized());
        out.ascii(",\"cancelled\":").bool(look.cancelled());
        out.ascii(",\"progress\":").number(Math.round(look.progress() * 1000) / 1000.0);
        out.ascii(",\"rows\":").number(look.rows());
        out.ascii(",\"truncated\":").bool(look.isDone() && look.result().truncated());
        preview(look, out);
        messages(look.result().messages(), out);
        text("error", look.error(), out);
        time("created_at", look.createdAt(), out);
        time("started_at", look.startedAt(), out);
        time("ended_at", look.endedAt(), out);
        time("expires_at", look.expiresAt(), out);
        out.ascii(",\"took_ms\":").number(look.ran().toMillis());
        out.ascii(",\"ttl_s\":").number(look.ttl().toSeconds()).raw('}');
    }

    private static void preview(Job.Look look, JsonBuffer out) {
        JobResult found = look.result();
        if (look.isDone() || found.version() == 0) {
            out.ascii(",\"preview\":null");
            return;
        }
        out.ascii(",\"preview\":{\"version\":").number(found.version());
        out.ascii(",\"rows\":").number(found.count());
        time("since", found.since(), out);
        out.raw('}');
    }

    private static void messages(List<Message> messages, JsonBuffer out) {
        out.ascii(",\"messages\":[");
        for (int i = 0; i < messages.size(); i++) {
            out.ascii(i == 0 ? "{\"level\":" : ",{\"level\":")
                    .text(messages.get(i).level().name());
            out.ascii(",\"text\":").text(messages.get(i).text()).raw('}');
        }
        out.raw(']');
    }

    /// Some rows of a result.
    static String rows(JobResult result, int offset, List<Result.Row> rows) {
        var out = new JsonBuffer(4096);
        out.ascii("{\"fields\":[");
        for (int i = 0; i < result.fields().size(); i++) {
            Result.Field field = result.fields().get(i);
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":").text(field.name());
            out.ascii(",\"time\":").bool(field.time()).raw('}');
        }
        out.ascii("],\"rows\":[");
        for (int i = 0; i < rows.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            RowJson.write(rows.get(i), out);
        }
        out.ascii("],\"offset\":").number(offset).ascii(",\"total\":").number(result.count());
        out.ascii(",\"preview\":").bool(result.preview());
        time("since", result.since(), out);
        out.ascii(",\"truncated\":").bool(result.truncated());
        messages(result.messages(), out);
        return out.raw('}').toString();
    }

    private static void text(String name, @Nullable String value, JsonBuffer out) {
        out.ascii(",\"" + name + "\":");
        if (value == null) {
            out.ascii("null");
        } else {
            out.text(value);
        }
    }

    private static void time(String name, @Nullable Instant time, JsonBuffer out) {
        text(name, time == null ? null : time.toString(), out);
    }

    static JobRequest readRequest(String json, JobRequest.Owner owner) throws IOException {
        String query = "";
        String earliest = null;
        String latest = null;
        int maxRows = SearchRequest.DEFAULT_MAX_ROWS;
        Duration timeout = SearchRequest.DEFAULT_TIMEOUT;
        Duration ttl = JobRequest.DEFAULT_TTL;
        String mode = "normal";
        Boolean strict = null;
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(in, "must be a JSON object");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "query" -> query = in.getText();
                    case "earliest" -> earliest = in.getValueAsString();
                    case "latest" -> latest = in.getValueAsString();
                    case "max_rows" -> maxRows = in.getIntValue();
                    case "timeout_s" -> timeout = Duration.ofSeconds(in.getIntValue());
                    case "ttl_s" -> ttl = Duration.ofSeconds(in.getIntValue());
                    case "mode" -> mode = in.getText();
                    case "strict" -> strict = in.getBooleanValue();
                    default -> throw new JsonParseException(in, "`" + name + "` is not known here");
                }
            }
        }
        if (query.isBlank()) {
            throw new IllegalArgumentException("`query` is missing or empty");
        }
        if (!mode.equals("normal") && !mode.equals("realtime")) {
            throw new IllegalArgumentException("`mode` must be normal or realtime, is `" + mode + "`");
        }
        var search = new SearchRequest(query, earliest, latest, maxRows, timeout, strict);
        return new JobRequest(search, owner, mode.equals("realtime"), ttl);
    }
}
