package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.trial.Progress;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answer to a question that takes long, as lines of JSON: `{"progress":0.4}` at each further hundredth, and last
/// the answer itself, or `{"error": ...}`. Who goes away ends the work.
final class ProgressLines {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLines.class);

    private ProgressLines() {}

    /// The work; its answer is JSON on one line.
    @FunctionalInterface
    interface Work {
        String answer(Progress progress) throws Exception;
    }

    /// @param end is run when the work has ended, however
    static HttpResponse of(Executor executor, Work work, Runnable end) {
        HttpResponseWriter out = HttpResponse.streaming();
        out.write(
                ResponseHeaders.of(HttpStatus.OK, "content-type", "application/x-ndjson", "cache-control", "no-store"));
        executor.execute(() -> {
            try {
                write(out, work.answer(progress(out)));
                out.close();
            } catch (CancellationException e) {
                out.abort(e);
            } catch (Exception e) {
                LOG.debug("the answer is an error", e);
                write(out, ResultJson.error(String.valueOf(e.getMessage())));
                out.close();
            } finally {
                end.run();
            }
        });
        return out;
    }

    private static Progress progress(HttpResponseWriter out) {
        int[] told = {-1};
        return share -> {
            if (!out.isOpen()) {
                throw new CancellationException("nobody waits any more");
            }
            int hundredths = (int) (share * 100);
            if (hundredths > told[0]) {
                told[0] = hundredths;
                write(out, "{\"progress\":" + new JsonBuffer(8).number(hundredths / 100.0) + "}");
            }
        };
    }

    private static void write(HttpResponseWriter out, String line) {
        // At most a hundred short lines and the answer: they may wait.
        var _ = out.tryWrite(HttpData.ofUtf8(line + "\n"));
    }
}
