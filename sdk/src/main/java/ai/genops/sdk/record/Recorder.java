package ai.genops.sdk.record;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes facts on spans. Never throws: what fails is a problem. Thread-safe. */
public final class Recorder {
    private final Problems problems;
    private final PolicyResult.Form form;

    public Recorder(Problems problems, PolicyResult.Form form) {
        this.problems = problems;
        this.form = form;
    }

    /**
     * Records a cost.
     *
     * @return what was told, recorded or not; null if telling it failed
     */
    public @Nullable Cost cost(Span span, Consumer<? super Cost> told) {
        return record(span, Cost::new, told);
    }

    public void tokens(Span span, Consumer<? super Tokens> told) {
        record(span, Tokens::new, told);
    }

    public void policy(Span span, Consumer<? super Policy> told) {
        record(span, Policy::new, told);
    }

    public void evaluation(Span span, Consumer<? super Evaluation> told) {
        record(span, Evaluation::new, told);
    }

    public void budget(Span span, Consumer<? super Budget> told) {
        record(span, Budget::new, told);
    }

    public void reservation(Span span, Consumer<? super Reservation> told) {
        record(span, Reservation::new, told);
    }

    public void reconciliation(Span span, Consumer<? super Reconciliation> told) {
        record(span, Reconciliation::new, told);
    }

    /** What every unit says from its start on, so that a process that dies leaves it said. */
    public void begin(Span span, String name, String type) {
        span.setAttribute(Names.SPEC_VERSION, Names.SPECIFICATION);
        span.setAttribute(Names.OPERATION_NAME, name);
        span.setAttribute(Names.OPERATION_TYPE, type);
        span.setAttribute(Names.POLICY_RESULT, form.of(PolicyResult.ALLOWED));
        Unit unit = Units.of(span);
        synchronized (unit) {
            unit.write(form);
        }
    }

    /** The books of a unit that ends. */
    public void end(Span span, long durationMillis) {
        span.setAttribute(Names.DURATION, Long.valueOf(durationMillis));
        Unit unit = Units.of(span);
        synchronized (unit) {
            unit.close(span);
        }
    }

    /** What has been told of a unit that has ended. */
    public Ended ended(Span span, String operation, Attribution attribution, boolean failed, Duration duration) {
        Unit unit = Units.of(span);
        synchronized (unit) {
            return unit.ended(operation, attribution, failed, duration);
        }
    }

    private <F extends Fact<F>> @Nullable F record(Span span, Supplier<F> empty, Consumer<? super F> told) {
        try {
            F fact = empty.get();
            told.accept(fact);
            if (span.isRecording()) {
                Unit unit = Units.of(span);
                synchronized (unit) {
                    fact.write(span, unit, unit.formOr(form));
                }
            } else {
                problems.report(Kind.NOT_RECORDING, "something was told of a span that has ended or is not recorded");
            }
            fact.refusals().forEach(refusal -> problems.report(Kind.VALUE, refusal));
            return fact;
        } catch (RuntimeException e) {
            problems.caught("recording", e);
            return null;
        }
    }
}
