package ai.genops.sdk.export;

import ai.genops.sdk.problem.Log;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;

/** Tells how each batch fared; to the log in detail, to the problems what failed. */
final class CountedExporter implements SpanExporter {
    private final Exporters.Way way;
    private final Flow flow;
    private final Problems problems;
    private final Log log;
    /** Without a query, which may hold a secret. */
    private final String to;

    CountedExporter(Exporters.Way way, Flow flow, Problems problems, Log log, URI to) {
        this.way = way;
        this.flow = flow;
        this.problems = problems;
        this.log = log;
        this.to = to.getScheme() + "://" + to.getRawAuthority() + to.getRawPath();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int size = spans.size();
        flow.handOver(size);
        CompletableResultCode result;
        try {
            result = way.exporter().export(spans);
        } catch (RuntimeException e) {
            problems.caught("exporting", e);
            result = CompletableResultCode.ofFailure();
        }
        CompletableResultCode exported = result;
        return exported.whenComplete(() -> told(size, exported.isSuccess()));
    }

    private void told(int size, boolean isTaken) {
        log.detail("export of " + size + " spans to " + to + (isTaken ? ": taken" : ": not taken"));
        if (!isTaken && !way.countsItself()) {
            problems.report(
                    Kind.EXPORT,
                    size + " spans were not taken by " + to + way.lastAnswer().get(),
                    size);
        }
        flow.finish(size);
    }

    @Override
    public CompletableResultCode flush() {
        return way.exporter().flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return way.exporter().shutdown();
    }
}
