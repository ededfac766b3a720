package ai.genops.sdk.record;

import ai.genops.sdk.problem.Problems;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;

/** Makes recordings of spans. */
public final class Recorder {
    final Problems problems;
    final PolicyResult.Form form;

    /**
     * Recordings of one GenOps.
     *
     * @param problems what goes wrong in them
     * @param form how results are written on spans that are not an operation's
     */
    public Recorder(Problems problems, PolicyResult.Form form) {
        this.problems = problems;
        this.form = form;
    }

    /** Starts a span, which says what every unit says from its start on, so that a process that dies leaves it said. */
    public Recording begin(SpanBuilder builder, String name, String type) {
        Span span = builder.setAttribute(Names.SPEC_VERSION, Names.SPECIFICATION)
                .setAttribute(Names.OPERATION_NAME, name)
                .setAttribute(Names.OPERATION_TYPE, type)
                .setAttribute(Names.POLICY_RESULT, form.of(PolicyResult.ALLOWED))
                .startSpan();
        Unit unit = unit(span);
        synchronized (unit) {
            unit.write(form);
        }
        return new Recording(this, span, unit);
    }

    /** Of a span that somebody else has started, with what was told of it before. */
    public Recording of(Span span) {
        return new Recording(this, span, unit(span));
    }

    /** Spans that do not record are often one and the same object, and have nothing in common. */
    private static Unit unit(Span span) {
        return span.isRecording() ? Units.of(span) : new Unit();
    }
}
