package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.server.job.Job;
import ai.genops.server.job.JobResult;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// `search/jobs/export`: a search whose rows are sent as they are found: previews, if they are wanted, each as a set of
/// rows of its own, then the result. A real-time search sends previews until the client goes away.
final class Export {
    private static final int AT_ONCE = 1000;
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Job job;
    private final String mode;
    private final boolean previews;
    private final ZoneId zone;
    private final HttpResponseWriter out = HttpResponse.streaming();
    private boolean headed;

    private Export(Job job, String mode, boolean previews, ZoneId zone) {
        this.job = job;
        this.mode = mode;
        this.previews = previews;
        this.zone = zone;
    }

    static HttpResponse of(Call call, JobCalls calls, Jobs jobs) {
        String mode = call.text("output_mode", "xml");
        ResultForm form = ResultForm.of(mode, calls.replies().clock());
        if (!List.of("xml", "json", "csv", "raw").contains(mode)) {
            throw Refusal.wrong("an export's `output_mode` must be xml, json, csv or raw, is `" + mode + "`");
        }
        Job job = calls.start(call);
        boolean previews =
                !mode.equals("csv") && !mode.equals("raw") && (job.request().realtime() || call.flag("preview", true));
        var export = new Export(job, mode, previews, calls.zone());
        call.context().clearRequestTimeout();
        export.out.write(
                ResponseHeaders.of(HttpStatus.OK, "content-type", form.type().toString()));
        var _ = export.out.whenComplete().handle((_, _) -> {
            jobs.remove(job);
            return null;
        });
        Thread.ofVirtual().name("export").start(export::send);
        return export.out;
    }

    private void send() {
        try {
            int shown = 0;
            Job.Look look = job.look();
            while (!look.isDone()) {
                if (previews && look.result().version() > shown) {
                    shown = look.result().version();
                    set(look.result());
                }
                look = job.awaitChange(look.changes(), BEAT);
                job.touch();
                if (!out.isOpen()) {
                    return;
                }
            }
            if (look.error() == null) {
                set(look.result());
            } else {
                failed(look.error());
            }
            out.close();
        } catch (InterruptedException | ExecutionException | IOException e) {
            out.abort(e);
        }
    }

    private void set(JobResult result) throws IOException, InterruptedException, ExecutionException {
        int count = result.count();
        boolean first = true;
        for (int offset = 0; first || offset < count; offset += AT_ONCE) {
            List<Result.Row> rows;
            try {
                rows = result.rows(offset, AT_ONCE);
            } catch (IOException e) {
                if (result.preview() && first) {
                    return; // A newer one has taken its place.
                }
                throw e;
            }
            var page = new ResultForm.Page(
                    result.fields(), rows, offset, result.preview(), JobCalls.messages(result), zone);
            write(text(page, first, offset + rows.size() >= count));
            first = false;
        }
    }

    private String text(ResultForm.Page page, boolean first, boolean last) {
        return switch (mode) {
            case "json" -> lines(page, last);
            case "csv" -> {
                var text = new StringBuilder(first ? CsvForm.header(page) + "\n" : "");
                CsvForm.rows(page, text);
                yield text.toString();
            }
            case "raw" -> {
                var text = new StringBuilder();
                RawForm.rows(page, text);
                yield text.toString();
            }
            default -> {
                var text = new Xml().raw(headed ? "" : Xml.HEAD);
                headed = true;
                if (first) {
                    XmlForm.begin(page, text);
                }
                XmlForm.rows(page, text);
                yield text.raw(last ? "</results>\n" : "").toString();
            }
        };
    }

    private static String lines(ResultForm.Page page, boolean last) {
        var text = new JsonBuffer(4096);
        for (int i = 0; i < page.rows().size(); i++) {
            text.ascii("{\"preview\":").bool(page.preview());
            text.ascii(",\"offset\":").number(page.offset() + i);
            if (last && i == page.rows().size() - 1) {
                text.ascii(",\"lastrow\":true");
            }
            text.ascii(",\"result\":");
            JsonForm.row(page.fields(), page.rows().get(i), page.zone(), text);
            text.ascii("}\n");
        }
        if (page.rows().isEmpty() && page.offset() == 0) {
            text.ascii("{\"preview\":").bool(page.preview()).ascii(",\"lastrow\":true}\n");
        }
        return text.toString();
    }

    private void failed(String why) throws InterruptedException, ExecutionException {
        String text;
        if (mode.equals("json")) {
            text = new JsonBuffer(256)
                    .ascii("{\"messages\":[{\"type\":\"FATAL\",\"text\":")
                    .text(why)
                    .ascii("}]}\n")
                    .toString();
        } else {
            text = new Xml()
                    .raw(headed ? "" : Xml.HEAD)
                    .raw("<response><messages><msg type=\"FATAL\">")
                    .text(why)
                    .raw("</msg></messages></response>\n")
                    .toString();
        }
        write(text);
    }

    /// Returns when the client has taken it.
    private void write(String text) throws InterruptedException, ExecutionException {
        if (out.tryWrite(HttpData.ofUtf8(text))) {
            out.whenConsumed().get();
        }
    }
}
