package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.engine.Tap;
import ai.genops.pipeline.engine.TapPoint;
import ai.genops.pipeline.engine.Taps;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.plan.Rights;
import ai.genops.server.tail.LiveFilter;
import ai.genops.server.tail.LiveRow;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// `GET /api/tail?q=CONDITION`: events as they arrive, as server-sent events, until the viewer goes away. Each
/// message has the `events` since the last one and how many were `seen`; when more come than a person can read,
/// every so many is shown, spread over the time. Who may search may look, with the same rights.
final class TailService {
    static final int MOST_SHOWN = 25;
    private static final Duration APART = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final ServerView view;
    private final Supplier<Knowledge> knowledge;

    TailService(ServerView view, Supplier<Knowledge> knowledge) {
        this.view = view;
        this.knowledge = knowledge;
    }

    HttpResponse open(ServiceRequestContext context, AggregatedHttpRequest request) {
        Rights rights = Gate.principal(context).rights();
        var filter = new LiveFilter(
                context.queryParams().get("q", ""), knowledge.get().macros(), rights);
        var tap = new Tap(Map.of(new TapPoint.Source(), filter));
        if (!view.feeds().taps().open(tap)) {
            throw new ApiException(
                    HttpStatus.TOO_MANY_REQUESTS, Taps.MOST + " live views and taps are open already; close one");
        }
        context.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        var _ = out.whenComplete().handle((_, _) -> {
            tap.close();
            return null;
        });
        out.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "text/event-stream", "cache-control", "no-store"));
        Thread.ofVirtual().name("tail").start(() -> stream(tap, rights, out));
        return out;
    }

    private static void stream(Tap tap, Rights rights, HttpResponseWriter out) {
        try (tap) {
            write(List.of(), 0, out); // at once, so that the viewer knows
            for (Tap.Taken taken = tap.take(BEAT); taken != null; taken = tap.take(BEAT)) {
                List<byte[]> shown = some(taken.events());
                List<Object> rows = new ArrayList<>();
                shown.forEach(event -> rows.add(LiveRow.of(event, rights)));
                write(rows, taken.events().size() + taken.skipped(), out);
                Thread.sleep(APART);
            }
            out.close();
        } catch (InterruptedException | ExecutionException e) {
            out.abort(e);
        }
    }

    /// As many as can be shown, the same distance apart.
    static List<byte[]> some(List<byte[]> events) {
        if (events.size() <= MOST_SHOWN) {
            return events;
        }
        List<byte[]> some = new ArrayList<>();
        for (int i = 0; i < MOST_SHOWN; i++) {
            some.add(events.get((int) ((long) i * events.size() / MOST_SHOWN)));
        }
        return List.copyOf(some);
    }

    /// Returns when the viewer has taken it: until then further events wait in the tap, which is bounded.
    private static void write(List<Object> rows, long seen, HttpResponseWriter out)
            throws InterruptedException, ExecutionException {
        var json = new JsonBuffer(4096).value(Map.of("events", rows, "seen", seen));
        if (out.tryWrite(HttpData.ofUtf8("data: " + json + "\n\n"))) {
            out.whenConsumed().get();
        }
    }
}
