package ai.genops.sdk.export;

import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Before the batching processor, which drops what finds its queue full without telling anybody: here it is counted. */
final class Gate implements SpanProcessor {
    private final SpanProcessor batches;
    private final Flow flow;
    private final Problems problems;

    Gate(SpanProcessor batches, Flow flow, Problems problems) {
        this.batches = batches;
        this.flow = flow;
        this.problems = problems;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (flow.enter()) {
            batches.onEnd(span);
        } else {
            problems.report(
                    Kind.DROPPED,
                    flow.hasEnded()
                            ? "a span ended after GenOps was closed; close it last"
                            : "the queue of spans is full; spans are dropped until the receiver takes them");
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }
}
