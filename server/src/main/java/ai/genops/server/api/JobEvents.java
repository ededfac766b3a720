package ai.genops.server.api;

import ai.genops.server.job.Job;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// A job as server-sent events: at each change, and while it runs now and then for its progress, but at most five a
/// second; until it has ended or the client goes away.
final class JobEvents {
    private static final Duration APART = Duration.ofMillis(200);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private JobEvents() {}

    static HttpResponse of(Job job, ServiceRequestContext context) {
        context.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        out.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "text/event-stream", "cache-control", "no-store"));
        Thread.ofVirtual().name("job-events").start(() -> stream(job, out));
        return out;
    }

    private static void stream(Job job, HttpResponseWriter out) {
        try {
            Job.Look look = job.awaitEnd(APART); // most searches have ended by then, and are told at once
            while (!look.isDone() && write("job", job, out)) {
                Thread.sleep(APART);
                look = job.awaitChange(look.changes(), BEAT);
                job.touch();
            }
            if (look.isDone() && write("done", job, out)) {
                out.close();
            }
        } catch (InterruptedException | ExecutionException e) {
            out.abort(e);
        }
    }

    /// Returns when the client has taken it; whether it is still there.
    private static boolean write(String event, Job job, HttpResponseWriter out)
            throws InterruptedException, ExecutionException {
        String text = "event: " + event + "\ndata: " + JobJson.write(job) + "\n\n";
        boolean open = out.tryWrite(HttpData.ofUtf8(text));
        if (open) {
            out.whenConsumed().get();
        }
        return open;
    }
}
